"""The course page: for everyone what it teaches, for its learners how far they are and why not further."""

from datetime import UTC, datetime, timedelta

import time_machine

from tests.page import text_of


def test_everybody_sees_what_a_course_teaches(visitor, make):
    slug = make.course()
    visitor.get("learning.course", slug=slug)
    for told in ("A tiny course", "Two lessons for the tests.", "For tests alone.", "The first lesson", "12 min"):
        assert told in visitor.page.text
    here = f"/courses/{slug}"
    assert visitor.page.select(f'main a.btn[href^="/sign-up?next={here}"], main a.btn[href^="/sign-up"]')
    assert visitor.page.select('main a[href^="/sign-in"]')


def test_a_signed_in_person_is_offered_to_enrol(visitor, make):
    slug = make.course()
    ana = visitor.as_("ana")
    ana.get("learning.course", slug=slug)
    assert text_of(ana.page.one("main form button")) == "Enroll in this course"


def test_a_new_learner_has_one_way_on_and_reasons_on_every_mark(ana):
    ana.get("learning.course", slug="tiny")
    assert [text_of(link) for link in ana.page.select("main a.btn")] == ["Start"]
    assert len(ana.page.select(".modules .why-not")) == len(ana.page.select(".modules .dot")) == 4
    assert "2 lessons to complete. 1 test to pass." in ana.page.text
    assert ana.page.one(".ring").get("aria-label") == "Course 0 percent complete"


def test_progress_counts_lessons_and_tests(ana, at_test):
    ana.post("learning.done", slug="tiny", uid="first")
    at_test(ana, "first-check").take()
    ana.get("learning.course", slug="tiny")
    assert "2 of 4 steps completed" in ana.page.text
    assert ana.page.one(".ring").get("aria-label") == "Course 50 percent complete"
    assert ana.page.one("main a.btn").get("href") == "/courses/tiny/lessons/second"


def test_a_held_test_tells_all_of_it_and_later_leads_back(ana, at_test):
    at_test(ana).take(strong_beat="wrong")
    ana.get("learning.course", slug="tiny")
    assert "not passed yet: you chose to press on where a pulse was felt." in ana.page.text
    assert "Your follow-up question opens tomorrow at" in ana.page.text
    assert "Follow-up needed" in ana.page.text
    assert "Not passed yet" not in ana.page.text
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=25), tick=False):
        later = ana.as_("ana")
        later.get("learning.course", slug="tiny")
        assert "Your follow-up question is ready." in later.page.text


def test_continue_leads_to_the_lesson_visited_last(ana):
    ana.post("learning.visit", {"seconds": 0}, slug="tiny", uid="second", expect=204)
    ana.get("learning.course", slug="tiny")
    onward = ana.page.one("main a.btn")
    assert text_of(onward) == "Continue"
    assert onward.get("href") == "/courses/tiny/lessons/second"


def test_continue_leads_into_an_attempt_that_is_open(ana, at_test):
    at_test(ana).start()
    ana.get("learning.course", slug="tiny")
    assert ana.page.one("main a.btn").get("href") == "/courses/tiny/quizzes/tiny-test"


def test_a_locked_step_is_no_link(ana_locked):
    ana_locked.get("learning.course", slug="tiny")
    assert not ana_locked.page.select('.modules .step-line a[href="/courses/tiny/lessons/second"]')
    assert "Locked: complete 2 steps first." in ana_locked.page.text


def test_a_finished_course_says_so(ana, at_test):
    for uid in ("first", "second"):
        ana.post("learning.done", slug="tiny", uid=uid)
    at_test(ana).take()
    ana.get("learning.course", slug="tiny")
    assert "You’ve completed everything this course requires." in ana.page.text
    assert "1 of 4 steps is optional practice." in ana.page.text
    assert "Completed" in ana.page.text
    at_test(ana, "first-check").take()
    ana.get("learning.course", slug="tiny")
    assert ana.page.one(".ring").get("aria-label") == "Course 100 percent complete"


def test_a_course_that_is_not_there_is_not_found(visitor):
    visitor.get("learning.course", slug="nothing", expect=404)
