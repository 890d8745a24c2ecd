"""Reads about a learner's way: what was opened, finished, passed; and what was wrong lately."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Select, String, bindparam, case, cast, null, select, union_all

from lms.assessment.marks import lately_marked
from lms.assessment.queries import quiz_states_of
from lms.assessment.rules import MarkedAnswer
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

# One statement for all tables, built once, with the columns of runs: a row with a digest is a finished lesson, one with
# a public id a run, any other a visit.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_NO_DIGEST = cast(null(), String(64)).label("digest")
_AT: BindParameter[datetime] = bindparam("at")
# Of the visits only the first and the last are kept: before the last, the first is the best that is known.
_SEEN_AT = case((LessonVisit.last_at <= _AT, LessonVisit.last_at), else_=LessonVisit.first_at)
_VISITS = select(
    LessonVisit.enrolment_id, LessonVisit.lesson.label("rehearsal"), _SEEN_AT.label("started_at"), _NO_DIGEST
).where(LessonVisit.enrolment_id.in_(_IDS), LessonVisit.first_at <= _AT)
_DONE = select(
    LessonDone.enrolment_id, LessonDone.lesson.label("rehearsal"), LessonDone.at.label("started_at"), LessonDone.digest
).where(LessonDone.enrolment_id.in_(_IDS), LessonDone.at <= _AT)
_RUNS = rehearsals.RUNS.add_columns(_NO_DIGEST)


def _like_runs(lessons: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The same rows with every column of runs, empty where lessons have none."""
    own = lessons.selected_columns
    columns = _RUNS.selected_columns.items()
    return lessons.with_only_columns(
        *(own[name] if name in own else cast(null(), column.type).label(name) for name, column in columns)
    )


_ACTIVITY = union_all(_VISITS, _DONE)
_ACTIVITY_AND_RUNS = union_all(_like_runs(_VISITS), _like_runs(_DONE), _RUNS)
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


def activity(enrolment_ids: Collection[EnrolmentId], at: datetime, *, with_runs: bool = False) -> dict[int, Activity]:
    """Visits and finished lessons of these enrolments by then; every id is a key. One statement, also with runs."""
    found: dict[int, Activity] = {each: Activity({}, {}, []) for each in enrolment_ids}
    query = _ACTIVITY_AND_RUNS if with_runs else _ACTIVITY
    for row in db.session.execute(query, {"ids": list(enrolment_ids), "at": at}):
        mine, uid = found[row.enrolment_id], row.rehearsal
        if row.digest is not None:
            done = Finished(row.digest, row.started_at)
            mine.finished[uid] = max(done, mine.finished.get(uid, done), key=lambda each: each.at)
        elif with_runs and row.public_id is not None:
            mine.runs.append(rehearsals.run_of(row, at))
        else:
            mine.visited[uid] = row.started_at
    return found


def standing(enrolled: Enrolled, at: datetime) -> Standing:
    """How this learner stood in this course at a moment. Two statements, as `standings`."""
    return standings([enrolled], at)[0]


def standings(all_of_them: Sequence[Enrolled], at: datetime) -> list[Standing]:
    """How a learner stood at a moment in each of these enrolments, from what was known by then.

    Two statements, however many there are, and one more for the editions that are not cached.
    """
    if not all_of_them:
        return []
    editions = documents([each.edition_id for each in all_of_them])
    courses = {each.enrolment_id: editions[each.edition_id] for each in all_of_them}
    done = activity(courses, at, with_runs=any(course.rehearsals for course in courses.values()))
    states = quiz_states_of(courses, at)
    found = []
    for each in all_of_them:
        mine, course = done[each.enrolment_id], courses[each.enrolment_id]
        rehearsed = rehearsals.added_up(mine.runs, course)
        facts = Facts(mine.finished, mine.visited, states[each.enrolment_id], rehearsed)
        found.append(Standing(each, course, facts, way(course, facts, at)))
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


def missed_lately(standings: Collection[Standing], at: datetime, limit: int = 5) -> tuple[Missed, ...]:
    """The newest questions answered wrong and not answered right since, critical ones first, then what was certain.

    One statement. What a quiz tells only after passing, or after the last attempt, is not told before it is passed.
    """
    mine = {each.enrolled.enrolment_id: each for each in standings}
    newest: dict[tuple[EnrolmentId, str], Missed | None] = {}
    if not mine:
        return ()
    for answer in lately_marked(mine, at, RECENT_MARKS):
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
