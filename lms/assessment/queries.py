"""Reads of attempts, their answers, and how a learner stands. Plain columns, no ORM rows."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import bindparam, func, select

from lms.assessment.drawing import draw
from lms.assessment.marks import AT, WAS_NEWEST
from lms.assessment.models import Answer, AnswerEvent, Attempt, LateAcceptance, Mark
from lms.assessment.receipts import Acknowledged
from lms.assessment.rules import QuizState, Record, state
from lms.core.cache import cached
from lms.core.db import db
from lms.core.ids import AttemptId, EditionId, EnrolmentId, PersonId
from lms.core.rows import columns, every, first, one, read
from lms.curriculum.document import Document
from lms.curriculum.queries import document
from lms.enrolment.queries import granted_at, is_of


@dataclass(frozen=True)
class Taken:
    """An attempt, as its own learner's request sees it."""

    id: AttemptId
    public_id: str
    enrolment_id: EnrolmentId
    edition_id: EditionId
    quiz: str
    number: int
    makeup_of: AttemptId | None
    questions: list[dict[str, Any]]
    started_at: datetime
    deadline_at: datetime | None
    reached: int
    submitted_at: datetime | None


@dataclass(frozen=True)
class Answered:
    """The stored answer to one question."""

    response: Any
    seq: int
    saved_at: datetime
    final: bool
    flagged: bool
    confidence: str


@dataclass(frozen=True)
class Late:
    """A late answer. `reason` is why it was accepted, or None if it was not."""

    question: int
    at: datetime
    claimed_at: datetime | None
    reason: str | None


# Built once and from plain tables: these run in every request and need nothing of the ORM.
_attempt = Attempt.__table__
_answer = Answer.__table__
_mark = Mark.__table__
_TAKEN = select(*columns(Taken, Attempt)).where(
    _attempt.c.public_id == bindparam("public_id"), is_of(_attempt.c.enrolment_id, bindparam("person_id"))
)
_EVERY = select(*columns(Taken, Attempt))
_ONE = _EVERY.where(_attempt.c.id == bindparam("attempt_id"))
_CALLED = _EVERY.where(_attempt.c.public_id == bindparam("public_id"))
_event = AnswerEvent.__table__
_acceptance = LateAcceptance.__table__
_EVENTS = (
    select(*columns(Acknowledged, AnswerEvent))
    .where(_event.c.attempt_id == bindparam("attempt_id"))
    .order_by(_event.c.id)
)
_LATE = (
    select(_event.c.question, _event.c.at, _event.c.claimed_at, _acceptance.c.reason)
    .outerjoin_from(_event, _acceptance, _acceptance.c.event_id == _event.c.id)
    .where(_event.c.attempt_id == bindparam("attempt_id"), _event.c.late)
    .order_by(_event.c.id)
)
_OVERDUE = (
    _EVERY.where(_attempt.c.submitted_at.is_(None), _attempt.c.deadline_at < bindparam("at"))
    .order_by(_attempt.c.deadline_at)
    .limit(bindparam("most"))
)
_OPEN = _EVERY.where(_attempt.c.enrolment_id == bindparam("enrolment_id"), _attempt.c.submitted_at.is_(None))
_ANSWERS = select(_answer.c.question, *columns(Answered, Answer)).where(_answer.c.attempt_id == bindparam("attempt_id"))
# One row for each attempt and each different text of a missed question: usually one row for each attempt.
_SUMS = (
    select(
        *(_attempt.c[name] for name in ("id", "enrolment_id", "edition_id", "public_id", "quiz", "number")),
        *(_attempt.c[name] for name in ("makeup_of", "started_at", "submitted_at", "deadline_at")),
        func.sum(_mark.c.points).label("points"),
        func.sum(_mark.c.of).label("of"),
        _mark.c.critical_missed,
        _mark.c.missed,
        func.min(_mark.c.question).label("first"),
        func.count(_mark.c.id).label("marked"),
        func.json_array_length(_attempt.c.questions).label("asked"),
        granted_at(*(_attempt.c[name] for name in ("enrolment_id", "quiz", "number"))).label("reopened_at"),
    )
    .select_from(_attempt)
    .outerjoin(_mark, (_mark.c.attempt_id == _attempt.c.id) & WAS_NEWEST)
    .where(_attempt.c.enrolment_id.in_(bindparam("ids", expanding=True)), _attempt.c.started_at <= AT)
    .group_by(_attempt.c.id, _mark.c.critical_missed, _mark.c.missed)
    .order_by(_attempt.c.id, "first")
)
_SUMS_AND_DRAWS = _SUMS.add_columns(_attempt.c.questions)


