"""Why something is not done, word for word: the rule, what was found, what is missing, the link."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lms.assessment.rules import QuizState
from lms.learning.outline import row
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
    assert why.rule == "A lesson is complete when you mark its current version as complete."
    assert why.found == "Not started."
    assert why.missing == "Read it and mark it as complete."
    assert (why.link, why.link_text) == ("/a", "Open lesson")


def test_a_lesson_that_was_opened():
    assert (
        told("a", visited={"a": AT - timedelta(hours=1)}).found
        == "Opened today at 9:42\u202fAM, not marked as complete."
    )


def test_a_lesson_that_changed():
    why = told("a", finished={"a": Finished("old", AT - timedelta(days=1))})
    assert why.found == "Updated since you completed it on November 21, 2026."


def test_a_step_that_waits_for_another():
    why = told("b", b=("a",))
    assert why.found == "Locked: complete “Lesson a” first."
    assert why.missing == "Complete the lesson “Lesson a” first."
    assert (why.link, why.link_text) == ("/a", "Go to “Lesson a”")


def test_a_step_that_waits_for_several():
    assert told("b", b=("a", "q1")).found == "Locked: complete 2 steps first."


def test_a_held_test_says_what_was_missed_and_when_the_parallel_question_opens():
    missed = ("you chose to press on where a pulse was felt",)
    held = QuizState("held", percent=84, missed=missed, opens_at=AT + timedelta(days=1))
    why = told("q1", quizzes={"q1": held})
    assert why.rule == "To pass, score 80% or more and miss no critical question."
    assert why.found == "84%, not passed yet: you chose to press on where a pulse was felt."
    assert why.missing == "Your follow-up question opens tomorrow at 10:42\u202fAM."
    assert why.link == "/q1"


@pytest.mark.parametrize(
    ("state", "found", "missing"),
    [
        (QuizState("never"), "Not started.", "Start when you’re ready. The rules are on the first page."),
        (QuizState("open", unfinished="x"), "Started, not submitted.", "Answer the remaining questions, then submit."),
        (
            QuizState("failed", percent=70, left=0),
            "80%",
            "You have no attempts left. Your instructor decides what happens next.",
        ),
        (QuizState("failed", percent=70, left=1), "80%", "You have 1 attempt left."),
        (QuizState("failed", percent=70, opens_at=AT + timedelta(hours=2)), "80%", "today at 12:42\u202fPM."),
        (QuizState("failed", percent=84, makeup_failed=True), "follow-up question", "try again"),
        (QuizState("held", percent=84, opens_at=AT), "you missed a critical question", "is ready"),
    ],
)
def test_every_state_of_a_test_has_its_words(state, found, missing):
    why = told("q1", quizzes={"q1": state})
    assert found in why.found
    assert missing in why.missing


@pytest.mark.parametrize(
    ("state", "pill"),
    [
        (QuizState("never"), ""),
        (QuizState("open", unfinished="x"), "In progress"),
        (QuizState("marking"), "Awaiting grading"),
        (QuizState("held", percent=84, opens_at=AT), "Follow-up needed"),
        (QuizState("failed", percent=70, left=1), "Not passed yet"),
        (QuizState("failed", percent=70), "Not passed yet"),
        (QuizState("failed", percent=70, left=0), "No attempts left"),
        (QuizState("passed", percent=84), "Passed"),
    ],
)
def test_every_state_of_a_test_has_its_pill(state, pill):
    step = way(course(("q1",)), Facts({}, {}, {"q1": state}), AT).step("q1")
    assert row(step, PATHS).word == pill


def test_a_lesson_that_is_being_read():
    (why,) = here(way(course(("a",)), Facts({}, {}, {}), AT).step("a"), PATHS, "#end")
    assert why.found == "You’ve started this lesson but have not marked it as complete."
    assert why.link == "#end"


def test_a_course_that_is_not_complete_says_how_much_is_missing():
    why = completion(way(course(("a", "q1"), ("b",)), Facts({}, {}, {}), AT), PATHS)
    assert why.found == "2 lessons to complete."
    assert why.rule == (
        "To complete the course, complete its lessons and pass its tests. 1 of 3 steps is optional practice."
    )
    assert why.missing == "Next: “Lesson a”."
    done = Facts({uid: Finished("new", AT) for uid in "ab"}, {}, {})
    assert completion(way(course(("a",), ("b",)), done, AT), PATHS) is None
