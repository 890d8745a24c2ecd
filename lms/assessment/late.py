"""Late answers: kept with both times, and not marked unless an instructor accepts them.

Everything runs in the caller's write scope.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lms.assessment import actions
from lms.assessment.models import AnswerEvent
from lms.assessment.values import Sent, Sitting, closed_by_time, is_over
from lms.core.db import db
from lms.core.errors import Conflict
from lms.core.i18n import gettext as _

MOST = 200  # late answers of one attempt; no honest outbox holds more


@dataclass(frozen=True)
class AttemptTimes:
    """The times and the section of an attempt whose row is locked."""

    submitted_at: datetime | None
    deadline_at: datetime | None
    reached: int


def is_late(sitting: Sitting, standing: AttemptTimes, at: datetime) -> bool:
    """Whether an answer arriving now is late. Not after the learner has submitted the attempt in time.

    A learner who submits after the deadline, even within the grace period, may have unsent answers: they are kept,
    and the instructor is told since when the key could be seen.
    """
    if standing.submitted_at is None:
        return is_over(sitting.quiz, standing.deadline_at, at)
    return closed_by_time(standing.deadline_at, standing.submitted_at)


def keep(sitting: Sitting, number: int, sent: Sent, at: datetime) -> datetime:
    """Keep a late answer, once, and submit the attempt if it is still open. Returns when it was kept.

    Raises Conflict beyond MOST.
    """
    mine = (AnswerEvent.attempt_id == sitting.attempt.id, AnswerEvent.late)
    same = (AnswerEvent.question == number, AnswerEvent.seq == sent.seq)
    for event in db.session.scalars(select(AnswerEvent).where(*mine, *same)):
        if event.response == sent.response:
            return event.at
    if (db.session.scalar(select(func.count()).select_from(AnswerEvent).where(*mine)) or 0) >= MOST:
        words = _("Too many late answers have arrived for this attempt. Talk to your instructor.")
        raise Conflict(words, code="too_many_late_answers")
    event = AnswerEvent(
        attempt_id=sitting.attempt.id, question=number, response=sent.response, seq=sent.seq, at=at,
        confidence=sent.confidence, late=True, claimed_at=sent.claimed_at,
    )  # fmt: skip
    db.session.add(event)
    db.session.flush()
    actions.submit(sitting.attempt, sitting.questions)
    return at
