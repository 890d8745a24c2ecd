"""Flaws that keep a conversation from being played: missing or duplicate ids, and broken references."""

import re
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches

from lms.curriculum.kinds import Flaw
from lms.curriculum.part import ID
from lms.rehearsal.conversation.shape import END, FEWEST_CHOICES, METERS, PAUSE, STOP, Authored, Choice, Line, When
from lms.rehearsal.critical_errors import CRITICAL

Loc = tuple[str | int, ...]
ID_HINT = "Use lowercase letters, digits and hyphens: first-touch"
FEWEST_VARIANTS = 2


def check_graph(body: Authored) -> list[Flaw]:
    """Every flaw of the graph. Without an error among them it can be played."""
    return list(_Graph(body).flaws())


class _Graph:
    """The ids that can be referred to."""

    def __init__(self, body: Authored) -> None:
        self.body = body
        self.lines = {line.id: line for line in body.line}
        self.goals = {*self.lines, END}
        self.topics = {topic.id for topic in body.topics}
        self.facts = {fact for variant in body.variant for fact in variant.facts}

    def flaws(self) -> Iterator[Flaw]:
        yield from self._ids()
        yield from self._beginning()
        for index, variant in enumerate(self.body.variant):
            for at, instead in variant.withdraws.items():
                where = ("variant", index, "withdraws", at)
                yield from _unknown(where, f"variant “{variant.id}”", "line", at, self.lines)
                yield from _unknown(where, f"variant “{variant.id}”", "line", instead, self.lines)
                if instead in self.lines and not self.lines[instead].withdrawn:
                    message = f"variant “{variant.id}” withdraws at line “{instead}”, which is not marked as withdrawn"
                    yield Flaw(where, message, "Add withdrawn = true to that line")
        for index, line in enumerate(self.body.line):
            yield from self._line(("line", index), line)

    def _ids(self) -> Iterator[Flaw]:
        body = self.body
        yield from _ids("topic", ("topics",), [each.id for each in body.topics])
        yield from _ids("variant", ("variant",), [each.id for each in body.variant])
        yield from _ids("line", ("line",), [each.id for each in body.line], (END,))
        for index, line in enumerate(body.line):
            ids = [each.id for each in line.choice]
            yield from _ids(f"line “{line.id}”: choice", ("line", index, "choice"), ids, (PAUSE, STOP))

    def _beginning(self) -> Iterator[Flaw]:
        body = self.body
        if not body.line:
            yield Flaw(("line",), "has no lines", "Start each one with [[line]]")
        elif not body.begin:
            yield Flaw(("begin",), "begin is missing", f'The first line: begin = "{body.line[0].id}"')
        else:
            yield from _unknown(("begin",), "begin", "line", body.begin, self.lines)
        if not body.variant:
            yield Flaw(("variant",), "has no variants", "Start each one with [[variant]]")
        elif len(body.variant) < FEWEST_VARIANTS:
            hint = "Add a second variant so learners cannot memorize the answers"
            yield Flaw(("variant", 0), "has only one variant", hint, "advice")

    def _line(self, where: Loc, line: Line) -> Iterator[Flaw]:
        name = f"line “{line.id}”"
        if len(line.choice) < FEWEST_CHOICES:
            yield Flaw((*where, "choice"), f"{name} has fewer than two choices", "Add at least two [[line.choice]]")
        if line.needs and not line.then:
            yield Flaw((*where, "then"), f"{name} does not say where its {line.needs} leads", 'then = "line-id"')
        elif line.then and not line.needs:
            yield Flaw((*where, "then"), f"{name} has then but no needs", 'needs = "pause", or "stop"')
        elif line.then:
            yield from _unknown((*where, "then"), name, "line", line.then, self.goals)
        if line.withdrawn and line.needs != STOP:
            message = f"{name} is where the client withdraws, so it needs a stop"
            yield Flaw((*where, "needs"), message, 'needs = "stop"')
        for index, choice in enumerate(line.choice):
            at, named = (*where, "choice", index), f"{name}, choice “{choice.id}”"
            yield from self._choice(at, named, choice)
            yield from _hand(at, named, choice, withdrawn=line.withdrawn)

    def _choice(self, where: Loc, name: str, choice: Choice) -> Iterator[Flaw]:
        yield from self._when((*where, "when"), name, choice.when)
        for index, topic in enumerate(choice.asks):
            yield from _unknown((*where, "asks", index), name, "topic", topic, self.topics)
        yield from _critical(where, name, choice)
        for index, way in enumerate(choice.next):
            yield from self._when((*where, "next", index, "when"), name, way.when)
            yield from _unknown((*where, "next", index, "to"), name, "line", way.to, self.goals)

    def _when(self, where: Loc, name: str, when: When) -> Iterator[Flaw]:
        yield from _unknown((*where, "fact"), name, "fact in any variant", when.fact, {*self.facts, ""})
        for field in ("asked", "not_asked"):
            yield from _unknown((*where, field), name, "topic", getattr(when, field), {*self.topics, ""})
        for meter in METERS:
            least, most = when.limits(meter)
            if least is not None and most is not None and least > most:
                yield Flaw((*where, f"{meter}_least"), f"{name}: {meter} can never be from {least} to {most}")


