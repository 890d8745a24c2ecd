"""The pages of late answers, of learners, and of one learner's time and attempts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from lms.assessment import queries as attempts
from lms.assessment import rules, words
from lms.assessment.rules import QuizState
from lms.assessment.values import window
from lms.core.errors import Conflict
from lms.core.forms import Form
from lms.core.pages import Page
from lms.core.paging import Pager, page_number, pager
from lms.curriculum.document import Document, Quiz
from lms.curriculum.queries import document, documents
from lms.curriculum.values import Teacher
from lms.enrolment.queries import Granted, Learner, Reopened, granted, learners, reopened
from lms.grading.decisions import queries
from lms.grading.decisions.forms import AttemptForm, TimeForm
from lms.grading.decisions.queries import WaitingAnswer
from lms.grading.decisions.values import AtLearner, AtQuiz
from lms.questions.asked import Asked

SIZE = 20


@dataclass(frozen=True)
class LateRow:
    """A late answer on the page, with its question and how it would be marked."""

    name: str
    quiz: str
    number: int
    asked: Asked
    deadline_at: datetime | None
    at: datetime
    claimed_at: datetime | None
    told_at: datetime | None  # since when the learner could see the key, if before the answer came
    own: bool
    path: str  # where it is accepted
    field: str  # the id of its form's field


@dataclass(frozen=True, kw_only=True)
class LatePage(Page):
    """Late answers awaiting a decision."""

    template = "grading/late.html"
    document: Document
    rows: list[LateRow]
    pages: Pager


@dataclass(frozen=True)
class LearnerRow:
    """A learner in the list."""

    learner: Learner
    path: str
    used_up: list[str]  # the titles of quizzes whose attempts are used up


@dataclass(frozen=True, kw_only=True)
class LearnersPage(Page):
    """The learners of a course, with links to grant time and attempts."""

    template = "grading/learners.html"
    document: Document
    learners: list[LearnerRow]
    pages: Pager


@dataclass(frozen=True)
class UsedUp:
    """A quiz whose attempts are used up without a pass."""

    quiz: Quiz
    used: int
    found: str  # how the newest attempt ended
    closed: str  # why no further one could be started, or ""
    path: str  # where the form is sent
    form: AttemptForm


@dataclass(frozen=True, kw_only=True)
class TimePage(Page):
    """A learner's extra time and extra attempts, and the forms to grant more."""

    template = "grading/more_time.html"
    document: Document
    learner: Learner
    form: Form
    granted: list[tuple[Granted, str]]  # the newest first, with the quiz's title
    time_path: str
    used_up: list[UsedUp]
    reopened: list[tuple[Reopened, str]]  # the newest first, with the quiz's title
    list_path: str


def late_page(marker: Teacher) -> LatePage:
    """The late answers not accepted yet. One statement."""
    found = queries.waiting(marker.course.id, page_number(), SIZE)
    return LatePage(
        document=_course(marker),
        rows=[_row(marker, each) for each in found.items],
        pages=pager(found, "grading.late", slug=marker.course.slug),
    )


def learners_page(marker: Teacher, moment: datetime) -> LearnersPage:
    """The learners of a course, and whose attempts are used up. Two statements."""
    slug = marker.course.slug
    found = learners(slug, page_number(), SIZE)
    courses = documents([each.edition_id for each in found.items])
    states = attempts.quiz_states_of({each.enrolment_id: courses[each.edition_id] for each in found.items}, moment)
    return LearnersPage(
        document=_course(marker),
        learners=[
            LearnerRow(
                each,
                url_for("grading.more_time", slug=slug, enrolment=each.public_id),
                [quiz.title for quiz, _state in _decided(courses[each.edition_id], states[each.enrolment_id])],
            )
            for each in found.items
        ],
        pages=pager(found, "grading.learners", slug=slug),
    )


def time_page(at: AtLearner, moment: datetime, form: Form, typed: AttemptForm | None = None) -> TimePage:
    """The forms and the earlier grants. `typed` is the submitted form for an attempt, if any. Three statements."""
    course, mine = document(at.learner.edition_id), at.learner.enrolment_id
    states = attempts.quiz_states(mine, course, moment)
    titles = {each.id: each.title for each in course.quizzes}
    return TimePage(
        document=course,
        learner=at.learner,
        form=form,
        granted=[(each, titles.get(each.allowance.quiz, "")) for each in reversed(granted(mine, moment))],
        time_path=_learners_path(at, "grading.more_time"),
        used_up=[_used_up(at, moment, quiz, state, typed) for quiz, state in _decided(course, states)],
        reopened=[(each, titles.get(each.quiz, each.quiz)) for each in reversed(reopened(mine, moment))],
        list_path=url_for("grading.learners", slug=at.course.slug),
    )


def refused_page(at: AtQuiz, moment: datetime, typed: AttemptForm) -> TimePage:
    """The same, showing an error in the form for an attempt. Raises Conflict if the quiz has changed meanwhile."""
    shown = time_page(at, moment, TimeForm(document(at.learner.edition_id), formdata=None), typed)
    if not any(each.form is typed for each in shown.used_up):
        raise Conflict(words.has_moved_on(), way_on=shown.time_path)
    return shown


def _decided(course: Document, states: Mapping[str, QuizState]) -> list[tuple[Quiz, QuizState]]:
    return [(quiz, states[quiz.id]) for quiz in course.quizzes if rules.may_reopen(states[quiz.id])]


def _used_up(at: AtLearner, moment: datetime, quiz: Quiz, state: QuizState, typed: AttemptForm | None) -> UsedUp:
    fresh = AttemptForm(quiz.id, formdata=None, data={"used": state.used})
    return UsedUp(
        quiz=quiz,
        used=state.used,
        found=words.standing(quiz, state),
        closed=words.closed_for_good() if window(quiz, moment) == "over" else "",
        path=_learners_path(at, "grading.reopen", uid=quiz.id),
        form=typed if typed and typed.quiz == quiz.id else fresh,
    )


def _learners_path(at: AtLearner, endpoint: str, **more: Any) -> str:  # noqa: ANN401 - the route's own
    return url_for(endpoint, slug=at.course.slug, enrolment=at.learner.public_id, **more)


def _row(marker: Teacher, each: WaitingAnswer) -> LateRow:
    asked = Asked(
        each.question,
        each.order,
        field=f"late{each.event_id}.",
        anchor=f"late-{each.event_id}",
        response=each.response,
        locked=True,
        grade=each.question.grade(each.response),
    )
    quiz = document(each.edition_id).quiz[each.quiz]
    told = rules.shows_feedback(quiz.feedback, submitted=True, passed=False)
    return LateRow(
        name=each.name,
        quiz=quiz.title,
        number=each.number + 1,
        asked=asked,
        deadline_at=each.deadline_at,
        at=each.at,
        claimed_at=each.claimed_at,
        told_at=each.closed_at if told and each.closed_at and each.closed_at < each.at else None,
        own=each.person_id == marker.person_id,
        path=url_for("grading.accept_late", slug=marker.course.slug, event=each.event_id),
        field=f"reason-{each.event_id}",
    )


def _course(marker: Teacher) -> Document:
    return document(marker.course.current_edition_id)
