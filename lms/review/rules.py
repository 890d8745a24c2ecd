"""Which facts are reviewed, when each is due again, and how well it would be recalled. Plain values only.

A fact is a question family. Days are the learner's own, so that a card is due all day.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from math import ceil
from typing import Literal

from fsrs import Card as Remembered
from fsrs import Rating, Scheduler, State

from lms.assessment.rules import MarkedAnswer, QuizState, Record, none_to_come, shows_feedback
from lms.core.cache import cached
from lms.curriculum.document import Document, Lesson, Quiz
from lms.curriculum.markup import pointed_at
from lms.questions.kinds import KINDS

Why = Literal["certain-wrong", "wrong", "met"]
MOST_A_DAY = 6
CARDS_A_MINUTE = 2
FIRST: dict[Why, int] = {"certain-wrong": 0, "wrong": 1, "met": 2}
COMES_BACK = 1  # the rank of a card reviewed before, among new ones
GUESSING = "guessing"
UNMARKED = frozenset({"open", "marking", "held"})
# Whole days, without randomness: the same answers give the same days, and never a card twice on one day.
_SCHEDULER = Scheduler(
    desired_retention=0.9, learning_steps=(), relearning_steps=(), maximum_interval=180, enable_fuzzing=False
)


# When a card is due again


@dataclass(frozen=True)
class Memory:
    """The state after a review: stability (days), difficulty (1 to 10), when the fact was asked and is due again.

    `known` says whether the answer showed that it was known.
    """

    stability: float
    difficulty: float
    on: date
    due: date
    known: bool


def recalled(*, right: bool, sure: str) -> bool:
    """Whether an answer shows that the fact was known: correct and not guessed."""
    return right and sure != GUESSING


def after(memory: Memory | None, *, known: bool, today: date) -> Memory:
    """The memory after a review today. None is a card that was never asked. Due again tomorrow at the earliest."""
    card, _log = _SCHEDULER.review_card(_card(memory), Rating.Good if known else Rating.Again, _moment(today))
    if card.stability is None or card.difficulty is None:
        raise ValueError("a reviewed card has a memory")
    return Memory(card.stability, card.difficulty, today, card.due.date(), known)


def recall(memories: Collection[Memory], today: date) -> int | None:
    """The percentage of these facts that would be recalled today, rounded down, or None without facts.

    A fact asked today counts by its answer, since the scheduler would give 100 right after the key was read.
    """
    if not memories:
        return None
    return int(100 * sum(_chance(each, today) for each in memories) / len(memories))


def _chance(memory: Memory, today: date) -> float:
    if memory.on >= today:
        return float(memory.known)
    return _SCHEDULER.get_card_retrievability(_card(memory), _moment(today))


def _card(memory: Memory | None) -> Remembered:
    """The library's card. It gets an id, because generating one makes the library sleep for a millisecond."""
    if memory is None:
        return Remembered(card_id=1)
    due, last = _moment(memory.due), _moment(memory.on)
    return Remembered(1, State.Review, None, memory.stability, memory.difficulty, due, last)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


# Which facts are reviewed


@dataclass(frozen=True)
class Learnt:
    """What a learner did in one enrolment that makes cards. `records` include their drawn questions."""

    lessons: Collection[str]  # finished
    records: Collection[Record]
    states: dict[str, QuizState]
    wrong: Collection[MarkedAnswer]


def kept_warm(course: Document, learnt: Learnt) -> dict[str, Why]:
    """The families to review, each with its reason: critical ones that were met, and all answered incorrectly.

    Met are practice questions of finished lessons, and questions of attempts. Nothing that is still being
    asked, marked, held or withheld is included: a card would reveal what the quiz does not reveal yet.
    """
    withheld, asked = set[str](), dict[str, Record]()
    for record in learnt.records:
        quiz = course.quiz.get(record.quiz)
        if quiz and not _told(quiz, record, learnt.states[quiz.id]):
            withheld |= {family for family, _variant in record.drawn}
        elif quiz:
            asked[record.public_id] = record
    met = {family for record in asked.values() for family, _variant in record.drawn}
    met |= {family for uid in learnt.lessons if uid in course.lesson for family in practised(course.lesson[uid])}
    reasons: dict[str, Why] = {
        each.id: "met" for each in course.families if each.id in met and each.critical and not KINDS[each.kind].by_hand
    }
    for each in sorted(learnt.wrong, key=lambda each: each.certain):
        family = course.family.get(each.family)
        if each.attempt in asked and family and not KINDS[family.kind].by_hand:
            reasons[family.id] = "certain-wrong" if each.certain else "wrong"
    return {family: why for family, why in reasons.items() if family not in withheld}


@cached(1024)
def practised(lesson: Lesson) -> frozenset[str]:
    """The families that are practice questions in a lesson."""
    return frozenset(argument for name, argument in pointed_at(lesson.text) if name == "check")


def _told(quiz: Quiz, record: Record, state: QuizState) -> bool:
    """Whether an attempt is decided and its feedback is shown."""
    if record.submitted_at is None or record.waiting or state.status in UNMARKED:
        return False
    return shows_feedback(
        quiz.feedback, submitted=True, passed=state.status == "passed", last=none_to_come(state)
    )  # fmt: skip


# Today's queue


@dataclass(frozen=True)
class QueuedCard:
    """One card as the queue sees it."""

    why: Why
    memory: Memory | None


def queue(cards: Iterable[QueuedCard], today: date) -> list[int]:
    """The indexes of today's waiting cards, the most urgent first.

    Answers that were certain and wrong come first, then wrong ones and cards due again, then new ones; at most six a
    day, including those answered today.
    """
    known = list(cards)
    done = answered_on(known, today)
    due = [place for place, each in enumerate(known) if each.memory is None or each.memory.due <= today]
    due.sort(key=lambda place: _urgency(known[place]))
    return due[: max(0, MOST_A_DAY - done)]


def answered_on(cards: Iterable[QueuedCard], day: date) -> int:
    """How many of the cards were last answered on this day."""
    return sum(each.memory is not None and each.memory.on == day for each in cards)


def minutes(cards: int) -> int:
    """How long `cards` cards take, rounded up."""
    return ceil(cards / CARDS_A_MINUTE)


def _urgency(card: QueuedCard) -> tuple[int, date]:
    if card.memory is None:
        return FIRST[card.why], date.min
    return COMES_BACK, card.memory.due