def _critical(where: Loc, name: str, choice: Choice) -> Iterator[Flaw]:
    """Flaws of the fields of a critical error, and of any other choice."""
    if choice.critical and choice.critical not in CRITICAL:
        hint = f"Known critical errors: {', '.join(CRITICAL)}"
        yield Flaw((*where, "critical"), f"{name}: unknown critical error “{choice.critical}”", hint)
    if choice.critical and choice.points is not None:
        yield Flaw((*where, "points"), f"{name} is a critical error, so it cannot have points", "Remove the points")
    elif not choice.critical and choice.points is None:
        yield Flaw((*where, "points"), f"{name} has no points", "points = 2, 1, 0 or -1")
    if choice.warns and not choice.critical:
        yield Flaw((*where, "warns"), f"{name} has warns but no critical error", 'critical = "ce2"')
    ends = bool(choice.critical) and not choice.warns
    if ends and choice.next:
        message = f"{name} is a critical error, which ends the run, so it cannot have next"
        yield Flaw((*where, "next"), message, "Remove it")
    elif not ends and not choice.next:
        yield Flaw((*where, "next"), f"{name} does not say what comes next", f'next = "line-id", or "{END}"')


def _hand(where: Loc, name: str, choice: Choice, *, withdrawn: bool) -> Iterator[Flaw]:
    """After a stop the hand must leave: each choice says whether it does, and one in which it stays ends the run."""
    if withdrawn and not choice.hand:
        yield Flaw((*where, "hand"), f"{name} does not say whether the hand leaves", 'hand = "leaves", or "stays"')
    elif choice.hand and not withdrawn:
        hint = "Remove it, or add withdrawn = true to the line"
        yield Flaw((*where, "hand"), f"{name} has hand, but the client has not withdrawn here", hint)
    elif choice.hand == "stays" and (choice.warns or not choice.critical):
        message = f"{name}: the hand stays after the client has withdrawn, and the run goes on"
        yield Flaw((*where, "hand"), message, 'critical = "ce2", and no warns')


def _ids(noun: str, where: Loc, ids: Iterable[str], reserved: Collection[str] = ()) -> Iterator[Flaw]:
    """Flaws of the ids of one sort of thing."""
    seen: set[str] = set()
    for index, uid in enumerate(ids):
        if not uid:
            yield Flaw((*where, index, "id"), f"{noun} {index + 1} has no ID", ID_HINT)
        elif not re.match(ID, uid):
            yield Flaw((*where, index, "id"), f"{noun} “{uid}” has an invalid ID", ID_HINT)
        elif uid in reserved:
            yield Flaw((*where, index, "id"), f"{noun} “{uid}” uses a reserved ID", "Give it another ID")
        elif uid in seen:
            yield Flaw((*where, index, "id"), f"{noun} “{uid}” is used twice", "Give each its own ID")
        seen.add(uid)


def _unknown(where: Loc, name: str, noun: str, named: str, known: Collection[str]) -> Iterator[Flaw]:
    if named not in known:
        close = get_close_matches(named, [each for each in known if each], n=1)
        yield Flaw(where, f"{name}: there is no {noun} “{named}”", f"Did you mean {close[0]}?" if close else "")