def own_attempt(public_id: str, person_id: PersonId) -> Taken | None:
    """The person's own attempt of this public id, or None. One statement."""
    return first(Taken, _TAKEN, public_id=public_id, person_id=person_id)


def attempt(attempt_id: AttemptId) -> Taken:
    """The attempt of this id, which must exist. One statement."""
    return one(Taken, _ONE, attempt_id=attempt_id)


def attempt_called(public_id: str) -> Taken:
    """The attempt of this public id, which must exist, of any learner. One statement."""
    return one(Taken, _CALLED, public_id=public_id)


def overdue(at: datetime, most: int) -> list[Taken]:
    """Open attempts past their deadline, the oldest deadline first. Their grace may still run. One statement."""
    return every(Taken, _OVERDUE, at=at, most=most)


def open_attempts(enrolment_id: EnrolmentId) -> list[Taken]:
    """The open attempts and make-ups of an enrolment. One statement."""
    return every(Taken, _OPEN, enrolment_id=enrolment_id)


def answers(attempt_id: AttemptId) -> dict[int, Answered]:
    """The stored answers of an attempt, by number of the question. One statement."""
    rows = db.session.execute(_ANSWERS, {"attempt_id": attempt_id})
    return {row.question: read(Answered, row) for row in rows}


def acknowledged(attempt_id: AttemptId) -> list[Acknowledged]:
    """Every change of an answer in an attempt, in order. One statement."""
    return every(Acknowledged, _EVENTS, attempt_id=attempt_id)


def late_answers(attempt_id: AttemptId) -> list[Late]:
    """The late answers of an attempt, in order, with who accepted them and why. One statement."""
    return every(Late, _LATE, attempt_id=attempt_id)


def records(enrolment_ids: Collection[EnrolmentId], at: datetime, *, drawn: bool = False) -> dict[int, list[Record]]:
    """All attempts and make-ups with their sums at a moment, by enrolment. Every id is a key.

    One statement. With `drawn`, the drawn questions are included.
    """
    found: dict[int, list[Record]] = {each: [] for each in enrolment_ids}
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(_SUMS_AND_DRAWS if drawn else _SUMS, {"ids": list(enrolment_ids), "at": at}):
        groups[row.id].append(row)
    for rows in groups.values():
        found[rows[0].enrolment_id].append(_record(rows, at))
    return found


def _record(rows: list[Any], at: datetime) -> Record:
    first = rows[0]
    submitted_at = first.submitted_at if first.submitted_at and first.submitted_at <= at else None
    questions = getattr(first, "questions", ())
    return Record(
        public_id=first.public_id,
        quiz=first.quiz,
        number=first.number,
        started_at=first.started_at,
        pass_mark=_pass_mark(first.edition_id, first.quiz),
        submitted_at=submitted_at,
        deadline_at=first.deadline_at,
        points=sum(row.points or 0.0 for row in rows),
        of=sum(row.of or 0.0 for row in rows),
        missed=tuple(row.missed for row in rows if row.critical_missed),
        waiting=first.asked - sum(row.marked for row in rows) if submitted_at else 0,
        drawn=tuple((drawn["family"], drawn["variant"]) for drawn in questions),
        reopened_at=None if first.makeup_of else first.reopened_at,
        makeup=first.makeup_of is not None,
    )


@cached(4096)
def _pass_mark(edition_id: EditionId, quiz: str) -> int:
    return document(edition_id).quiz[quiz].pass_mark


def states(records: Collection[Record], course: Document) -> dict[str, QuizState]:
    """The state of each quiz of the course that follows from these attempts."""
    by_quiz: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_quiz[record.quiz].append(record)
    return {quiz.id: state(quiz, by_quiz[quiz.id]) for quiz in course.quizzes}


def quiz_states(enrolment_id: EnrolmentId, course: Document, at: datetime) -> dict[str, QuizState]:
    """A learner's state in each quiz of the course at a moment. One statement."""
    return quiz_states_of({enrolment_id: course}, at)[enrolment_id]


def quiz_states_of(courses: Mapping[EnrolmentId, Document], at: datetime) -> dict[EnrolmentId, dict[str, QuizState]]:
    """The same for several enrolments, each with its document. One statement in all."""
    found = records(courses.keys(), at)
    return {enrolment_id: states(found[enrolment_id], course) for enrolment_id, course in courses.items()}


def passed(states: Mapping[str, QuizState]) -> frozenset[str]:
    """The ids of the quizzes that are passed."""
    return frozenset(uid for uid, each in states.items() if each.status == "passed")


@cached(1024)
def size(edition_id: EditionId, quiz: str) -> int:
    """How many questions an attempt at this quiz has."""
    course = document(edition_id)
    return len(draw(course.quiz[quiz], course.families, Random(0)))  # noqa: S311 - only counted
