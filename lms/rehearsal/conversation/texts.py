"""Flaws in the texts of a conversation: missing texts, and things that are never used."""

from collections.abc import Iterator

from lms.curriculum.kinds import Flaw
from lms.curriculum.rehearsals import RehearsalContext
from lms.rehearsal.conversation.checks import Loc
from lms.rehearsal.conversation.rules import REFERENCE, WORD
from lms.rehearsal.conversation.shape import CONSENT_LINES, PAUSE, STOP, Authored, Choice, Line, StandingChoice


def check_texts(body: Authored, known: RehearsalContext) -> list[Flaw]:
    """Every missing text and every unknown source."""
    lines = _lines(body, written=known.warning)
    return [*_frame(body), *lines, *_words(body), *_references(body, known), *_unused(body)]


def _frame(body: Authored) -> Iterator[Flaw]:
    if not body.client.name:
        yield Flaw(("client", "name"), "the client has no name", 'client = { name = "Dana", age = 34, about = "…" }')
    for name, standing in ((PAUSE, body.pause), (STOP, body.stop)):
        yield from _standing(name, standing)
    for index, topic in enumerate(body.topics):
        if not topic.text:
            yield Flaw(("topics", index, "text"), f"topic “{topic.id}” has no text")


def _standing(name: str, standing: StandingChoice) -> Iterator[Flaw]:
    hint = f'{name} = {{ say = "…", feedback = "…" }}'
    if not standing.say:
        yield Flaw((name, "say"), f"{name} needs the words that go with it", hint)
    if not standing.feedback:
        yield Flaw((name, "feedback"), f"{name} has no feedback for when it is not called for", hint)


def _lines(body: Authored, *, written: bool) -> Iterator[Flaw]:
    some = any(line.told for line in body.line)
    for index, line in enumerate(body.line):
        where: Loc = ("line", index)
        name = f"line “{line.id}”"
        if not (line.says or line.signs):
            yield Flaw((*where, "says"), f"{name} has neither words nor signs", 'says = "…", or signs = "…"')
        if not line.told and written:
            hint = "A rehearsal with a content warning needs every line in the third person as well"
            yield Flaw((*where, "told"), f"{name} has no told", hint)
        elif not line.told and some:
            yield Flaw(
                (*where, "told"),
                f"{name} has no told, but other lines do",
                "The written case needs it on all lines or none",
            )
        yield from _called(where, name, line)
        for number, choice in enumerate(line.choice):
            yield from _choice((*where, "choice", number), f"{name}, choice “{choice.id}”", choice)


def _called(where: Loc, name: str, line: Line) -> Iterator[Flaw]:
    if line.needs and not line.called:
        hint = f"called = “…” is the feedback for choosing {line.needs} here"
        yield Flaw((*where, "called"), f"{name} has no feedback for its {line.needs}", hint)
    elif line.called and not line.needs:
        yield Flaw((*where, "called"), f"{name} has called but no needs", 'needs = "pause", or "stop"')


def _choice(where: Loc, name: str, choice: Choice) -> Iterator[Flaw]:
    if not choice.text:
        yield Flaw((*where, "text"), f"{name} has no text")
    if not choice.feedback:
        yield Flaw(
            (*where, "feedback"), f"{name} has no feedback", "Explain in one or two sentences why it is good or not"
        )
    if choice.critical and not choice.missed:
        hint = "It completes the sentence “not passed yet: …”, for example: you touched her belly before she agreed"
        yield Flaw((*where, "missed"), f"{name} does not say what was missed", hint)
    elif choice.missed and not choice.critical:
        yield Flaw((*where, "missed"), f"{name} has missed but is not a critical error", 'critical = "ce1"')
    for index, number in enumerate(choice.covers):
        if number not in CONSENT_LINES or number in choice.covers[:index]:
            hint = f"Consent lines are numbered {CONSENT_LINES[0]} to {CONSENT_LINES[-1]}"
            yield Flaw((*where, "covers", index), f"{name} covers {number}", hint)


def _words(body: Authored) -> Iterator[Flaw]:
    """Words in braces that a variant lacks, and words of variants that no text uses."""
    used: dict[str, Loc] = {}
    for where, text in _texts(body):
        for found in WORD.finditer(text):
            used.setdefault(found[1], where)
    for index, variant in enumerate(body.variant):
        for word, where in used.items():
            if not variant.words.get(word, ""):
                hint = f'words = {{ {word} = "…" }} in variant “{variant.id}”'
                yield Flaw(where, f"variant “{variant.id}” has no words for {{{word}}}", hint)
        for word in variant.words.keys() - used.keys():
            where = ("variant", index, "words", word)
            yield Flaw(where, f"variant “{variant.id}”: no text uses {{{word}}}", level="advice")


def _references(body: Authored, known: RehearsalContext) -> Iterator[Flaw]:
    """Sources in brackets that the course lacks. If it has no sources, brackets are only brackets."""
    for where, text in _texts(body) if known.sources else ():
        for found in REFERENCE.finditer(text):
            if found[1] not in known.sources:
                hint = "Add it to sources.toml"
                yield Flaw(where, f"there is no source “{found[1]}”", hint)


def _texts(body: Authored) -> Iterator[tuple[Loc, str]]:
    """Every text that may contain words in braces."""
    yield ("client", "about"), body.client.about
    for name, standing in ((PAUSE, body.pause), (STOP, body.stop)):
        yield (name, "say"), standing.say
        yield (name, "feedback"), standing.feedback
    for index, line in enumerate(body.line):
        for field in ("says", "signs", "told", "called"):
            yield ("line", index, field), getattr(line, field)
        for number, choice in enumerate(line.choice):
            for field in ("text", "feedback", "reveals", "missed"):
                yield ("line", index, "choice", number, field), getattr(choice, field)


def _unused(body: Authored) -> Iterator[Flaw]:
    choices = [choice for line in body.line for choice in line.choice]
    asked = {topic for choice in choices for topic in choice.asks}
    for index, topic in enumerate(body.topics):
        if topic.id not in asked:
            yield Flaw(("topics", index), f"no choice asks about “{topic.id}”", level="advice")
    tested = {when.fact for choice in choices for when in choice.conditions()}
    for index, variant in enumerate(body.variant):
        for number, fact in enumerate(variant.facts):
            if fact not in tested:
                where = ("variant", index, "facts", number)
                yield Flaw(where, f"variant “{variant.id}”: nothing depends on the fact “{fact}”", level="advice")
