"""Drawing, marking and passing: arithmetic on plain values, nothing stored, nothing asked.

An attempt passes when it reaches the mark and misses no critical item. One that reaches the mark but
misses critical items is held for a make-up: a parallel variant of each missed family, all to be right.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import floor
from random import Random
from typing import Literal

from lms.curriculum.document import Draw, Family, FeedbackPolicy, Quiz, Variant

Outcome = Literal["open", "marking", "passed", "held", "failed"]
Status = Literal["never", "open", "marking", "passed", "held", "failed"]
Refused = Literal["", "open", "marking", "held", "waiting", "used-up"]
EPSILON = 1e-6  # of a point: sums of thirds and fifths are not exact, and no real gap is this small
Seen = Mapping[tuple[str, str], int]  # how often each variant (family, variant) was asked


# Drawing


def draw(quiz: Quiz, families: Sequence[Family], rng: Random) -> tuple[Family, ...]:
    """The families of one attempt, in a random order; none twice, and fewer than asked where too few fit."""
    return tuple(family for family, _section in draw_sections(quiz, families, rng))


def draw_sections(quiz: Quiz, families: Sequence[Family], rng: Random) -> tuple[tuple[Family, str], ...]:
    """The same, each with its section: one section after the other, each in a random order.

    Families drawn by name come first, then each critical one of a line, then the counts.
    """
    drawn: dict[str, tuple[Family, str]] = {}
    for line in sorted(quiz.draw, key=_turn):
        fitting = [family for family in families if family.id not in drawn and _fits(line, family)]
        if _turn(line) == _COUNT:
            fitting = rng.sample(fitting, min(line.count, len(fitting)))
        drawn.update({family.id: (family, line.section) for family in fitting})
    picked = list(drawn.values())
    rng.shuffle(picked)
    sections = list(dict.fromkeys(line.section for line in quiz.draw))
    return tuple(sorted(picked, key=lambda each: sections.index(each[1])))


_COUNT = 2


def _turn(line: Draw) -> int:
    return 0 if line.family else 1 if line.critical else _COUNT


def _fits(line: Draw, family: Family) -> bool:
    if line.family:
        return family.id == line.family
    tagged = not line.tag or line.tag in family.tags
    taught = not line.lesson or line.lesson == family.lesson
    return tagged and taught and (family.critical or not line.critical)


def pick(family: Family, seen: Seen, rng: Random, avoid: str = "") -> Variant:
    """A variant that was asked least often so far; not `avoid`, unless there is no other."""
    others = [variant for variant in family.variants if variant.id != avoid] or list(family.variants)
    fewest = min(seen.get((family.id, variant.id), 0) for variant in others)
    return rng.choice([variant for variant in others if seen.get((family.id, variant.id), 0) == fewest])


# Marking


def percent(points: float, of: float) -> int:
    """Points in percent, rounded down, so that nobody reads 80 % and has failed at 80; 0 of nothing is 0.

    With a pass mark in whole percent, reaching it and showing it are the same thing.
    """
    return min(100, floor(100 * (points + EPSILON) / of)) if of > 0 else 0


@dataclass(frozen=True)
class Record:
    """An attempt or a make-up, with the sums of the newest marks of its questions.

    A make-up has the number of its attempt below zero.
    """

    public_id: str
    quiz: str
    number: int
    started_at: datetime
    pass_mark: int  # of the edition that the attempt was made on
    submitted_at: datetime | None = None
    points: float = 0.0
    of: float = 0.0
    missed: tuple[str, ...] = ()  # one text for each different missed critical item
    waiting: int = 0  # answers of one handed in that a person has not marked yet
    drawn: tuple[tuple[str, str], ...] = ()  # (family, variant) of its questions, where it was asked for
    deadline_at: datetime | None = None
    reopened_at: datetime | None = None  # when an instructor opened one attempt more after this one

    @property
    def percent(self) -> int:
        """The score, rounded down."""
        return percent(self.points, self.of)

    @property
    def all_right(self) -> bool:
        """Every point earned and no critical item missed."""
        return self.points > self.of - EPSILON and not self.missed


def outcome(attempt: Record, makeup: Record | None) -> Outcome:
    """How an attempt has ended, or has not yet; its make-up decides a held one at the moment it is submitted."""
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


def opens_again(quiz: Quiz, submitted_at: datetime) -> datetime:
    """When a learner may go on after an attempt that did not pass: the make-up of a held one, or the next attempt.

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
    """Whether right, wrong and the feedback may be sent for a question.

    `answered` says whether the learner gave any answer: until the quiz is passed nothing is told of a question left
    blank, so that nobody learns the key by handing in an empty attempt. `checked` is one answered for good; `last`
    says that no attempt and no make-up is to come.
    """
    if not answered and not passed:
        return False
    if policy == "at-once":
        return submitted or checked
    return submitted and (policy == "after-submit" or passed or (policy == "after-last" and last))


