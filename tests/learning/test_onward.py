"""The way on after something is passed: one press to the next step, not to the outline."""


def test_a_passed_check_leads_to_the_next_step(ana, at_test):
    ana.post("learning.done", slug="tiny", uid="first")
    at_test(ana, "first-check").take()
    assert [each.text for each in ana.page.select("main a.btn")] == ["Continue the course", "Back to the course"]
    ana.get(ana.page.select("main a.btn")[0].get("href"), expect=302)
    assert ana.location == "/courses/tiny/lessons/second"


def test_what_was_left_out_before_comes_after_the_last_step(ana, at_test):
    at_test(ana).take()
    ana.get("learning.onward", slug="tiny", after="tiny-test", expect=302)
    assert ana.location == "/courses/tiny/lessons/first"


def test_of_a_step_that_is_not_there_it_leads_where_continue_does(ana):
    for after in ("nothing", "", None):
        ana.get("learning.onward", slug="tiny", after=after, expect=302)
        assert ana.location == "/courses/tiny/lessons/first"


def test_where_nothing_is_left_it_leads_to_the_course(ana, at_test):
    for lesson in ("first", "second"):
        ana.post("learning.done", slug="tiny", uid=lesson)
    for quiz in ("first-check", "tiny-test"):
        at_test(ana, quiz).take()
    ana.get("learning.onward", slug="tiny", after="tiny-test", expect=302)
    assert ana.location == "/courses/tiny"


def test_it_takes_as_many_statements_as_the_course(ana, statements):
    with statements() as seen:
        ana.get("learning.onward", slug="tiny", after="first", expect=302)
    assert seen.count <= 5
