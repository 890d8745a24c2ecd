"""Parse queries, turn texts into words, and find where the words occur.

Words are folded to lower case without accents here, not by the databases, so that both find the same. A
word matches every word that begins with it; "words in quotes" must be next to each other.
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
LONGEST = 200  # characters of a query
MOST_WORDS = 12
LONGEST_WORD = 60
AROUND = 110  # characters shown on each side of the first match
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
REFERENCE = re.compile(r"\s?\[\^?[\w.-]+\]")
HEADING = re.compile(r"^#{1,6}\s+(.*)$", re.M)
BREAKS = re.compile(r"( ·)+(?= ·)|(?<=[.:;?!]) ·")
SIGNS = re.compile(r"[*`#>~]+|(?<!\w)_+|_+(?!\w)|^\s*[-+]\s|:?-{3,}:?|^:::.*$", re.M)


# Queries


@dataclass(frozen=True)
class Wanted:
    """A parsed query: words and phrases. `trouble` says why it cannot be searched for."""

    typed: str
    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    trouble: Trouble = ""


def wanted(typed: str) -> Wanted:
    """Parse a query. Punctuation is dropped, so that no text is an error, and words are folded."""
    shown = " ".join("".join(each if each.isprintable() else " " for each in typed).split())
    if len(shown) > LONGEST:
        return Wanted(shown[:LONGEST], trouble="too-long")
    phrases = [tuple(folded(each[1])) for each in QUOTED.finditer(shown)]
    words = [*folded(QUOTED.sub(" ", shown)), *(each[0] for each in phrases if len(each) == 1)]
    several = tuple(dict.fromkeys(each[:MOST_WORDS] for each in phrases if len(each) > 1))[:MOST_WORDS]
    single = tuple(dict.fromkeys(words))[:MOST_WORDS]
    return Wanted(shown, single, several, "" if single or several else "empty")


def folded(text: str) -> Iterator[str]:
    """The folded words of a text, as they are indexed and searched for."""
    return filter(None, (fold(each[0]) for each in WORD.finditer(text)))


def fold(word: str) -> str:
    """A word in lower case without accents, cut to a maximal length."""
    if not word.isascii():
        apart = unicodedata.normalize("NFKD", word.casefold())
        word = "".join(filter(str.isalnum, apart))
    return word.lower()[:LONGEST_WORD]


def for_sqlite(asked: Wanted) -> str:
    """The query in FTS5 syntax, with everything quoted, so that nothing is an operator."""
    phrases = ('"' + " ".join(each) + '"' for each in asked.phrases)
    return " AND ".join((*(f'"{word}"*' for word in asked.words), *phrases))


def for_postgresql(asked: Wanted) -> str:
    """The query in to_tsquery syntax. Folded words contain no operators."""
    phrases = ("(" + " <-> ".join(f"'{word}'" for word in each) + ")" for each in asked.phrases)
    return " & ".join((*(f"'{word}':*" for word in asked.words), *phrases))


# Texts


@dataclass(frozen=True)
class Text:
    """A plain title and text with the id of what they belong to. `also` is searched but not shown."""

    uid: str
    title: str
    text: str
    also: str = ""


def lesson_texts(course: Document) -> Iterator[Text]:
    """Each lesson as plain text, including the words that its directives show."""
    for lesson in course.lessons:
        parts = (lesson.summary, *(each.text for each in lesson.objectives), _with_shown(course, lesson))
        yield Text(lesson.id, lesson.title, " ".join(filter(None, map(plain, parts))))


def term_texts(course: Document) -> Iterator[Text]:
    """Each glossary term with its definition."""
    for term in course.terms:
        yield Text(term.id, term.term, plain(term.meaning), " ".join(term.also))


def plain(markdown: str) -> str:
    """Markdown without its markup, roughly, for excerpts and for searching."""
    words = REFERENCE.sub("", LINK.sub(r"\1", markdown))
    apart = HEADING.sub(r" · \1 · ", words).replace("|", " · ")
    return BREAKS.sub("", " ".join(SIGNS.sub(" ", apart).split())).strip(" ·")


def _with_shown(course: Document, lesson: Lesson) -> str:
    """The text of a lesson, with its directives replaced by the words they show."""
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


# Where the words occur


@dataclass(frozen=True)
class ExcerptPiece:
    """A part of an excerpt. `found` says whether it is one of the searched words."""

    text: str
    found: bool


def excerpt(text: str, asked: Wanted) -> tuple[ExcerptPiece, ...]:
    """The part of a text around the first match, in pieces, or its beginning without a match."""
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
    """The same range, moved to word boundaries."""
    if start:
        start = text.find(" ", start) + 1
    if end < len(text):
        end = max(text.rfind(" ", start, end), start)
    return start, end