def none_to_come(state: "QuizState") -> bool:
    """Whether the last attempt was used up and decided."""
    return state.left == 0 and state.status in {"passed", "failed"}


# Standing


@dataclass(frozen=True)
class QuizState:
    """How a learner stands in a quiz; derived, never stored. `percent` and `missed` are of the newest marked one.

    `best` is the score that a learner may call their own: the highest that has passed, and until something has
    passed, the highest so far. A pass with 80 % therefore takes the place of 90 % with a critical question missed,
    which was no pass; from then on `best` never falls.
    """

    status: Status
    percent: int | None = None
    best: int | None = None
    used: int = 0
    left: int | None = None  # None: no limit
    opens_at: datetime | None = None  # of the make-up when held, of the next attempt when failed
    missed: tuple[str, ...] = ()
    attempt: str | None = None  # public id of the newest attempt
    unfinished: str | None = None  # public id of that attempt while it is open
    makeup: str | None = None  # public id of an open make-up
    begun_at: datetime | None = None  # when the attempt or make-up that is open was started
    makeup_failed: bool = False  # the newest attempt was held and its make-up was not all right
    passed_at: datetime | None = None
    reopened_at: datetime | None = None  # when the attempt that is open now was granted, until it is started


def may_reopen(state: QuizState) -> bool:
    """Whether the attempts are used up and decided, and none has passed: then an instructor may grant one more."""
    return state.left == 0 and state.status == "failed"


def state(quiz: Quiz, records: Iterable[Record]) -> QuizState:
    """How the attempts at one quiz add up: once passed, passed for good, whatever comes later."""
    by_number = {record.number: record for record in records}
    attempts = sorted((each for each in by_number.values() if each.number > 0), key=lambda each: each.number)
    left = max(0, _limit(quiz, attempts) - len(attempts)) if quiz.attempts else None
    if not attempts:
        return QuizState("never", left=left)
    ends = {each.number: outcome(each, by_number.get(-each.number)) for each in attempts}
    passes = [_passed_at(each, by_number.get(-each.number)) for each in attempts if ends[each.number] == "passed"]
    marked = [each for each in attempts if each.submitted_at and not each.waiting]
    newest, last = attempts[-1], marked[-1] if marked else None
    makeup = by_number.get(-newest.number)
    begun = next((each for each in (makeup, newest) if each and each.submitted_at is None), None)
    return QuizState(
        status="passed" if passes else ends[newest.number],
        percent=last.percent if last else None,
        best=max((each.percent for each in marked if not passes or ends[each.number] == "passed"), default=None),
        used=len(attempts),
        left=left,
        opens_at=None if passes else _opens_at(quiz, newest, ends[newest.number], left),
        missed=last.missed if last else (),
        attempt=newest.public_id,
        unfinished=newest.public_id if newest.submitted_at is None else None,
        makeup=makeup.public_id if makeup and makeup.submitted_at is None else None,
        begun_at=begun.started_at if begun else None,
        makeup_failed=failed(makeup),
        passed_at=min(passes, default=None),
        reopened_at=None if passes else newest.reopened_at,
    )


def _limit(quiz: Quiz, attempts: Iterable[Record]) -> int:
    """The planned attempts and one for each grant, which gives one even where an edition has lowered the limit."""
    limit = quiz.attempts
    for each in attempts:
        if each.reopened_at:
            limit = max(limit, each.number) + 1
    return limit


def failed(makeup: Record | None) -> bool:
    """Whether a make-up was handed in and marked, and was not all right."""
    return bool(makeup and makeup.submitted_at and not makeup.waiting and not makeup.all_right)


def _passed_at(attempt: Record, makeup: Record | None) -> datetime:
    decided_by = makeup if attempt.missed and makeup else attempt
    if decided_by.submitted_at is None:
        raise ValueError("an open attempt has not passed")
    return decided_by.submitted_at


def _opens_at(quiz: Quiz, newest: Record, end: Outcome, left: int | None) -> datetime | None:
    if newest.submitted_at is None or end == "marking":
        return None
    none_to_open = newest.reopened_at or not quiz.wait_hours or left == 0  # a grant ends the wait, too
    if end != "held" and none_to_open:
        return None
    return opens_again(quiz, newest.submitted_at)


def refused(state: QuizState, at: datetime) -> Refused:
    """Why no new attempt can be started at this moment, or ""; an open one is gone on with instead.

    A held attempt waits for its make-up first, one that a person marks for the marks. Whoever has passed may
    take an unlimited quiz again.
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
    """Whether the make-up of a held attempt can be started or gone on with."""
    return state.status == "held" and state.opens_at is not None and at >= state.opens_at
