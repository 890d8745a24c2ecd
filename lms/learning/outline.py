"""The course outline for pages: modules and their steps, with addresses, states in a word, and reasons.

Lines are cached as HTML, because there are many and most are the same for every learner. So are addresses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from flask import render_template, url_for
from markupsafe import Markup

from lms.core.cache import cached
from lms.core.i18n import gettext as _
from lms.core.i18n import language
from lms.core.ids import EditionId
from lms.curriculum.document import Document, Module
from lms.curriculum.queries import document
from lms.learning.reasons import WhyNot, here, why_not
from lms.learning.rules import Obstacle, Step, Way

END = "#end"  # of a lesson's page, where the button to complete it is
Place = Literal["course", "lesson"]  # on the course page, or beside a lesson


# Addresses


@cached(128)
def step_paths(slug: str, edition_id: EditionId) -> MappingProxyType[str, str]:
    """The address of every step of an edition, by its id."""
    course = document(edition_id)
    lessons = {uid: url_for("learning.lesson", slug=slug, uid=uid) for uid in course.lesson}
    quizzes = {uid: url_for("assessment.quiz", slug=slug, uid=uid) for uid in course.quiz}
    runs = {each.id: url_for(f"rehearsal.{each.sort}", slug=slug, uid=each.id) for each in course.rehearsals}
    return MappingProxyType(lessons | quizzes | runs)


@cached(8192)
def word_path(slug: str, term: str) -> str:
    """The address of a term in the glossary of a course."""
    return url_for("learning.glossary", slug=slug, _anchor=f"word-{term}")


@cached(512)
def course_path(slug: str) -> str:
    """The address of a course."""
    return url_for("learning.course", slug=slug)


# Modules and steps


@dataclass(frozen=True)
class StepRow:
    """One step: its address, its state in a word and a tone, and why it is not done.

    `word` is empty if the reasons say it already.
    """

    step: Step
    path: str
    tone: str
    word: str
    why: tuple[WhyNot, ...]


@dataclass(frozen=True)
class Section:
    """One module: its number, how many of its steps are done, and its steps."""

    module: Module
    number: int
    done: int
    of: int
    minutes: int
    rows: tuple[StepRow, ...]


def outline(course: Document, way: Way, paths: Mapping[str, str], only: str = "") -> tuple[Section, ...]:
    """All modules. With `only`, steps are listed for the module of that step alone."""
    shown = course.step_module[only].id if only else ""
    return tuple(
        _section(number, module, way, paths, reading=only, listed=shown in ("", module.id))
        for number, module in enumerate(course.modules, 1)
    )


def row(step: Step, paths: Mapping[str, str], *, reading: bool = False) -> StepRow:
    """One step as a line. `reading` is for the page of the step itself."""
    tone, word = _state(step)
    why = here(step, paths, END) if reading else why_not(step, paths)
    return StepRow(step, paths[step.uid], tone, word, why)


def minutes(course: Document, module: Module) -> int:
    """The minutes that the lessons and rehearsals of a module take together."""
    timed = course.lesson | course.rehearsal
    return sum(timed[uid].minutes for uid in module.steps if uid in timed)


def _section(number: int, module: Module, way: Way, paths: Mapping[str, str], *, reading: str, listed: bool) -> Section:
    steps = [step for step in way.steps if step.module.id == module.id]
    return Section(
        module=module,
        number=number,
        done=sum(step.done for step in steps),
        of=len(steps),
        minutes=sum(step.minutes for step in steps),
        rows=tuple(row(step, paths, reading=step.uid == reading) for step in steps) if listed else (),
    )


def _state(step: Step) -> tuple[str, str]:
    if step.done:
        return "ok", _("Completed") if step.is_lesson else _("Passed")
    code = step.why[0].code
    if code in {"opened", "quiz-open", "rehearsal-open"}:
        return "doing", _("In progress")
    if code == "quiz-marking":
        return "soon", _("Awaiting grading")
    if code in {"quiz-held", "quiz-failed", "rehearsal-failed"}:
        return "late", _not_passed(step.why[0])
    return ("soon", _("Updated")) if code == "changed" else ("none", "")


def _not_passed(why: Obstacle) -> str:
    if why.code == "quiz-held":
        return _("Follow-up needed")
    used_up = why.code == "quiz-failed" and why.state is not None and why.state.left == 0
    return _("No attempts left") if used_up else _("Not passed yet")


# Lines


class OutlineLine(NamedTuple):
    """Everything that a line shows; the key of its cached HTML."""

    title: str
    lang: str  # of the title
    path: str
    minutes: int
    done: bool
    locked: bool
    tone: str
    word: str
    why: tuple[WhyNot, ...]
    here: bool  # whether this is the step's own page


def lines(
    place: Place, sections: tuple[Section, ...], lang: str, open_step: str = ""
) -> tuple[tuple[Markup, ...], ...]:
    """The lines of every section, in order. `lang` is the language of the course, `open_step` the step being shown."""
    told_in = language()
    return tuple(tuple(_written(place, _line(row, lang, open_step), told_in) for row in each.rows) for each in sections)


def _line(each: StepRow, lang: str, open_step: str) -> OutlineLine:
    step = each.step
    return OutlineLine(
        step.title,
        lang,
        each.path,
        step.minutes,
        step.done,
        step.locked,
        each.tone,
        each.word,
        each.why,
        step.uid == open_step,
    )


@cached(8192)
def _written(place: Place, line: OutlineLine, _language: str) -> Markup:
    return Markup(render_template(f"learning/_step_{place}.html", line=line))  # noqa: S704 - escaped by the template
