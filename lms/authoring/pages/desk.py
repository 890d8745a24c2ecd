"""The courses that a person teaches, and the editor of one: its questions and quizzes, and publishing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from lms.authoring.desk import Desk
from lms.authoring.forms import PublishForm
from lms.core.i18n import gettext as _
from lms.core.ids import CourseId
from lms.core.login import me
from lms.core.pages import Page
from lms.core.paging import Pager, page_number, pager, sliced
from lms.core.sent import text_asked
from lms.curriculum.compile import FamilyEntry, Problem
from lms.curriculum.document import Family, Quiz
from lms.curriculum.queries import Taught, desk_of, taught
from lms.grading.waiting import NOTHING, WaitingWork, waiting
from lms.questions.asked import plain as without_markup
from lms.questions.kinds import KINDS
from lms.ui.navigation import NavigationDoor

DOOR = NavigationDoor(places=desk_of, way=lambda _slug, _name: (url_for("authoring.courses"), _("Teach")))
COURSES_A_PAGE = 50
QUESTIONS_A_PAGE = 25
LONGEST_SEARCH = 200


@dataclass(frozen=True)
class QuestionLine:
    """A question in the list."""

    family: Family
    ask: str
    kind: str
    lesson: str  # the title of the lesson that teaches it
    state: str  # "new", "changed" or ""


@dataclass(frozen=True, kw_only=True)
class CoursesPage(Page):
    """The courses that a person teaches, a page at a time."""

    template = "authoring/courses.html"
    courses: Sequence[Taught]
    waiting: Mapping[CourseId, WaitingWork]  # by course
    pages: Pager


@dataclass(frozen=True, kw_only=True)
class DeskPage(Page):
    """The editor of a course: questions, quizzes, edited files, and what prevents publishing."""

    template = "authoring/desk.html"
    desk: Desk
    lines: tuple[QuestionLine, ...]
    count: int  # of all questions found
    total: int
    wanted: str
    pages: Pager
    quizzes: tuple[Quiz, ...]
    problems: tuple[Problem, ...]
    waiting: WaitingWork
    refused: bool  # publishing was refused because of these problems
    form: PublishForm


def courses_page() -> CoursesPage:
    """The courses that a person teaches, a page at a time, with the waiting work. Two statements."""
    found = taught(me(), page_number(), COURSES_A_PAGE)
    return CoursesPage(
        courses=found.items,
        waiting=waiting([each.course_id for each in found.items], me().person_id),
        pages=pager(found, "authoring.courses"),
    )


def desk_page(laid: Desk, form: PublishForm, *, refused: bool = False) -> DeskPage:
    """The questions and quizzes of a course, and publishing."""
    wanted = text_asked("q")[:LONGEST_SEARCH].strip()
    found = _found(laid, wanted)
    shown = sliced(found, page_number(), QUESTIONS_A_PAGE)
    return DeskPage(
        desk=laid,
        lines=tuple(_line(laid, each) for each in shown.items),
        count=len(found),
        total=len(laid.material.families),
        wanted=wanted,
        pages=pager(shown, "authoring.desk", slug=laid.course.slug, q=wanted or None),
        quizzes=tuple(Quiz(**dict(each.quiz.value)) for each in laid.material.quizzes),
        problems=laid.problems(),
        waiting=waiting([laid.course.course_id], laid.seat.person_id).get(laid.course.course_id, NOTHING),
        refused=refused,
        form=form,
    )


def _found(desk: Desk, wanted: str) -> list[FamilyEntry]:
    """The questions with every word of `wanted` in their texts, ids or tags; all questions if it is empty."""
    lessons = desk.titles()
    needles = wanted.casefold().split()
    return [
        each
        for each in desk.material.families
        if all(needle in _haystack(each.family, lessons) for needle in needles)
    ]  # fmt: skip


def _line(desk: Desk, entry: FamilyEntry) -> QuestionLine:
    """One question of the list."""
    family = entry.family
    return QuestionLine(
        family=family,
        ask=without_markup(family.variants[0].ask),
        kind=str(KINDS[family.kind].label),
        lesson=desk.titles().get(family.lesson, ""),
        state=desk.state(entry),
    )


def _haystack(family: Family, lessons: dict[str, str]) -> str:
    texts = [each.ask for each in family.variants]
    return " ".join([family.id, *family.tags, lessons.get(family.lesson, ""), *texts]).casefold()
