import json

from sqlalchemy import select

from lms.assessment.models import Attempt
from lms.core.db import db
from tests.assessment.learner import Learner, row
from tests.assessment.test_quiz import LIMITED

ONCE = LIMITED.replace("attempts = 2", "attempts = 1").replace('requires = ["first"]\n', "")
TWICE = LIMITED.replace('requires = ["first"]\n', "")


def limited(make, visitor, quiz):
    make.course(make.tiny_tree(**{"1-start/test.quiz.toml": quiz}))
    make.enrol("ana")
    return Learner(visitor.as_("ana"))


def refusal(learner):
    learner.visitor.post("assessment.start", slug="tiny", uid=learner.quiz, expect=409)
    return learner.visitor.page


def test_an_attempt_draws_each_critical_family_and_freezes_its_questions(ana):
    attempt = row(ana.start())
    assert {drawn["family"] for drawn in attempt.questions} == {
        "strong-beat",
        "ends-where",
        "lifts-thigh",
        "which-where",
    }
    assert all(drawn.keys() == {"family", "variant", "order"} for drawn in attempt.questions)
    assert (attempt.number, attempt.submitted_at, attempt.makeup_of) == (1, None, None)
    json.dumps(attempt.questions)


def test_starting_twice_goes_on_with_the_same_attempt(ana):
    assert ana.start() == ana.start()
    assert len(db.session.scalars(select(Attempt)).all()) == 1


def test_a_later_attempt_asks_other_variants(ana_again):
    ana_again.take(ends_where=1, lifts_thigh=1, which_where=1)
    first = {(drawn["family"], drawn["variant"]) for drawn in row(ana_again.attempt).questions}
    second = {(drawn["family"], drawn["variant"]) for drawn in row(ana_again.start()).questions}
    assert not first & second
    assert row(ana_again.attempt).number == 2


def test_a_used_up_limit_is_a_conflict_with_the_way_on(make, visitor):
    ana = limited(make, visitor, ONCE)
    ana.take(ends_where=1, lifts_thigh=1, which_where=1)
    page = refusal(ana)
    assert "You have no attempts left. Your instructor decides what happens next." in page.text
    assert page.one("main .btn").get("href") == "/courses/tiny/quizzes/tiny-test"


def test_the_wait_between_attempts_is_a_conflict_that_says_when(make, visitor, later):
    ana = limited(make, visitor, TWICE)
    ana.take(ends_where=1, lifts_thigh=1, which_where=1)
    assert "Your next attempt opens tomorrow" in refusal(ana).text
    assert row(later(ana, 25).start()).number == 2


def test_a_held_attempt_comes_before_another_one(ana):
    ana.take(strong_beat=1)
    assert "Your follow-up question opens tomorrow" in refusal(ana).text


def test_what_comes_first_is_a_conflict_that_leads_there(make, visitor):
    page = refusal(limited(make, visitor, LIMITED))
    assert "Complete the lesson “The first lesson” first." in page.text
    assert page.one("main .btn").get("href") == "/courses/tiny/lessons/first"


def test_a_passed_unlimited_test_can_be_taken_again_and_stays_passed(ana):
    ana.take()
    page = ana.take(ends_where=1, lifts_thigh=1, which_where=1)
    assert "This attempt: 25%. The passing score is 60%. You’ve already passed, and that does not change." in page.text
    assert page.one(".verdict").get("class") == "callout say verdict"
    ana.visitor.get("assessment.quiz", slug="tiny", uid=ana.quiz)
    assert "Passed with 100%." in ana.visitor.page.text


def test_strangers_and_outsiders_start_nothing(visitor, ana):
    visitor.post("assessment.start", slug="tiny", uid=ana.quiz, expect=302)
    visitor.as_("omar").post("assessment.start", slug="tiny", uid=ana.quiz, expect=403)
    assert db.session.scalars(select(Attempt)).all() == []


def test_starting_takes_at_most_six_statements_with_what_comes_first(make, visitor, statements):
    ana = limited(make, visitor, LIMITED)
    ana.visitor.post("learning.done", slug="tiny", uid="first")
    with statements(at_most=6):
        ana.start()


def test_starting_takes_at_most_six_statements(ana_again, statements):
    ana_again.take(ends_where=1, lifts_thigh=1, which_where=1)
    with statements(at_most=6):
        ana_again.start()
