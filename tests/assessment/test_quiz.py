import pytest

from tests.assessment.learner import TEST
from tests.page import text_of

LIMITED = """
id = "tiny-test"
title = "Module test: the start"
purpose = "exam"
pass_mark = 60
attempts = 2
wait_hours = 24
feedback = "after-pass"
requires = ["first"]
draw = [ { tag = "start", critical = "each" }, { tag = "start", count = 3 } ]
"""


def open_quiz(learner):
    learner.visitor.get("assessment.quiz", slug="tiny", uid=learner.quiz)
    return learner.visitor.page


def test_the_first_page_says_the_rules_and_has_one_way_on(ana):
    page = open_quiz(ana)
    assert page.title.startswith("Module test: the start")
    for rule in (
        "4 questions.",
        "score 60% or more",
        "24 hours later",
        "as many times as you need",
        "to the questions you answered",
    ):
        assert rule in page.text
    assert [button.text.strip() for button in page.select("main button")] == ["Start"]


def test_a_check_says_that_its_follow_up_question_comes_at_once(ana_at_check):
    text = open_quiz(ana_at_check).text
    assert "a follow-up question for each one right away" in text
    assert "check each answer as you go" in text


def test_an_open_attempt_is_gone_on_with(ana):
    public_id = ana.start()
    page = open_quiz(ana)
    assert "Started, not submitted." in page.text
    assert [link.get("href") for link in page.select("main .btn")] == [f"/attempts/{public_id}"]


def test_a_failed_test_says_why_and_offers_another_attempt(ana_again):
    ana_again.take(ends_where=1, lifts_thigh=1, which_where=1)
    page = open_quiz(ana_again)
    assert "25%. The passing score is 60%." in page.text
    assert text_of(page.one("main .pill")) == "Not passed yet"
    assert "Why is this not passed?" in page.text
    assert "Try again" in page.text


def test_a_held_test_says_what_was_missed_and_when_the_parallel_question_opens(ana):
    ana.take(strong_beat=1)
    page = open_quiz(ana)
    assert "75%, not passed yet: you chose to press on where a pulse was felt." in page.text
    assert "Your follow-up question opens tomorrow" in page.text
    assert text_of(page.one("main .pill")) == "Follow-up needed"
    assert "Start" not in page.text
    assert "Try again" not in page.text


def test_a_passed_test_says_so_and_leads_on(ana):
    ana.take()
    page = open_quiz(ana)
    assert "Passed with 100%." in page.text
    assert "Why is this not passed?" not in page.text
    assert page.select("main .btn")[0].get("href") == "/courses/tiny/onward?after=tiny-test"
    assert "Retake" in page.text


@pytest.fixture
def limited(make, visitor):
    make.course(make.tiny_tree(**{"1-start/test.quiz.toml": LIMITED}))
    make.enrol("ana")
    return visitor.as_("ana")


def test_what_comes_first_is_named_with_a_link(limited):
    limited.get("assessment.quiz", slug="tiny", uid=TEST)
    assert "Complete the lesson “The first lesson” first." in limited.page.text
    assert "You have 2 attempts." in limited.page.text
    assert "If you do not pass, you can try again after 24 hours." in limited.page.text
    assert "after you pass" in limited.page.text
    assert not limited.page.select("main form")


def test_an_unknown_quiz_and_an_unknown_course_are_not_there(ana):
    ana.visitor.get("assessment.quiz", slug="tiny", uid="nothing", expect=404)
    ana.visitor.get("assessment.quiz", slug="nothing", uid=TEST, expect=404)


def test_whoever_is_not_enrolled_may_not_see_it_and_a_stranger_signs_in(visitor, ana):
    visitor.as_("omar").get("assessment.quiz", slug="tiny", uid=TEST, expect=403)
    visitor.get("assessment.quiz", slug="tiny", uid=TEST, expect=302)
    assert "/sign-in" in visitor.location


def test_the_first_page_takes_at_most_four_statements(ana, statements):
    ana.take(strong_beat=1)
    with statements(at_most=4):
        open_quiz(ana)
