"""Reads about a learner's way: what was opened, finished, passed; and what was wrong lately."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, String, bindparam, cast, null, select, union_all

from lms.assessment.marks import lately_marked
from lms.assessment.queries import quiz_states_of
from lms.assessment.rules import MarkedAnswer
from lms.core.clock import now
from lms.core.db import db
from lms.core.ids import EditionId, EnrolmentId
from lms.core.paging import Slice
from lms.curriculum import queries as curriculum
from lms.curriculum.document import Document, Lesson
from lms.curriculum.queries import documents
from lms.enrolment.queries import Enrolled
from lms.learning.models import LessonDone, LessonVisit
from lms.learning.rules import Facts, Finished, Way, way
from lms.rehearsal import queries as rehearsals
from lms.rehearsal.rules import Run

# One statement for all tables, built once: a row without a digest is a visit, one with a public id a run.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_NO_DIGEST = cast(null(), String(64)).label("digest")
_VISITS = select(LessonVisit.enrolment_id, LessonVisit.lesson, LessonVisit.last_at, _NO_DIGEST).where(
    LessonVisit.enrolment_id.in_(_IDS)
)
_DONE = select(LessonDone.enrolment_id, LessonDone.lesson, LessonDone.at, LessonDone.digest).where(
    LessonDone.enrolment_id.in_(_IDS)
)
_ACTIVITY = union_all(_VISITS, _DONE)
_WHOSE, _WHICH, _WHEN, *_OF_RUNS = rehearsals.RUNS.selected_columns
_NO_RUN = [cast(null(), column.type).label(column.name) for column in _OF_RUNS]
_ACTIVITY_AND_RUNS = union_all(
    _VISITS.with_only_columns(
        LessonVisit.enrolment_id, LessonVisit.lesson.label("rehearsal"), LessonVisit.last_at.label("started_at"),
        _NO_DIGEST, *_NO_RUN,
    ),
    _DONE.add_columns(*_NO_RUN),
    rehearsals.RUNS.with_only_columns(_WHOSE, _WHICH, _WHEN, _NO_DIGEST, *_OF_RUNS),
)  # fmt: skip
RECENT_MARKS = 60


@dataclass(frozen=True)
class Activity:
    """What one enrolment did with its lessons, and its runs through rehearsals where they were asked for."""

    finished: dict[str, Finished]
    visited: dict[str, datetime]
    runs: list[Run]


@dataclass(frozen=True)
class Standing:
    """A learner in a course: the edition they are on, and how their way through it stands."""

    enrolled: Enrolled
    document: Document
    facts: Facts
    way: Way


def activity(enrolment_ids: Collection[EnrolmentId], *, with_runs: bool = False) -> dict[EnrolmentId, Activity]:
    """Visits and finished lessons of these enrolments; every id is a key. One statement, also with runs."""
    found: dict[EnrolmentId, Activity] = {each: Activity({}, {}, []) for each in enrolment_ids}
    query = _ACTIVITY_AND_RUNS if with_runs else _ACTIVITY
    for row in db.session.execute(query, {"ids": list(enrolment_ids)}):
        enrolment_id, uid, at, digest = row[:4]
        if digest is not None:
            found[enrolment_id].finished[uid] = Finished(digest, at)
        elif with_runs and row.public_id is not None:
            found[enrolment_id].runs.append(rehearsals.run_of(row))
        else:
            found[enrolment_id].visited[uid] = at
    return found


def standing(enrolled: Enrolled) -> Standing:
    """How this learner stands in this course now. Two statements, as `standings`."""
    return standings([enrolled])[0]


def standings(all_of_them: Sequence[Enrolled]) -> list[Standing]:
    """How a learner stands in each of these enrolments.

    Two statements, however many there are, and one more for the editions that are not cached.
    """
    if not all_of_them:
        return []
    editions = documents([each.edition_id for each in all_of_them])
    courses = {each.enrolment_id: editions[each.edition_id] for each in all_of_them}
    done = activity(courses, with_runs=any(course.rehearsals for course in courses.values()))
    states = quiz_states_of(courses)
    moment = now()
    found = []
    for each in all_of_them:
        mine, course = done[each.enrolment_id], courses[each.enrolment_id]
        rehearsed = rehearsals.added_up(mine.runs, course)
        facts = Facts(mine.finished, mine.visited, states[each.enrolment_id], rehearsed)
        found.append(Standing(each, course, facts, way(course, facts, moment)))
    return found


@dataclass(frozen=True)
class CourseCard:
    """A published course in a list."""

    slug: str
    title: str
    summary: str
    language: str
    modules: int
    lessons: int
    minutes: int


def published(number: int, size: int) -> Slice[CourseCard]:
    """The published courses by title. One statement, and one more for the editions that are not cached."""
    found = curriculum.published(number, size)
    courses = documents([each.current_edition_id for each in found.items])
    return found.holding([_card(each.slug, courses[each.current_edition_id]) for each in found.items])


def _card(slug: str, course: Document) -> CourseCard:
    return CourseCard(
        slug=slug,
        title=course.title,
        summary=course.summary,
        language=course.language,
        modules=len(course.modules),
        lessons=len(course.lessons),
        minutes=sum(lesson.minutes for lesson in course.lessons) + sum(each.minutes for each in course.rehearsals),
    )


@dataclass(frozen=True)
class Missed:
    """A question that was answered wrong, and the lesson where it is taught."""

    ask: str
    critical: bool
    certain: bool  # its learner was certain of the answer
    slug: str
    edition_id: EditionId
    lesson: Lesson
    at: datetime


def missed_lately(standings: Collection[Standing], limit: int = 5) -> tuple[Missed, ...]:
    """The newest questions answered wrong and not answered right since, critical ones first, then what was certain.

    One statement. What a quiz tells only after passing, or after the last attempt, is not told before it is passed.
    """
    mine = {each.enrolled.enrolment_id: each for each in standings}
    newest: dict[tuple[EnrolmentId, str], Missed | None] = {}
    if not mine:
        return ()
    for answer in lately_marked(mine, RECENT_MARKS):
        newest.setdefault((answer.enrolment_id, answer.family), _missed(mine[answer.enrolment_id], answer))
    found = [each for each in newest.values() if each]
    return tuple(sorted(found, key=lambda each: (not each.critical, not each.certain, -each.at.timestamp()))[:limit])


def _missed(standing: Standing, answer: MarkedAnswer) -> Missed | None:
    course, enrolled = standing.document, standing.enrolled
    family, quiz = course.family.get(answer.family), course.quiz.get(answer.quiz)
    if answer.right or family is None or quiz is None or family.lesson not in course.lesson:
        return None
    if quiz.feedback in {"after-pass", "after-last"} and answer.quiz not in standing.facts.passed:
        return None
    ask = next((each.ask for each in family.variants if each.id == answer.variant), "")
    lesson = course.lesson[family.lesson]
    if not ask:
        return None
    return Missed(
        ask, answer.critical_missed, answer.certain, enrolled.slug, enrolled.edition_id, lesson, answer.at
    )  # fmt: skip
