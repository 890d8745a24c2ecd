"""Home: continue, what is open, what is not done and why, what was wrong."""

from tests.page import text_of


def section(page, name):
    return next(each for each in page.select("section") if each.get("aria-labelledby") == name)


def test_home_needs_a_sign_in(visitor):
    visitor.get("learning.home", expect=302)
    assert visitor.location.startswith("/sign-in")


def test_somebody_without_a_course_is_led_to_the_catalogue(visitor):
    omar = visitor.as_("omar")
    omar.get("learning.home")
    assert [link.get("href") for link in omar.page.select("main a.btn")] == ["/courses"]


def test_a_new_learner_is_welcomed_and_led_to_the_first_lesson(ana):
    ana.get("learning.home")
    assert text_of(ana.page.one("h1")) == "Welcome, Ana"
    assert "The first lesson Not started. About 5 minutes. Start" in text_of(section(ana.page, "onward"))
    assert ana.page.select("main a.btn")[0].get("href") == "/courses/tiny/lessons/first"


def test_what_is_open_leaves_out_what_continue_leads_to(ana):
    ana.get("learning.home")
    told = text_of(section(ana.page, "open"))
    assert "Check: the first lesson" in told
    assert "The first lesson 5 min" not in told


def test_a_held_test_stands_under_not_done_with_its_reason(ana, at_test):
    at_test(ana).take(strong_beat="wrong")
    ana.get("learning.home")
    told = text_of(section(ana.page, "stuck"))
    assert "Module test: the start" in told
    assert "not passed yet: you chose to press on where a pulse was felt." in told
    assert "Your follow-up question opens tomorrow at" in told


def test_what_was_wrong_leads_to_the_lesson_until_it_is_answered_right(ana, at_test):
    at_test(ana, "first-check").take(strong_beat="wrong")
    ana.get("learning.home")
    wrong = section(ana.page, "missed")
    assert "Critical" in text_of(wrong)
    assert [link.get("href") for link in wrong.iter("a")] == ["/courses/tiny/lessons/first"]
    at_test(ana).take()
    ana.get("learning.home")
    assert "Nothing yet." in text_of(section(ana.page, "missed"))


def test_what_was_wrong_and_certain_is_told_so_and_comes_first(visitor, make, at_test):
    tree = make.tiny_tree()
    test = "1-start/test.quiz.toml"
    tree[test] = tree[test].replace("pass_mark", "confidence = true\npass_mark")
    make.course(tree)
    make.enrol("ana")
    ana = visitor.as_("ana")
    sitting = at_test(ana)
    sitting.start()
    sitting.answer_all(ends_where="wrong", lifts_thigh="wrong")
    sure = {f"sure{sitting.number_of('ends-where')}": "certain", f"sure{sitting.number_of('strong-beat')}": "certain"}
    ana.get("assessment.attempt", id=sitting.attempt)
    ana.send("#attempt", **sure)
    sitting.submit()
    ana.get("learning.home")
    lines = [text_of(each) for each in section(ana.page, "missed").iter("li")]
    assert ["You were certain" in line for line in lines] == [True, False]
    assert "touch" in lines[0] or "fixed" in lines[0]


def test_what_is_told_only_after_passing_is_not_told_before(visitor, make, at_test):
    tree = make.tiny_tree()
    test = "1-start/test.quiz.toml"
    tree[test] = tree[test].replace("after-submit", "after-pass")
    make.course(tree)
    make.enrol("ana")
    ana = visitor.as_("ana")
    at_test(ana).take(ends_where="wrong", lifts_thigh="wrong", which_where="wrong")
    ana.get("learning.home")
    assert "Nothing yet." in text_of(section(ana.page, "missed"))


def test_the_course_worked_on_last_comes_first_and_the_others_follow(ana, make):
    make.course(slug="other")
    make.enrol("ana", "other")
    ana.get("learning.home")
    assert ana.page.select("main a.btn")[0].get("href") == "/courses/other/lessons/first"
    ana.post("learning.done", slug="tiny", uid="first")
    ana.get("learning.home")
    assert ana.page.select("main a.btn")[0].get("href").startswith("/courses/tiny/")
    assert "0 of 4 steps" in text_of(section(ana.page, "others"))


def test_a_finished_course_is_said_to_be_finished(ana, at_test):
    for uid in ("first", "second"):
        ana.post("learning.done", slug="tiny", uid=uid)
    for quiz in ("first-check", "tiny-test"):
        at_test(ana, quiz).take()
    ana.get("learning.home")
    assert "You’ve completed everything this course requires" in ana.page.text
    assert "You’ve completed everything required." in ana.page.text
