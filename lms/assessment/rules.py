"""Marking and passing: arithmetic on plain values, without a database.

An attempt passes if it reaches the passing score and misses no critical question. One that reaches the score but
misses critical questions is held for a make-up: another variant of each missed family, all to be answered correctly.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from math import floor
from typing import Literal

from lms.core.ids import EnrolmentId
from lms.curriculum.document import FeedbackPolicy, Quiz

Outcome = Literal["open", "marking", "passed", "held", "failed"]
Status = Literal["never", "open", "marking", "passed", "held", "failed"]
Refused = Literal["", "open", "marking", "held", "waiting", "used-up"]
EPSILON = 1e-6  # of a point: sums of thirds and fifths are not exact, and no real gap is this small


# Marking


def percent(points: float, of: float) -> int:
    """Points in percent, rounded down, so that no one reads 80% and fails at 80. 0 of 0 is 0.

    As pass marks are whole percents, reaching one and showing it are the same.
    """
    return min(100, floor(100 * (points + EPSILON) / of)) if of > 0 else 0


@dataclass(frozen=True)
class Record:
    """An attempt or a make-up, with the sums of the newest marks of its questions.

    Attempts are numbered from 1; a make-up has the number of its attempt.
    """

    public_id: str
    quiz: str
    number: int
    started_at: datetime
    pass_mark: int  # of the edition that the attempt was made on
    submitted_at: datetime | None = None
    points: float = 0.0
    of: float = 0.0
    missed: tuple[str, ...] = ()  # one text for each different missed critical question
    waiting: int = 0  # answers of a submitted attempt that a person has not marked yet
    drawn: tuple[tuple[str, str], ...] = ()  # (family, variant) of its questions, if asked for
    deadline_at: datetime | None = None
    reopened_at: datetime | None = None  # when an instructor granted an extra attempt after this one
    makeup: bool = False

    @property
    def percent(self) -> int:
        """The score, rounded down."""
        return percent(self.points, self.of)

    @property
    def all_right(self) -> bool:
        """Whether every point was earned and no critical question missed."""
        return self.points > self.of - EPSILON and not self.missed


@dataclass(frozen=True)
class MarkedAnswer:
    """A question of a submitted attempt, what was asked, and its newest mark."""

    enrolment_id: EnrolmentId
    attempt: str  # public id
    quiz: str
    family: str
    variant: str
    right: bool
    critical_missed: bool
    certain: bool  # the learner was certain of the answer
    at: datetime  # of the mark


@dataclass(frozen=True)
class Sat:
    """One try at a quiz: the attempt and, if it was held, the make-up that decides it, once begun."""

    attempt: Record
    makeup: Record | None = None

    @cached_property
    def outcome(self) -> Outcome:
        """Its outcome so far. A make-up decides as soon as it is submitted."""
        attempt, makeup = self.attempt, self.makeup
        if attempt.submitted_at is None:
            return "open"
        if attempt.waiting or (makeup and makeup.waiting):
            return "marking"
        if attempt.percent < attempt.pass_mark:
            return "failed"
        if not attempt.missed:
            return "passed"
        if makeup is None or makeup.submitted_at is None:
            return "held"
        return "passed" if makeup.all_right else "failed"

    @property
    def decided_by(self) -> Record:
        """The make-up of an attempt that missed something critical, otherwise the attempt."""
        return self.makeup if self.attempt.missed and self.makeup else self.attempt

    @property
    def makeup_failed(self) -> bool:
        """Whether its make-up was submitted and marked, and not all correct."""
        makeup = self.makeup
        return bool(makeup and makeup.submitted_at and not makeup.waiting and not makeup.all_right)

    @property
    def unfinished(self) -> Record | None:
        """The make-up or attempt that is open, if any."""
        return next((each for each in (self.makeup, self.attempt) if each and each.submitted_at is None), None)

    def __contains__(self, public_id: str) -> bool:
        """Whether a public id is that of its attempt or its make-up."""
        return public_id in {self.attempt.public_id, self.makeup.public_id if self.makeup else None}


def tries(records: Iterable[Record]) -> list[Sat]:
    """The attempts at one quiz in order, each with its make-up."""
    known = list(records)
    makeups = {each.number: each for each in known if each.makeup}
    attempts = sorted((each for each in known if not each.makeup), key=lambda each: each.number)
    return [Sat(each, makeups.get(each.number)) for each in attempts]


def opens_again(quiz: Quiz, submitted_at: datetime) -> datetime:
    """When a learner may continue after an attempt that did not pass, with the make-up or the next attempt.

    The wait is the same for both, so that missing by little is never worse than missing by much.
    """
    return submitted_at + timedelta(hours=quiz.wait_hours)


def shows_feedback(
    policy: FeedbackPolicy,
    *,
    submitted: bool,
    passed: bool,
    answered: bool = True,
    checked: bool = False,
    last: bool = False,
) -> bool:
    """Whether the verdict, key and feedback of a question may be shown.

    `answered` says whether the learner gave any answer: until the quiz is passed nothing is shown for a question left
    blank, so that no one gets the key by submitting an empty attempt. `checked` is a question checked for good; `last`
    says that no attempt or make-up is left.
    """
    if not answered and not passed:
        return False
    if policy == "at-once":
        return submitted or checked
    return submitted and (policy == "after-submit" or passed or (policy == "after-last" and last))


def none_to_come(state: "QuizState") -> bool:
    """Whether the attempts are used up and decided."""
    return state.left == 0 and state.status in {"passed", "failed"}


# Standing


@dataclass(frozen=True)
class QuizState:
    """A learner's state in a quiz, derived and never stored. `percent` and `missed` are of the newest marked attempt.

    `best` is the score that a learner can claim: the highest that passed or, until one has
    passed, the highest so far. A pass with 80% therefore replaces 90% with a critical question missed,
    which did not pass. From then on `best` never falls.
    """

    status: Status
    percent: int | None = None
    best: int | None = None
    used: int = 0
    left: int | None = None  # None without a limit
    opens_at: datetime | None = None  # of the make-up if held, of the next attempt if failed
    missed: tuple[str, ...] = ()
    attempt: str | None = None  # public id of the newest attempt
    unfinished: str | None = None  # public id of that attempt while it is open
    makeup: str | None = None  # public id of an open make-up
    begun_at: datetime | None = None  # when the open attempt or make-up was started
    makeup_failed: bool = False  # the newest attempt was held and its make-up not all correct
    passed_at: datetime | None = None
    reopened_at: datetime | None = None  # when an extra attempt was granted, until it is started

    def waits(self, at: datetime) -> bool:
        """Being marked; or held or failed, and neither a make-up nor another attempt is open yet."""
        if self.status == "marking":
            return True
        if self.status not in {"held", "failed"} or self.makeup:
            return False
        later = self.opens_at is not None and self.opens_at > at
        return later or (self.status == "failed" and self.left == 0)


def may_reopen(state: QuizState) -> bool:
    """Whether an instructor may grant one more: all attempts are used up and decided, and none has passed."""
    return state.left == 0 and state.status == "failed"


def state(quiz: Quiz, records: Iterable[Record]) -> QuizState:
    """The state that follows from the attempts at one quiz. Once passed, it stays passed."""
    sat = tries(records)
    left = max(0, _limit(quiz, sat) - len(sat)) if quiz.attempts else None
    if not sat:
        return QuizState("never", left=left)
    passes = [_passed_at(each) for each in sat if each.outcome == "passed"]
    marked = [each for each in sat if each.attempt.submitted_at and not each.attempt.waiting]
    newest, last = sat[-1], marked[-1].attempt if marked else None
    attempt, makeup, begun = newest.attempt, newest.makeup, newest.unfinished
    return QuizState(
        status="passed" if passes else newest.outcome,
        percent=last.percent if last else None,
        best=max((each.attempt.percent for each in marked if not passes or each.outcome == "passed"), default=None),
        used=len(sat),
        left=left,
        opens_at=None if passes else _opens_at(quiz, newest, left),
        missed=last.missed if last else (),
        attempt=attempt.public_id,
        unfinished=attempt.public_id if begun is attempt else None,
        makeup=makeup.public_id if makeup and begun is makeup else None,
        begun_at=begun.started_at if begun else None,
        makeup_failed=newest.makeup_failed,
        passed_at=min(passes, default=None),
        reopened_at=None if passes else attempt.reopened_at,
    )


def _limit(quiz: Quiz, sat: Iterable[Sat]) -> int:
    """The planned attempts plus one for each grant, which adds one even if an edition has lowered the limit."""
    limit = quiz.attempts
    for each in sat:
        if each.attempt.reopened_at:
            limit = max(limit, each.attempt.number) + 1
    return limit


def _passed_at(sat: Sat) -> datetime:
    if sat.decided_by.submitted_at is None:
        raise ValueError("an open attempt has not passed")
    return sat.decided_by.submitted_at


def _opens_at(quiz: Quiz, newest: Sat, left: int | None) -> datetime | None:
    attempt = newest.attempt
    if attempt.submitted_at is None or newest.outcome == "marking":
        return None
    none_to_open = attempt.reopened_at or not quiz.wait_hours or left == 0  # a grant also ends the wait
    if newest.outcome != "held" and none_to_open:
        return None
    return opens_again(quiz, attempt.submitted_at)


def refused(state: QuizState, at: datetime) -> Refused:
    """Why no new attempt can be started now, or "". An open one is continued instead.

    A held attempt waits for its make-up first, and one that a person marks for its marks. A learner who has passed
    may take an unlimited quiz again.
    """
    if state.unfinished:
        return "open"
    if state.status == "held":
        return "held"
    if state.status == "marking":
        return "marking"
    if state.left == 0 or (state.status == "passed" and state.left is not None):
        return "used-up"
    return "waiting" if state.opens_at and at < state.opens_at else ""


def may_make_up(state: QuizState, at: datetime) -> bool:
    """Whether the make-up of a held attempt can be started or continued."""
    return state.status == "held" and state.opens_at is not None and at >= state.opens_at
