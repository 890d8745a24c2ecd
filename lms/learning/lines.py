"""The steps of an outline as HTML, kept: most lines say the same to every learner, and there are many."""

from typing import Literal, NamedTuple

from flask import render_template
from markupsafe import Markup

from lms.core.cache import cached
from lms.core.i18n import language
from lms.learning.outline import Row, Section
from lms.learning.reasons import WhyNot

Place = Literal["course", "lesson"]  # the page of the course, or the outline beside a lesson


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
    here: bool  # the step whose page it stands on


def lines(place: Place, sections: tuple[Section, ...], lang: str, here: str = "") -> tuple[tuple[Markup, ...], ...]:
    """The lines of every section, in order; `lang` is the language of the course, `here` the step that is open."""
    told_in = language()
    return tuple(tuple(_written(place, _line(row, lang, here), told_in) for row in each.rows) for each in sections)


def _line(row: Row, lang: str, here: str) -> Line:
    step = row.step
    return Line(
        step.title, lang, row.path, step.minutes, step.done, step.locked, row.tone, row.word, row.why, step.uid == here
    )


@cached(8192)
def _written(place: Place, line: Line, _language: str) -> Markup:
    return Markup(render_template(f"learning/_step_{place}.html", line=line))  # noqa: S704 - escaped by the template
