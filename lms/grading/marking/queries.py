"""Reads of written answers of a course, with who wrote them and their newest mark."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, exists, or_, select

from lms.accounts.models import Person
from lms.assessment.marks import IS_NEWEST
from lms.assessment.models import Answer, AnswerEvent, Attempt, LateAcceptance, Mark
from lms.assessment.queries import Taken
from lms.core.db import db
from lms.core.ids import CourseId, PersonId
from lms.core.paging import Slice, paged
from lms.core.rows import columns, read
from lms.enrolment.models import Enrolment
from lms.questions.asked import Question, question

_marker = Person.__table__.alias()
# The columns of an attempt, then the answer, who wrote it, the newest mark and who gave it.
_WRITTEN: Select[Any] = (
    select(
        *columns(Taken, Attempt), Answer.question, Answer.response, Enrolment.person_id, Person.name,
        Mark.id.label("mark"), Mark.met, Mark.reason, Mark.at.label("marked_at"), _marker.c.name.label("marked_by"),
    )
    .select_from(Attempt)
    .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
    .join(Person, Person.id == Enrolment.person_id)
    .join(Answer, Answer.attempt_id == Attempt.id)
    .outerjoin(Mark, and_(Mark.attempt_id == Answer.attempt_id, Mark.question == Answer.question, IS_NEWEST))
    .outerjoin(_marker, _marker.c.id == Mark.marked_by)
    .where(Attempt.submitted_at.is_not(None))
)  # fmt: skip
# An accepted late answer also waits while the newest mark of its question is older: the machine's mark for no
# answer, or a person's for the previous text.
_accepted = (
    exists()
    .where(AnswerEvent.attempt_id == Answer.attempt_id, AnswerEvent.question == Answer.question)
    .where(LateAcceptance.event_id == AnswerEvent.id)
)
WAITING = _WRITTEN.where(
    or_(
        Mark.id.is_(None),
        and_(Mark.marked_by.is_(None), _accepted),
        _accepted.where(LateAcceptance.at > Mark.at),
    )
)


@dataclass(frozen=True)
class Written:
    """A written answer of a submitted attempt, with its newest mark (`mark` is 0 before the first)."""

    attempt: Taken
    number: int  # of its question in the attempt, from 0
    question: Question
    text: str
    person_id: PersonId
    name: str
    mark: int
    met: list[int]  # the lines of the rubric that the newest mark names, from 0
    comment: str  # the feedback given with it
    marked_at: datetime | None
    marked_by: str


def waiting(course_id: CourseId, but_not: PersonId, number: int, size: int) -> Slice[Written]:
    """Answers awaiting grading, oldest first. One statement.

    `but_not` is the person who marks, because no one marks their own.
    """
    mine = _of(WAITING, course_id, but_not)
    return _paged(mine.order_by(Attempt.submitted_at, Attempt.id, Answer.question), number, size)


def marked(course_id: CourseId, but_not: PersonId, number: int, size: int) -> Slice[Written]:
    """Answers that a person has marked, newest mark first; otherwise as `waiting`. One statement."""
    by_rubric = (Mark.marked_by.is_not(None), Mark.met.is_not(None))
    return _paged(_of(_WRITTEN, course_id, but_not).where(*by_rubric).order_by(Mark.id.desc()), number, size)


def written(course_id: CourseId, public_id: str, number: int) -> Written | None:
    """The answer to one question of an attempt in this course if a person marks it, or None. One statement."""
    query = _WRITTEN.where(
        Enrolment.course_id == course_id, Attempt.public_id == public_id, Answer.question == number
    )  # fmt: skip
    row = db.session.execute(query).first()
    found = _written(row) if row else None
    return found if found and _is_written(found) else None


def _of(query: Select[Any], course_id: CourseId, but_not: PersonId) -> Select[Any]:
    return query.where(Enrolment.course_id == course_id, Enrolment.person_id != but_not)


def _paged(query: Select[Any], number: int, size: int) -> Slice[Written]:
    found = paged(query, number, size)
    return found.holding([each for each in map(_written, found.items) if _is_written(each)])


def _is_written(answer: Written) -> bool:
    return bool(answer.text) and answer.question.kind.by_hand


def _written(row: Row[*tuple[Any, ...]]) -> Written:
    attempt = read(Taken, row)
    drawn = attempt.questions[row.question]
    return Written(
        attempt=attempt,
        number=row.question,
        question=question(attempt.edition_id, drawn["family"], drawn["variant"]),
        text=row.response if isinstance(row.response, str) else "",
        person_id=row.person_id,
        name=row.name,
        mark=row.mark or 0,
        met=row.met or [],
        comment=row.reason or "",
        marked_at=row.marked_at,
        marked_by=row.marked_by or "",
    )
