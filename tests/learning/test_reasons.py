"""Why something is not done, word for word: the rule, what was found, what is missing, the link."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lms.assessment.rules import QuizState
from lms.learning.reasons import completion, here, why_not
from lms.learning.rules import Facts, Finished, way
from tests.learning.test_rules import course

AT = datetime(2026, 11, 22, 10, 42, tzinfo=UTC)
PATHS = {uid: f"/{uid}" for uid in ("a", "b", "q1")}


@pytest.fixture(autouse=True)
def request_of_nobody(app):
    with app.test_request_context(), time_machine.travel(AT, tick=False):
        yield


def told(step, *, finished=None, visited=None, quizzes=None, **requires):
    document = course(("a", "q1"), ("b",), **requires)
    facts = Facts(finished or {}, visited or {}, quizzes or {})
    (first, *_rest) = why_not(way(document, facts, AT).step(step), PATHS)
    return first


def test_a_lesson_that_was_never_opened():
    why = told("a")
    assert why.rule == "A lesson is done when you mark it as done, in the wording it has now."
    assert why.found == "Not opened yet."
    assert why.missing == "Read it and mark it as done."
    assert (why.link, why.link_text) == ("/a", "Open the lesson")


def test_a_lesson_that_was_opened():
    assert told("a", visited={"a": AT - timedelta(hours=1)}).found == "Opened today, 09:42, not marked as done."


def test_a_lesson_that_changed():
    why = told("a", finished={"a": Finished("old", AT - timedelta(days=1))})
    assert why.found == "Changed since you finished it on November 21, 2026."


def test_a_step_that_waits_for_another():
    why = told("b", b=("a",))
    assert why.found == "Not open yet: “Lesson a” comes first."
    assert why.missing == "First finish the lesson “Lesson a”."
    assert (why.link, why.link_text) == ("/a", "Go to “Lesson a”")


def test_a_step_that_waits_for_several():
    assert told("b", b=("a", "q1")).found == "Not open yet: 2 steps come first."


def test_a_held_test_says_what_was_missed_and_when_the_parallel_question_opens():
    missed = ("you chose to press on where a pulse was felt",)
    held = QuizState("held", percent=84, missed=missed, opens_at=AT + timedelta(days=1))
    why = told("q1", quizzes={"q1": held})
    assert why.rule == "It is passed at 80 % or more, with no critical point missed."
    assert why.found == "84 %, not passed yet: you chose to press on where a pulse was felt."
    assert why.missing == "A parallel question opens tomorrow, 10:42."
    assert why.link == "/q1"


@pytest.mark.parametrize(
    ("state", "found", "missing"),
    [
        (QuizState("never"), "Not taken yet.", "Take it; the rules stand on its first page."),
        (QuizState("open", unfinished="x"), "Begun, not handed in.", "Answer what is left and hand it in."),
        (QuizState("failed", percent=70, left=0), "80 %", "No attempt is left. Your instructor decides how you go on."),
        (QuizState("failed", percent=70, left=1), "80 %", "1 attempt is left."),
        (QuizState("failed", percent=70, opens_at=AT + timedelta(hours=2)), "80 %", "today, 12:42."),
        (QuizState("failed", percent=84, makeup_failed=True), "parallel question", "try again"),
        (QuizState("held", percent=84, opens_at=AT), "a critical point was missed", "is open now"),
    ],
)
def test_every_state_of_a_test_has_its_words(state, found, missing):
    why = told("q1", quizzes={"q1": state})
    assert found in why.found
    assert missing in why.missing


def test_a_lesson_that_is_being_read():
    (why,) = here(way(course(("a",)), Facts({}, {}, {}), AT).step("a"), PATHS, "#end")
    assert why.found == "You are reading it; it is not marked as done yet."
    assert why.link == "#end"


def test_a_course_that_is_not_complete_says_how_much_is_missing():
    why = completion(way(course(("a", "q1"), ("b",)), Facts({}, {}, {}), AT), PATHS)
    assert why.found == "2 lessons are not done."
    assert why.rule == (
        "The course is complete when its lessons are done and its tests are passed."
        " 1 of 3 steps is for practice: it helps, and is not asked for."
    )
    assert why.missing == "Next: “Lesson a”."
    done = Facts({uid: Finished("new", AT) for uid in "ab"}, {}, {})
    assert completion(way(course(("a",), ("b",)), done, AT), PATHS) is None
