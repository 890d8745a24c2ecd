"""Reads of late answers that are not accepted yet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, or_, select

from lms.accounts.models import Person
from lms.assessment.models import Answer, AnswerEvent, Attempt, LateAcceptance, Mark
from lms.core.ids import CourseId, EditionId, EventId, PersonId
from lms.core.paging import Slice, paged
from lms.enrolment.models import Enrolment
from lms.questions.asked import Question, question


@dataclass(frozen=True)
class WaitingAnswer:
    """A late answer that does not count, with no newer answer that does.

    `closed_at` is when the attempt was actually submitted and marked, or None if a person marks it.
    """

    event_id: EventId
    name: str
    person_id: PersonId
    edition_id: EditionId
    quiz: str
    number: int  # of its question in the attempt, from 0
    question: Question
    order: list[Any]
    response: Any
    deadline_at: datetime | None
    at: datetime
    claimed_at: datetime | None
    closed_at: datetime | None


_CLOSED = (
    select(func.min(Mark.at))
    .where(Mark.attempt_id == Attempt.id, Mark.marked_by.is_(None))
    .correlate(Attempt)
    .scalar_subquery()
)
WAITING = (
    select(
        AnswerEvent.id.label("event_id"), Person.name, Enrolment.person_id, Attempt.edition_id, Attempt.quiz,
        AnswerEvent.question, Attempt.questions, AnswerEvent.response, Attempt.deadline_at, AnswerEvent.at,
        AnswerEvent.claimed_at, _CLOSED.label("closed_at"),
    )
    .select_from(AnswerEvent)
    .join(Attempt, Attempt.id == AnswerEvent.attempt_id)
    .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
    .join(Person, Person.id == Enrolment.person_id)
    .outerjoin(LateAcceptance, LateAcceptance.event_id == AnswerEvent.id)
    .outerjoin(Answer, (Answer.attempt_id == AnswerEvent.attempt_id) & (Answer.question == AnswerEvent.question))
    .where(AnswerEvent.late, LateAcceptance.event_id.is_(None))
    .where(or_(Answer.seq.is_(None), AnswerEvent.seq >= Answer.seq))
    .order_by(AnswerEvent.id)
)  # fmt: skip


def waiting(course_id: CourseId, number: int, size: int) -> Slice[WaitingAnswer]:
    """The late answers of the course that are not accepted yet, oldest first. One statement."""
    found = paged(WAITING.where(Enrolment.course_id == course_id), number, size)
    return found.holding([_read(row) for row in found.items])


def _read(row: Row[*tuple[Any, ...]]) -> WaitingAnswer:
    drawn = row.questions[row.question]
    return WaitingAnswer(
        event_id=row.event_id,
        name=row.name,
        person_id=row.person_id,
        edition_id=row.edition_id,
        quiz=row.quiz,
        number=row.question,
        question=question(row.edition_id, drawn["family"], drawn["variant"]),
        order=drawn["order"],
        response=row.response,
        deadline_at=row.deadline_at,
        at=row.at,
        claimed_at=row.claimed_at,
        closed_at=row.closed_at,
    )
