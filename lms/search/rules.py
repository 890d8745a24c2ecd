"""What is looked for, what a text amounts to when it is looked through, and where the words stand in it.

Words are folded here, not by the databases, so that both find the same: small letters, no accents. Whoever
writes a word finds every word that begins with it; "words in quotes" stand side by side.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from lms.curriculum.document import Document, Lesson
from lms.curriculum.markup import DIRECTIVE

Trouble = Literal["", "empty", "too-long"]
WORD = re.compile(r"[^\W_]+")
QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')
LONGEST = 200  # characters of a question
MOST_WORDS = 12
LONGEST_WORD = 60
AROUND = 110  # characters of a text shown on each side of the first word found
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
REFERENCE = re.compile(r"\s?\[\^?[\w.-]+\]")
HEADING = re.compile(r"^#{1,6}\s+(.*)$", re.M)
BREAKS = re.compile(r"( ·)+(?= ·)|(?<=[.:;?!]) ·")
SIGNS = re.compile(r"[*`#>~]+|(?<!\w)_+|_+(?!\w)|^\s*[-+]\s|:?-{3,}:?|^:::.*$", re.M)


# What is looked for


@dataclass(frozen=True)
class Wanted:
    """A question, read: single words, and phrases of several; `trouble` says why it cannot be asked."""

    typed: str
    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    trouble: Trouble = ""


def wanted(typed: str) -> Wanted:
    """Read a question. Signs are left out, so that no text is an error; the words are folded."""
    shown = " ".join("".join(each if each.isprintable() else " " for each in typed).split())
    if len(shown) > LONGEST:
        return Wanted(shown[:LONGEST], trouble="too-long")
    phrases = [tuple(folded(each[1])) for each in QUOTED.finditer(shown)]
    words = [*folded(QUOTED.sub(" ", shown)), *(each[0] for each in phrases if len(each) == 1)]
    several = tuple(dict.fromkeys(each[:MOST_WORDS] for each in phrases if len(each) > 1))[:MOST_WORDS]
    single = tuple(dict.fromkeys(words))[:MOST_WORDS]
    return Wanted(shown, single, several, "" if single or several else "empty")


def folded(text: str) -> Iterator[str]:
    """The words of a text, folded, as they are kept and looked for."""
    return filter(None, (fold(each[0]) for each in WORD.finditer(text)))


def fold(word: str) -> str:
    """A word in small letters and without accents, cut off where no word is that long."""
    if not word.isascii():
        apart = unicodedata.normalize("NFKD", word.casefold())
        word = "".join(filter(str.isalnum, apart))
    return word.lower()[:LONGEST_WORD]


def for_sqlite(asked: Wanted) -> str:
    """The question in the words of FTS5: everything in quotes, so that nothing is an operator."""
    phrases = ('"' + " ".join(each) + '"' for each in asked.phrases)
    return " AND ".join((*(f'"{word}"*' for word in asked.words), *phrases))


def for_postgresql(asked: Wanted) -> str:
    """The question in the words of to_tsquery; folded words hold no sign that it would read."""
    phrases = ("(" + " <-> ".join(f"'{word}'" for word in each) + ")" for each in asked.phrases)
    return " & ".join((*(f"'{word}':*" for word in asked.words), *phrases))


# What is looked through


@dataclass(frozen=True)
class Text:
    """A title and a text, plain, with the id of what they belong to; `also` is found, and not shown."""

    uid: str
    title: str
    text: str
    also: str = ""


def lesson_texts(course: Document) -> Iterator[Text]:
    """Each lesson as plain text, with the words of what its directives show."""
    for lesson in course.lessons:
        parts = (lesson.summary, *(each.text for each in lesson.objectives), _with_shown(course, lesson))
        yield Text(lesson.id, lesson.title, " ".join(filter(None, map(plain, parts))))


def term_texts(course: Document) -> Iterator[Text]:
    """Each word of the glossary with its meaning."""
    for term in course.terms:
        yield Text(term.id, term.term, plain(term.meaning), " ".join(term.also))


def plain(markdown: str) -> str:
    """Markdown without its signs; roughly, since it is read by eyes and by a search, not by a browser."""
    words = REFERENCE.sub("", LINK.sub(r"\1", markdown))
    apart = HEADING.sub(r" · \1 · ", words).replace("|", " · ")
    return BREAKS.sub("", " ".join(SIGNS.sub(" ", apart).split())).strip(" ·")


def _with_shown(course: Document, lesson: Lesson) -> str:
    """The text of a lesson, its directives replaced by the words they show."""
    return "\n".join(_shown(course, line) if line.startswith(":::") else line for line in lesson.text.splitlines())


def _shown(course: Document, line: str) -> str:
    found = DIRECTIVE.match(line)
    name, argument = (found["name"], found["argument"]) if found else ("", "")
    said: Iterable[str] = ()
    if name == "claim" and argument in course.claim:
        said = (course.claim[argument].statement, course.claim[argument].said)
    elif name == "figure" and argument in course.figure:
        said = (course.figure[argument].title, course.figure[argument].description)
    elif name == "cautions":
        said = (f"{each.item}: {each.action}" for each in course.cautions if argument in {"all", each.light})
    elif name == "red-flags":
        said = (each.sign for each in course.red_flags if argument in {"all", each.band})
    elif name in {"caution", "say", "note"}:
        said = (argument,)
    return " ".join(said)


# Where the words stand


@dataclass(frozen=True)
class ExcerptPiece:
    """A part of an excerpt; `found` is one of the words that were looked for."""

    text: str
    found: bool


def excerpt(text: str, asked: Wanted) -> tuple[ExcerptPiece, ...]:
    """The part of a text around the first word found, in pieces; its beginning where none is."""
    spans = [each.span() for each in WORD.finditer(text) if _is_found(fold(each[0]), asked)]
    first = spans[0][0] if spans else 0
    start, end = _at_words(text, max(0, first - AROUND), min(len(text), first + 2 * AROUND))
    pieces, here = [ExcerptPiece("… ", found=False)] if start else [], start
    for begin, stop in spans:
        if here <= begin and stop <= end:
            pieces += [ExcerptPiece(text[here:begin], found=False), ExcerptPiece(text[begin:stop], found=True)]
            here = stop
    rest = text[here:end] + (" …" if end < len(text) else "")
    return tuple(each for each in (*pieces, ExcerptPiece(rest, found=False)) if each.text)


def marked(text: str, asked: Wanted) -> tuple[ExcerptPiece, ...]:
    """The whole of a short text in pieces."""
    found, here = [], 0
    for each in WORD.finditer(text):
        if _is_found(fold(each[0]), asked):
            found += [ExcerptPiece(text[here : each.start()], found=False), ExcerptPiece(each[0], found=True)]
            here = each.end()
    return tuple(each for each in (*found, ExcerptPiece(text[here:], found=False)) if each.text)


def _is_found(word: str, asked: Wanted) -> bool:
    return word.startswith(asked.words) or any(word in each for each in asked.phrases)


def _at_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch, moved to where words begin and end."""
    if start:
        start = text.find(" ", start) + 1
    if end < len(text):
        end = max(text.rfind(" ", start, end), start)
    return start, end
