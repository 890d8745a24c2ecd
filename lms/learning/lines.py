"""The steps of the course page as HTML, kept: most lines say the same to every learner, and there are many."""

from functools import lru_cache
from typing import NamedTuple

from flask import render_template
from markupsafe import Markup

from lms.core.i18n import language
from lms.learning.outline import Row, Section
from lms.learning.reasons import WhyNot


class Line(NamedTuple):
    """All that a line shows; two lines that show the same are one."""

    title: str
    lang: str  # of the title
    path: str
    minutes: int
    done: bool
    locked: bool
    tone: str
    word: str
    why: tuple[WhyNot, ...]


def lines(sections: tuple[Section, ...], lang: str) -> tuple[tuple[Markup, ...], ...]:
    """The lines of every section, in order; `lang` is the language of the course."""
    told_in = language()
    return tuple(tuple(_written(_line(row, lang), told_in) for row in section.rows) for section in sections)


def _line(row: Row, lang: str) -> Line:
    step = row.step
    return Line(step.title, lang, row.path, step.minutes, step.done, step.locked, row.tone, row.word, row.why)


@lru_cache(maxsize=8192)
def _written(line: Line, _language: str) -> Markup:
    return Markup(render_template("learning/_step.html", line=line))  # noqa: S704 - escaped by the template
