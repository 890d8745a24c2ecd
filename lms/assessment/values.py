"""A sitting: an attempt with its quiz and questions, its sections, and its time by the server's clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Literal

from lms.assessment.queries import Taken
from lms.core.clock import now
from lms.curriculum.document import Document, Quiz
from lms.enrolment.queries import Enrolled
from lms.enrolment.rules import Allowance
from lms.questions.asked import Question

TRAVEL = timedelta(seconds=5)  # so that what was sent in the last second still counts
Window = Literal["", "not-yet", "over"]


@dataclass(frozen=True)
class OwnQuiz:
    """A quiz of a course that the learner is enrolled in."""

    enrolled: Enrolled
    document: Document
    quiz: Quiz


@dataclass(frozen=True)
class Sitting:
    """The learner's own attempt with its quiz and questions loaded, so nothing slow is left for the write scope."""

    attempt: Taken
    document: Document
    quiz: Quiz
    questions: list[Question]

    @cached_property
    def sections(self) -> list[str]:
        """The titles of its sections, in order; [""] without sections."""
        return list(dict.fromkeys(drawn.get("section", "") for drawn in self.attempt.questions))

    def section_of(self, number: int) -> int:
        """The index of a question's section, from 0."""
        return self.sections.index(self.attempt.questions[number].get("section", ""))

    @property
    def one_way(self) -> bool:
        """Whether its sections are left for good, one after another."""
        return self.quiz.one_way and len(self.sections) > 1

    @property
    def ends_at(self) -> datetime | None:
        """The moment after which no answer counts, or None without a limit."""
        return ends_at(self.quiz, self.attempt.deadline_at)

    @property
    def is_over(self) -> bool:
        """Whether its time and grace have ended."""
        return is_over(self.quiz, self.attempt.deadline_at, now())

    @property
    def clock(self) -> dict[str, int]:
        """Milliseconds to the deadline and to the end of the grace period, or empty without a limit."""
        deadline_at, moment = self.attempt.deadline_at, now()
        if deadline_at is None:
            return {}
        with_grace = deadline_at + timedelta(seconds=self.quiz.grace_seconds)
        return {"left": _milliseconds(deadline_at, moment), "left_with_grace": _milliseconds(with_grace, moment)}


@dataclass(frozen=True)
class OwnQuestion:
    """One question of the learner's own attempt, by its number from 0."""

    sitting: Sitting
    number: int


@dataclass(frozen=True)
class Sent:
    """An answer as it arrived. `claimed_at` is the time on the learner's device, which decides nothing."""

    response: Any
    seq: int = 0
    flagged: bool = False
    confidence: str = ""
    claimed_at: datetime | None = None


def deadline(quiz: Quiz, started_at: datetime, allowance: Allowance, *, makeup: bool = False) -> datetime | None:
    """When the time of an attempt ends, at the latest when the quiz closes, or None without a limit.

    A make-up has the same minutes, and the dates of the quiz do not apply to it.
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
    """The moment after which no answer counts, or None without a limit."""
    return deadline_at + grace(quiz) if deadline_at else None


def is_over(quiz: Quiz, deadline_at: datetime | None, at: datetime) -> bool:
    """Whether time and grace have ended."""
    end = ends_at(quiz, deadline_at)
    return end is not None and at > end


def closed_by_time(deadline_at: datetime | None, submitted_at: datetime | None) -> bool:
    """Whether an attempt was closed by the end of its time and not by its learner before."""
    return deadline_at is not None and submitted_at is not None and submitted_at >= deadline_at


def window(quiz: Quiz, at: datetime) -> Window:
    """Why the dates of the quiz do not allow a start now, or ""."""
    if quiz.opens and at < quiz.opens:
        return "not-yet"
    return "over" if quiz.closes and at >= quiz.closes else ""


def _milliseconds(until: datetime, at: datetime) -> int:
    """Milliseconds until a moment, 0 once it has passed."""
    return max(0, int((until - at).total_seconds() * 1000))
