"""The page of a conversation: the current line, step by step, each stored before it is shown."""

import pytest
from sqlalchemy import event, select

from lms.core.db import db
from lms.rehearsal.models import RehearsalMark, RehearsalStep
from tests.page import text_of
from tests.rehearsal import talks


def buttons(page):
    return [text_of(each) for each in page.select(".answers button")]


def test_the_first_line_stands_there_with_its_choices_and_the_two_that_always_do(talker, in_variant):
    in_variant("a")
    talker.begin()
    page = talker.page()
    assert "Just do the usual." in page.text
    assert "She looks at the clock." in page.text
    assert "Booked for a sore hip." in page.text
    assert len(buttons(page)) == 3
    assert [each.get("value") for each in page.select(".standing button")] == ["pause", "stop"]


def test_a_step_shows_what_came_of_it_above_the_next_line(talker, in_variant):
    in_variant("a")
    talker.begin()
    talker.take("ask")
    assert talker.visitor.location.endswith(f"/runs/{talker.run}#now")
    page = talker.page()
    now = text_of(page.one("#now"))
    order = ["Is anything new", "There is a sore hip, and a new pill.", "Yes: ask each time.", "And now?"]
    assert [now.index(words) for words in order] == sorted(now.index(words) for words in order)
    assert page.one("#now").get("tabindex") == "-1"
    described = page.one("#now").get("aria-describedby").split()
    assert described == ["feedback", "line"]
    assert all(page.select(f"#{uid}") for uid in described)


def test_what_was_said_before_can_be_read_again(talker, in_variant):
    in_variant("a")
    talker.begin()
    talker.go("ask", "explain", "wait")
    earlier = text_of(talker.page().one(".earlier"))
    assert "Conversation so far: 2 turns" in earlier
    assert "There is a sore hip, and a new pill." in earlier
    assert "Wait with the same pressure" not in earlier


def test_the_written_case_tells_the_same_in_the_third_person(talker, in_variant):
    in_variant("a")
    talker.begin("written")
    page = talker.page()
    assert "Nora wants the usual and looks at the clock." in page.text
    assert "Just do the usual." not in page.text
    assert len(buttons(page)) == 3
    talker.go(*talks.BEST["a"])
    assert "100%, passed." in talker.debrief().text
    talker.visitor.get("learning.course", slug="tiny")
    assert "Passed" in talker.visitor.page.text


def test_a_pause_that_is_not_called_for_stays_and_is_then_no_longer_offered(talker):
    talker.begin()
    talker.take("pause")
    page = talker.page()
    assert "Nobody needed a pause here" in page.text
    assert "Just do the usual." in text_of(page.one("#line"))
    assert [each.get("value") for each in page.select(".standing button")] == ["stop"]
    talker.visitor.post("rehearsal.step", {"number": 2, "take": "pause"}, id=talker.run, expect=422)


def test_a_warning_is_told_at_once(talker):
    talker.begin()
    talker.go("ask", "pill")
    assert "This was a critical error: you gave advice on a medicine twice." in talker.page().text


def test_the_same_step_twice_is_one_step(talker):
    talker.begin()
    talker.take("ask", 1)
    talker.take("ask", 1)
    assert talker.steps == [{"line": "hello", "take": "ask"}]
    talker.take("stop", 2)
    talker.take("stop", 2)
    talker.visitor.follow()
    assert len(talker.steps) == 2
    assert db.session.query(RehearsalMark).count() == 1


def test_a_stale_tab_gets_the_way_on(talker):
    talker.begin()
    talker.take("ask", 1)
    talker.take("agree", 1, expect=409)
    assert "You’ve already moved on" in talker.visitor.page.text
    assert talker.visitor.page.select(f"a[href='/runs/{talker.run}']")
    assert talker.steps == [{"line": "hello", "take": "ask"}]


def test_a_step_after_the_end_and_one_too_early_are_refused(talker):
    talker.begin()
    talker.visitor.post("rehearsal.step", {"number": 2, "take": "0"}, id=talker.run, expect=409)
    talker.take("stop")
    talker.visitor.post("rehearsal.step", {"number": 2, "take": "0"}, id=talker.run, expect=409)
    assert "This run has ended" in talker.visitor.page.text
    assert len(talker.steps) == 1


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"number": "1"},
        {"number": "0", "take": "0"},
        {"number": "1", "take": "3"},
        {"number": "1", "take": "-1"},
        {"number": "1", "take": "ask"},
        {"number": "one", "take": "0"},
        {"number": "99999", "take": "0"},
        {"number": "²", "take": "0"},
    ],
)
def test_what_no_button_sends_is_refused_and_stores_nothing(talker, sent):
    talker.begin()
    talker.visitor.post("rehearsal.step", sent, id=talker.run, expect=422)
    assert talker.steps == []


def test_a_run_goes_on_where_it_was_left(talker, visitor):
    talker.begin()
    order = buttons(talker.page())
    talker.take("ask")
    again = visitor.as_("ana")
    again.get("rehearsal.run", id=talker.run)
    assert "And now?" in again.page.text
    talker.begin()
    assert "And now?" in talker.page().text
    assert len(order) == 3


def test_the_choices_keep_their_order_in_a_run(talker):
    talker.begin()
    orders = {tuple(buttons(talker.page())) for _look in range(3)}
    talker.take("pause")
    orders.add(tuple(buttons(talker.page())))
    assert len(orders) == 1


def test_a_step_is_on_disk_before_it_is_told(talker):
    talker.begin()
    seen = []

    def note(_connection):
        seen.append("commit")

    event.listen(db.engine, "commit", note)
    try:
        talker.take("ask")
    finally:
        event.remove(db.engine, "commit", note)
    assert seen
    assert db.session.scalars(select(RehearsalStep.number)).all() == [1]


def test_a_finished_run_leads_to_its_debrief(talker):
    talker.begin()
    talker.take("stop")
    assert talker.visitor.location.endswith("/debrief")
    talker.visitor.get("rehearsal.run", id=talker.run, expect=302)
    assert talker.visitor.location.endswith(f"/runs/{talker.run}/debrief")


def test_the_pages_ask_the_database_little(talker, statements):
    talker.begin()
    talker.page()
    with statements(at_most=4):
        talker.page()
    with statements(at_most=6):
        talker.visitor.post("rehearsal.step", {"number": 1, "take": "pause"}, id=talker.run)
    with statements(at_most=8):  # the last one, with its mark
        talker.visitor.post("rehearsal.step", {"number": 2, "take": "stop"}, id=talker.run)


def test_a_run_belongs_to_its_learner(talker, visitor, make):
    talker.begin()
    make.enrol("omar")
    other = visitor.as_("omar")
    other.get("rehearsal.run", id=talker.run, expect=404)
    other.get("rehearsal.debrief", id=talker.run, expect=404)
    other.post("rehearsal.step", {"number": 1, "take": "0"}, id=talker.run, expect=404)
    assert talker.steps == []
