"""The time of an attempt: when it ends, how long answers still count after that, when a quiz is open at all.

All of it by the server's clock. Plain values; nothing stored, nothing asked.
"""

from datetime import datetime, timedelta
from typing import Literal

from lms.curriculum.document import Quiz
from lms.enrolment.rules import Allowance

TRAVEL = timedelta(seconds=5)  # what was sent in the last second still counts
Window = Literal["", "not-yet", "over"]


def deadline(quiz: Quiz, started_at: datetime, allowance: Allowance, *, makeup: bool = False) -> datetime | None:
    """When the time of an attempt ends, never after the quiz closes; None without a limit.

    A make-up has the same minutes, whatever the dates of the quiz: it is due when it is due.
    """
    own = allowance.time(timedelta(minutes=quiz.minutes)) if quiz.minutes else None
    ends = [started_at + own] if own is not None else []
    if quiz.closes and not makeup:
        ends.append(quiz.closes)
    return min(ends, default=None)


def grace(quiz: Quiz) -> timedelta:
    """How long after the deadline an answer still counts."""
    return timedelta(seconds=quiz.grace_seconds) + TRAVEL


def ends_at(quiz: Quiz, deadline_at: datetime | None) -> datetime | None:
    """The moment after which no answer counts; None without a limit."""
    return deadline_at + grace(quiz) if deadline_at else None


def is_over(quiz: Quiz, deadline_at: datetime | None, at: datetime) -> bool:
    """Whether time and grace have ended."""
    end = ends_at(quiz, deadline_at)
    return end is not None and at > end


def closed_by_time(deadline_at: datetime | None, submitted_at: datetime | None) -> bool:
    """Whether an attempt was closed at the end of its time or after it, and not by its learner before."""
    return deadline_at is not None and submitted_at is not None and submitted_at >= deadline_at


def window(quiz: Quiz, at: datetime) -> Window:
    """Whether attempts can be started by the dates of the quiz: "", or why not."""
    if quiz.opens and at < quiz.opens:
        return "not-yet"
    return "over" if quiz.closes and at >= quiz.closes else ""


def milliseconds(until: datetime | None, at: datetime) -> int | None:
    """How long it is to a moment; 0 when it has passed, None without one."""
    return None if until is None else max(0, int((until - at).total_seconds() * 1000))
