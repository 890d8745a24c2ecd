"""When a card comes back, what is kept warm, and today's queue: plain values."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from unittest import mock

import pytest

from lms.assessment.rules import MarkedAnswer, QuizState, Record
from lms.curriculum.compile import read_course
from lms.questions.kinds import KINDS
from lms.review import rules
from lms.review.rules import Learnt, Memory, QueuedCard, after, kept_warm, queue, recall, recalled
from tests.tiny import tiny_tree

TODAY = date(2026, 11, 22)
THEN = datetime(2026, 11, 20, tzinfo=UTC)
TEST, CHECK = "tiny-test", "first-check"


@pytest.fixture(scope="module")
def course():
    return read_course("tiny", tiny_tree(), KINDS).outcome.document


def day(number):
    return TODAY + timedelta(days=number)


def test_what_is_known_comes_back_later_each_time_and_what_is_not_tomorrow():
    memory, waits = None, []
    today = TODAY
    for _each in range(5):
        memory = after(memory, known=True, today=today)
        waits.append((memory.due - today).days)
        today = memory.due
    assert waits == sorted(waits)
    assert waits[0] >= 2
    assert waits[-1] > 30
    lost = after(memory, known=False, today=today)
    assert 1 <= (lost.due - today).days < waits[-1]
    assert after(None, known=False, today=TODAY).due == day(1)


def test_the_same_answers_lead_to_the_same_days():
    """The library randomizes longer intervals unless told not to."""
    runs = {after(after(None, known=True, today=TODAY), known=True, today=day(20)) for _each in range(50)}
    assert len(runs) == 1
    assert (runs.pop().due - day(20)).days > 10


def test_a_card_never_waits_longer_than_half_a_year():
    memory, today = None, TODAY
    for _each in range(12):
        memory = after(memory, known=True, today=today)
        assert (memory.due - today).days <= 180
        today = memory.due


def test_no_card_sleeps():
    """The library sleeps a millisecond for each card that it has to name."""
    with mock.patch("time.sleep", side_effect=AssertionError("slept")):
        memory = after(None, known=True, today=TODAY)
        assert recall([memory], day(3)) is not None


def test_a_lucky_guess_is_no_recall():
    assert recalled(right=True, sure="certain")
    assert recalled(right=True, sure="fairly-sure")
    assert not recalled(right=True, sure="guessing")
    assert not recalled(right=False, sure="certain")


def test_recall_sinks_from_day_to_day_and_is_what_was_answered_today():
    known, unknown = (after(None, known=each, today=TODAY) for each in (True, False))
    assert recall([], TODAY) is None
    assert recall([known, unknown], TODAY) == 50
    sinks = [recall([known], day(number)) for number in range(1, 30)]
    assert sinks == sorted(sinks, reverse=True)
    assert recall([known], known.due) in range(88, 93)  # it comes back when nine of ten would be recalled
    assert recall([known], day(-1)) == 100  # the reader has flown west


def record(quiz, families, number=1, submitted=True, **more):
    drawn = tuple((family, "a") for family in families)
    return Record("x", quiz, number, THEN, 60, submitted_at=THEN if submitted else None, drawn=drawn, **more)


def wrong_about(family, *, certain):
    return MarkedAnswer(1, "x", TEST, family, "a", right=False, critical_missed=False, certain=certain, at=THEN)


def learnt(records=(), lessons=(), wrong=(), **status):
    states = {quiz: QuizState(status.get(quiz.replace("-", "_"), "never")) for quiz in (TEST, CHECK)}
    return Learnt(lessons, records, states, wrong)


def test_a_finished_lesson_brings_the_critical_question_of_its_text(course):
    assert kept_warm(course, learnt()) == {}
    assert kept_warm(course, learnt(lessons=["first"])) == {"strong-beat": "met"}
    assert kept_warm(course, learnt(lessons=["second"])) == {}  # it asks nothing critical
    assert kept_warm(course, learnt(lessons=["not in this edition"])) == {}


def test_an_attempt_brings_what_is_critical_and_what_was_wrong(course):
    asked = record(CHECK, ["ends-where", "strong-beat", "lifts-thigh"])
    wrong = [wrong_about("ends-where", certain=False), wrong_about("lifts-thigh", certain=True)]
    found = kept_warm(course, learnt([asked], wrong=wrong, first_check="passed"))
    assert found == {"ends-where": "wrong", "strong-beat": "met", "lifts-thigh": "certain-wrong"}


@pytest.mark.parametrize("status", ["open", "held", "marking"])
def test_nothing_is_asked_that_is_not_decided_yet(course, status):
    wrong = [wrong_about("strong-beat", certain=True)]
    stands = learnt([record(TEST, ["strong-beat"])], lessons=["first"], wrong=wrong, tiny_test=status)
    assert kept_warm(course, stands) == {}


def test_an_open_attempt_holds_its_questions_back_even_after_passing(course):
    again = record(TEST, ["strong-beat"], number=2, submitted=False)
    stands = learnt([record(TEST, ["strong-beat"]), again], lessons=["first"], tiny_test="passed")
    assert kept_warm(course, stands) == {}


@pytest.mark.parametrize(
    ("policy", "status", "left", "told"),
    [
        ("after-submit", "failed", None, True),
        ("after-pass", "failed", None, False),
        ("after-pass", "passed", None, True),
        ("after-last", "failed", 1, False),
        ("after-last", "failed", 0, True),
    ],
)
def test_a_card_waits_for_what_its_quiz_withholds(course, policy, status, left, told):
    quizzes = tuple(each.model_copy(update={"feedback": policy}) for each in course.quizzes)
    strict = course.model_copy(update={"quizzes": quizzes})
    strict.__dict__.pop("quiz", None)
    stands = learnt(
        [record(TEST, ["strong-beat"])], lessons=["first"], wrong=[wrong_about("strong-beat", certain=False)]
    )
    stands.states[TEST] = QuizState(status, left=left)
    assert kept_warm(strict, stands) == ({"strong-beat": "wrong"} if told else {})


def test_what_a_person_marks_makes_no_card(course, monkeypatch):
    monkeypatch.setitem(KINDS, "choice", SimpleNamespace(by_hand=True))
    stands = learnt(
        [record(CHECK, ["strong-beat"])], wrong=[wrong_about("strong-beat", certain=True)], first_check="passed"
    )
    assert kept_warm(course, stands) == {}


def test_a_quiz_that_the_edition_no_longer_has_neither_makes_nor_withholds(course):
    gone = record("gone", ["strong-beat"])
    assert kept_warm(course, learnt([gone], lessons=["first"])) == {"strong-beat": "met"}


def card(why="met", due=None, on=None):
    memory = Memory(3.0, 5.0, on or day(-3), due, known=True) if due else None
    return QueuedCard(why, memory)


def test_the_most_urgent_comes_first():
    cards = [card(), card(due=day(-1)), card("wrong"), card(due=day(-9)), card("certain-wrong"), card(due=day(1))]
    assert queue(cards, TODAY) == [4, 2, 3, 1, 0]


def test_six_a_day_and_what_was_answered_counts():
    many = [card() for _each in range(20)]
    assert queue(many, TODAY) == [0, 1, 2, 3, 4, 5]
    many[0] = many[1] = card(due=day(2), on=TODAY)
    assert queue(many, TODAY) == [2, 3, 4, 5]
    assert queue([card(due=day(2), on=TODAY)] * 6 + many, TODAY) == []


def test_six_cards_take_three_minutes():
    assert [rules.minutes(count) for count in (0, 1, 2, 6)] == [0, 1, 1, 3]
