"""Reads of learners' ways: what was opened, finished and passed, and recent wrong answers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Select, String, bindparam, case, cast, literal, null, select, union_all

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

# One statement reads three tables, because every page of a course asks for all of them and a statement costs more than
# its rows (`tests/learning/test_rehearsals.py` holds it to that). `what` says which table a row is from:
#
#   what    enrolment  rehearsal        started_at  digest   what else a run has
#   visit   7          the lesson's id  its visit   NULL     NULL …
#   done    7          the lesson's id  when done   of then  NULL …
#   run     7          the rehearsal's  its start   NULL     public_id, variant, finished_at, the mark …
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_NO_DIGEST = cast(null(), String(64)).label("digest")
_AT: BindParameter[datetime] = bindparam("at")
# Only the first and the last visit are stored: at a time before the last, the first is the best known.
_SEEN_AT = case((LessonVisit.last_at <= _AT, LessonVisit.last_at), else_=LessonVisit.first_at)
_VISITS = select(
    literal("visit").label("what"), LessonVisit.enrolment_id, LessonVisit.lesson.label("rehearsal"),
    _SEEN_AT.label("started_at"), _NO_DIGEST,
).where(LessonVisit.enrolment_id.in_(_IDS), LessonVisit.first_at <= _AT)  # fmt: skip
_DONE = select(
    literal("done").label("what"), LessonDone.enrolment_id, LessonDone.lesson.label("rehearsal"),
    LessonDone.at.label("started_at"), LessonDone.digest,
).where(LessonDone.enrolment_id.in_(_IDS), LessonDone.at <= _AT)  # fmt: skip
_RUNS = rehearsals.RUNS.add_columns(literal("run").label("what"), _NO_DIGEST)


def _like_runs(lessons: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The same rows with every column of `_RUNS`, in its order: NULL where a lesson has none."""
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
    """What one enrolment did with its lessons and, if asked for, its runs through rehearsals."""

    finished: dict[str, Finished]
    visited: dict[str, datetime]
    runs: list[Run]


@dataclass(frozen=True)
class Standing:
    """A learner's standing in a course: the edition they are on, the facts, and the way derived from them."""

    enrolled: Enrolled
    document: Document
    facts: Facts
    way: Way


def activity(enrolment_ids: Collection[EnrolmentId], at: datetime, *, with_runs: bool = False) -> dict[int, Activity]:
    """Visits and finished lessons of these enrolments by then. Every id is a key. One statement, also with runs."""
    found: dict[int, Activity] = {each: Activity({}, {}, []) for each in enrolment_ids}
    query = _ACTIVITY_AND_RUNS if with_runs else _ACTIVITY
    for row in db.session.execute(query, {"ids": list(enrolment_ids), "at": at}):
        mine, uid, moment = found[row.enrolment_id], row.rehearsal, row.started_at
        if row.what == "visit":
            mine.visited[uid] = moment
        elif row.what == "done":
            done = Finished(row.digest, moment)
            mine.finished[uid] = max(done, mine.finished.get(uid, done), key=lambda each: each.at)
        else:
            mine.runs.append(rehearsals.run_of(row, at))
    return found


def standing(enrolled: Enrolled, at: datetime) -> Standing:
    """A learner's standing in this course at a moment. Two statements, as `standings`."""
    return standings([enrolled], at)[0]


def standings(all_of_them: Sequence[Enrolled], at: datetime) -> list[Standing]:
    """The standing in each of these enrolments at a moment, from what was known by then.

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
    """A question that was answered incorrectly, and the lesson that teaches it."""

    ask: str
    critical: bool
    certain: bool  # its learner was certain of the answer
    slug: str
    edition_id: EditionId
    lesson: Lesson
    at: datetime


def missed_lately(standings: Collection[Standing], at: datetime, limit: int = 5) -> tuple[Missed, ...]:
    """Questions last answered incorrectly: critical ones first, then answers given as certain, then the newest.

    One statement. Questions whose feedback comes after passing, or after the last attempt, are left out until then.
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
