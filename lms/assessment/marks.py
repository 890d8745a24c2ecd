"""Reads of marks. Marks never change: the newest one of a question counts, a rule that only this module knows."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, String, bindparam, func, literal, select

from lms.assessment.models import Answer, Attempt, Mark
from lms.assessment.rules import MarkedAnswer
from lms.core.db import db
from lms.core.ids import AttemptId, EnrolmentId
from lms.core.rows import columns, every, read
from lms.questions.kinds.base import Grade

_attempt = Attempt.__table__
_answer = Answer.__table__
_mark = Mark.__table__
_newer: Any = _mark.alias()
AT: BindParameter[datetime] = bindparam("at")


def _is_newest(*among: ColumnElement[bool]) -> ColumnElement[bool]:
    same = (_newer.c.attempt_id == _mark.c.attempt_id, _newer.c.question == _mark.c.question)
    return _mark.c.id == select(func.max(_newer.c.id)).where(*same, *among).scalar_subquery()


# The condition that a row of `mark` is the one that counts, now or at a moment `at`, for use in any join.
IS_NEWEST = _is_newest()
WAS_NEWEST = _is_newest(_newer.c.at <= AT)


@dataclass(frozen=True)
class Marked:
    """The newest mark of one question."""

    points: float
    of: float
    critical_missed: bool
    missed: str
    reason: str
    met: list[int] | None


def grade_of(mark: Marked | None) -> Grade:
    """What a question has earned by its newest mark. Without one it waits for a person."""
    if mark is None:
        return Grade(0.0, critical_missed=False, awaits=True)
    return Grade(mark.points, mark.critical_missed, mark.missed, mark.of, reason=mark.reason, met=mark.met)


def _drawn(name: str) -> ColumnElement[str]:
    """A field of the drawn question, by operators that both databases have."""
    drawn: ColumnElement[Any] = _attempt.c.questions.op("->")(_mark.c.question)
    return drawn.op("->>", return_type=String())(literal(name, String()))


_MARKS = (
    select(_mark.c.question, *columns(Marked, Mark))
    .where(_mark.c.attempt_id == bindparam("attempt_id"), IS_NEWEST)
    .order_by(_mark.c.question)
)
_MARKED_ANSWERS: Select[*tuple[Any, ...]] = (
    select(
        _attempt.c.enrolment_id,
        _attempt.c.public_id.label("attempt"),
        _attempt.c.quiz,
        _drawn("family").label("family"),
        _drawn("variant").label("variant"),
        (_mark.c.points >= _mark.c.of).label("right"),
        _mark.c.critical_missed,
        (func.coalesce(_answer.c.confidence, "") == "certain").label("certain"),
        _mark.c.at,
    )
    .join_from(_attempt, _mark, _mark.c.attempt_id == _attempt.c.id)
    .outerjoin(_answer, (_answer.c.attempt_id == _mark.c.attempt_id) & (_answer.c.question == _mark.c.question))
    .where(_attempt.c.enrolment_id.in_(bindparam("ids", expanding=True)), _attempt.c.submitted_at <= AT, WAS_NEWEST)
    .order_by(_mark.c.id.desc())
)
_WRONG = _MARKED_ANSWERS.where(_mark.c.points < _mark.c.of)
_LATELY = _MARKED_ANSWERS.limit(bindparam("most"))


def marks(attempt_id: AttemptId) -> dict[int, Marked]:
    """The newest mark of each question, by its number. One statement."""
    rows = db.session.execute(_MARKS, {"attempt_id": attempt_id})
    return {row.question: read(Marked, row) for row in rows}


def wrong_answers(enrolment_ids: Collection[EnrolmentId], at: datetime) -> dict[int, list[MarkedAnswer]]:
    """Wrong answers until then, by enrolment, newest first. One statement."""
    found: dict[int, list[MarkedAnswer]] = defaultdict(list)
    for row in db.session.execute(_WRONG, {"ids": list(enrolment_ids), "at": at}):
        found[row.enrolment_id].append(read(MarkedAnswer, row))
    return found


def lately_marked(enrolment_ids: Collection[EnrolmentId], at: datetime, most: int) -> list[MarkedAnswer]:
    """The newest marks until then, including correct answers. One statement."""
    return every(MarkedAnswer, _LATELY, ids=list(enrolment_ids), at=at, most=most)
