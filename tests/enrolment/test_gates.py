"""Gates: each step opens when every gate agrees, and a gate that does not gives its reasons."""

import pytest

from lms.core.clock import now
from lms.core.errors import NotFound, NotSignedIn
from lms.enrolment import gates
from lms.enrolment.gates import Reason
from lms.enrolment.policy import enrolled_in
from lms.enrolment.queries import enrolled
from tests.assessment.learner import Learner

SECOND, TEST = "1-start/2-second.md", "1-start/test.quiz.toml"


@pytest.fixture
def locked(make, cast):
    """Ana in a course whose second lesson asks for the first, and whose test asks for the check."""
    tree = make.tiny_tree()
    tree[SECOND] = tree[SECOND].replace("minutes = 7", 'minutes = 7\nrequires = ["first"]')
    tree[TEST] = tree[TEST].replace("pass_mark = 60", 'pass_mark = 60\nrequires = ["first-check"]')
    make.course(tree)
    make.enrol("ana")
    return enrolled(cast["ana"].id, "tiny", now())


def reasons(app, found, step, passed=()):
    with app.test_request_context():
        return gates.reasons(found, step, frozenset(passed), now())


def test_a_step_without_prerequisites_is_open_and_costs_nothing(app, locked, statements):
    reasons(app, locked, "first")
    with statements(exactly=0):
        assert reasons(app, locked, "first") == ()


def test_a_lesson_that_comes_first_is_named_with_its_link(app, locked, statements):
    reasons(app, locked, "second")
    with statements(exactly=1):
        found = reasons(app, locked, "second")
    assert found == (Reason("lesson-first", {"title": "The first lesson"}, "/courses/tiny/lessons/first"),)
    with app.test_request_context():
        assert found[0].words == "Complete the lesson “The first lesson” first."


def test_a_check_that_comes_first_is_named_until_it_is_passed(app, locked, statements):
    with statements(at_most=1):
        found = reasons(app, locked, "tiny-test")
    assert [each.code for each in found] == ["quiz-first"]
    assert found[0].link == "/courses/tiny/quizzes/first-check"
    assert reasons(app, locked, "tiny-test", ["first-check"]) == ()


def test_a_finished_lesson_opens_what_builds_on_it(app, locked, visitor):
    visitor.as_("ana").post("learning.done", slug="tiny", uid="first")
    assert reasons(app, locked, "second") == ()


def test_a_locked_test_cannot_be_started_and_says_why(locked, visitor):
    ana = visitor.as_("ana")
    ana.get("assessment.quiz", slug="tiny", uid="tiny-test")
    assert "Pass “Check: the first lesson” first." in ana.page.text
    Learner(ana, "first-check").take()
    Learner(ana, "tiny-test").start()


def test_a_step_that_the_course_does_not_have_has_no_reasons(app, locked):
    assert reasons(app, locked, "nothing") == ()


def test_every_gate_is_asked(provide, app, locked):
    asked = []

    def gate(_enrolled, step, _passed, _at):
        asked.append(step)
        return ()

    provide(gates.gates, (gate, gate))
    reasons(app, locked, "first")
    assert asked == ["first", "first"]


def test_only_learners_enter_what_belongs_to_an_enrolment(app, make, visitor):
    make.course()
    with app.test_request_context():
        with pytest.raises(NotFound):
            enrolled_in("nothing")
        with pytest.raises(NotSignedIn):
            enrolled_in("tiny")
    omar = visitor.as_("omar")
    omar.get("learning.lesson", slug="tiny", uid="first", expect=403)
    assert omar.page.select('main a[href="/courses/tiny"]')
