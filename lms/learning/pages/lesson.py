"""A lesson: its text with practice questions, the outline, the steps before and after. Or why it is locked."""

from dataclasses import dataclass
from zlib import crc32

from flask import render_template, url_for
from markupsafe import Markup

from lms.core.cache import cached
from lms.core.i18n import language
from lms.core.ids import EditionId
from lms.core.pages import Page
from lms.curriculum.document import Document, Lesson, Module
from lms.curriculum.queries import document, lesson_body
from lms.curriculum.render import Check
from lms.learning.outline import Section, StepRow, course_path, lines, outline, step_paths
from lms.learning.queries import Standing
from lms.learning.reasons import WhyNot, why_not
from lms.learning.rules import Finished, Way
from lms.learning.values import OwnLesson
from lms.questions.asked import Asked
from lms.questions.practice import practice


@dataclass(frozen=True)
class Practice:
    """A practice question within the text. `asked` has its feedback once it is answered."""

    family: str
    asked: Asked
    path: str
    again: str  # the page with another variant
    incomplete: bool = False


@dataclass(frozen=True, kw_only=True)
class CheckPart(Page):
    """One practice question alone, for a script that swaps it in."""

    template = "learning/_check.html"
    part: Practice


@dataclass(frozen=True)
class NeighborLink:
    """A step before or after."""

    path: str
    title: str


@dataclass(frozen=True, kw_only=True)
class LessonPage(Page):
    """A lesson, open for reading."""

    template = "learning/lesson.html"
    document: Document
    lesson: Lesson
    module: Module
    module_number: int
    contents: Markup  # the list "on this page"
    sources: Markup
    parts: tuple[Markup | Practice, ...]  # text and practice questions, in order
    sections: tuple[Section, ...]
    lines: tuple[tuple[Markup, ...], ...]  # the steps of each section
    way: Way
    course_path: str
    finished: Finished | None  # in this text, or in an earlier one if `row` says so
    row: StepRow
    before: NeighborLink | None
    after: NeighborLink | None


@dataclass(frozen=True, kw_only=True)
class LockedPage(Page):
    """A locked lesson: why, and what comes first."""

    template = "learning/locked.html"
    document: Document
    lesson: Lesson
    reasons: tuple[WhyNot, ...]
    course_path: str


def lesson_page(own: OwnLesson, stands: Standing, turn: int = 0, answered: Practice | None = None) -> LessonPage:
    """The page of a lesson, with feedback on the question that was just answered, if any."""
    uid, edition_id, way = own.lesson.id, own.enrolled.edition_id, stands.way
    paths = step_paths(own.enrolled.slug, edition_id)
    body = lesson_body(edition_id, uid)
    contents, sources = _lists(edition_id, uid, language())
    sections = outline(own.document, way, paths, only=uid)
    before, after = way.around(uid)
    module = own.document.step_module[uid]
    return LessonPage(
        document=own.document,
        lesson=own.lesson,
        module=module,
        module_number=own.document.modules.index(module) + 1,
        contents=contents,
        sources=sources,
        parts=tuple(_part(own, part, turn, answered) for part in body.parts),
        sections=sections,
        lines=lines("lesson", sections, own.document.language, open_step=uid),
        way=way,
        course_path=course_path(own.enrolled.slug),
        finished=stands.facts.finished.get(uid),
        row=next(row for section in sections for row in section.rows if row.step.uid == uid),
        before=NeighborLink(paths[before.uid], before.title) if before else None,
        after=NeighborLink(paths[after.uid], after.title) if after else None,
    )


@cached(512)  # an edition never changes
def _lists(edition_id: EditionId, uid: str, _language: str) -> tuple[Markup, Markup]:
    """The list "on this page" and the sources, as HTML."""
    body, lang = lesson_body(edition_id, uid), document(edition_id).language
    names = ("learning/_contents.html", "learning/_sources.html")
    contents, sources = (Markup(render_template(name, body=body, lang=lang)) for name in names)  # noqa: S704 - escaped
    return contents, sources


def locked_page(own: OwnLesson, stands: Standing) -> LockedPage:
    """Why the lesson is locked."""
    paths = step_paths(own.enrolled.slug, own.enrolled.edition_id)
    return LockedPage(
        document=own.document,
        lesson=own.lesson,
        reasons=why_not(stands.way.step(own.lesson.id), paths),
        course_path=course_path(own.enrolled.slug),
    )


def _part(own: OwnLesson, part: Markup | Check, turn: int, answered: Practice | None) -> Markup | Practice:
    if isinstance(part, Markup):
        return part
    if answered and answered.family == part.family:
        return answered
    return placed(own, part.family, practice(own.document, part.family, _seed(own, part.family, turn)), turn)


def placed(own: OwnLesson, family: str, asked: Asked, turn: int = 0, *, incomplete: bool = False) -> Practice:
    """A question with its addresses on the page of the lesson."""
    slug, uid = own.enrolled.slug, own.lesson.id
    return Practice(
        family=family,
        asked=asked,
        path=url_for("learning.practise", slug=slug, uid=uid, family=family, _anchor=asked.anchor),
        again=url_for("learning.lesson", slug=slug, uid=uid, turn=turn + 1, _anchor=asked.anchor),
        incomplete=incomplete,
    )


def _seed(own: OwnLesson, family: str, turn: int) -> str:
    """A seed that gives the same question on every reload, and another variant or order in the next turn."""
    return f"{crc32(f'{own.enrolled.public_id}/{family}/{turn}'.encode()):08x}"
