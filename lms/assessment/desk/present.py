"""The pages of the desk."""

from dataclasses import dataclass
from datetime import datetime

from flask import request, url_for
from flask_wtf import FlaskForm

from lms.assessment.desk import queries
from lms.assessment.desk.policy import AtLearner
from lms.assessment.desk.queries import Waiting
from lms.assessment.marking.policy import Marker
from lms.assessment.questions import Asked
from lms.core.pages import Page
from lms.curriculum.document import Document
from lms.curriculum.queries import document
from lms.enrolment.queries import Granted, Learner, granted, learners

SIZE = 20
HIGHEST_PAGE = 10_000


@dataclass(frozen=True)
class LateRow:
    """A late answer on the page, with its question as it would be marked."""

    name: str
    quiz: str
    number: int
    asked: Asked
    deadline_at: datetime | None
    at: datetime
    claimed_at: datetime | None
    own: bool
    path: str  # where it is accepted
    field: str  # the id of its form's field


@dataclass(frozen=True, kw_only=True)
class LatePage(Page):
    """Late answers that wait for a decision."""

    template = "assessment/late.html"
    document: Document
    rows: list[LateRow]
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class LearnersPage(Page):
    """The learners of a course, each with the way to more time."""

    template = "assessment/learners.html"
    document: Document
    learners: list[tuple[Learner, str]]
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class TimePage(Page):
    """More time for a person."""

    template = "assessment/more_time.html"
    document: Document
    learner: Learner
    form: FlaskForm
    granted: list[tuple[Granted, str]]  # the newest first, with the quiz's title
    list_path: str


def late(marker: Marker) -> LatePage:
    """Late answers that nobody has accepted. One statement."""
    number = _number()
    found, more = queries.waiting(marker.course.id, number, SIZE)
    return LatePage(
        document=_course(marker),
        rows=[_row(marker, each) for each in found],
        before=_path("assessment.late", marker, number - 1),
        after=_path("assessment.late", marker, number + 1) if more else "",
    )


def all_learners(marker: Marker) -> LearnersPage:
    """Who is in the course. One statement."""
    number, slug = _number(), marker.course.slug
    found, more = learners(slug, number, SIZE)
    return LearnersPage(
        document=_course(marker),
        learners=[(each, url_for("assessment.more_time", slug=slug, enrolment=each.public_id)) for each in found],
        before=_path("assessment.learners", marker, number - 1),
        after=_path("assessment.learners", marker, number + 1) if more else "",
    )


def time(at: AtLearner, form: FlaskForm) -> TimePage:
    """The form, and what was granted before. One statement."""
    course = document(at.learner.edition_id)
    titles = {each.id: each.title for each in course.quizzes}
    return TimePage(
        document=course,
        learner=at.learner,
        form=form,
        granted=[
            (each, titles.get(each.allowance.quiz, "")) for each in reversed(granted(at.learner.enrolment_id))
        ],
        list_path=url_for("assessment.learners", slug=at.by.course.slug),
    )  # fmt: skip


def _row(marker: Marker, each: Waiting) -> LateRow:
    asked = Asked(
        each.question,
        each.order,
        field=f"late{each.event_id}.",
        anchor=f"late-{each.event_id}",
        response=each.response,
        locked=True,
        grade=each.question.grade(each.response),
    )
    return LateRow(
        name=each.name,
        quiz=document(each.edition_id).quiz[each.quiz].title,
        number=each.number + 1,
        asked=asked,
        deadline_at=each.deadline_at,
        at=each.at,
        claimed_at=each.claimed_at,
        own=each.person_id == marker.person_id,
        path=url_for("assessment.accept_late", slug=marker.course.slug, event=each.event_id),
        field=f"reason-{each.event_id}",
    )


def _number() -> int:
    return min(max(1, request.args.get("page", 1, int)), HIGHEST_PAGE)


def _path(endpoint: str, marker: Marker, number: int) -> str:
    return url_for(endpoint, slug=marker.course.slug, page=number) if number else ""


def _course(marker: Marker) -> Document:
    return document(marker.course.current_edition_id)
