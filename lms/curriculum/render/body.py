"""A rendered lesson: safe HTML in parts, and what the page shows around it."""

from dataclasses import dataclass

from markupsafe import Markup

from lms.curriculum.reference import Source, Term


@dataclass(frozen=True)
class Check:
    """The place of a practice question."""

    family: str


@dataclass(frozen=True)
class Heading:
    """A heading of the lesson. `anchor` is its id in the page, `level` is 2 or more."""

    anchor: str
    title: str
    level: int


@dataclass(frozen=True)
class LessonBody:
    """A lesson as a page shows it.

    `parts` are safe HTML, with a `Check` for each practice question. The number n in the text
    links to `#source-n`, the n-th of `sources`. `terms` are the glossary terms explained in the text.
    """

    parts: tuple[Markup | Check, ...]
    contents: tuple[Heading, ...]
    sources: tuple[Source, ...]
    terms: tuple[Term, ...]
