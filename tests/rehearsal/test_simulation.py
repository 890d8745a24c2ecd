"""The pages of place and sink: the two doors, placing the hand, turns that need no script, looking back."""

import json

import pytest

from lms.core.audit import AuditEvent
from lms.core.db import db
from tests.page import text_of
from tests.rehearsal import hands


def test_the_introduction_says_what_it_is_and_what_it_is_not(hand):
    hand.visitor.get("rehearsal.simulation", slug="tiny", uid="sink")
    page = hand.visitor.page
    assert "This is a teaching model, not physiology" in page.text
    assert "To pass, score 80% or more" in page.text
    assert [each.get("value") for each in page.select("main form button")] == ["live", "turns"]


def test_the_place_is_chosen_first_and_the_figure_tells_nothing(hand):
    page = hand.begin(spot=None).page()
    assert "Where does your hand rest?" in page.text
    html = hand.visitor.response.get_data(as_text=True)
    assert "start zone" not in html.lower()
    assert "belly-zone" not in html
    assert "f-zone" not in html
    assert "10,40" not in html


def test_a_place_is_felt_and_can_be_chosen_again_until_something_is_done(hand):
    hand.begin(spot=hands.MIDDLE)
    assert "A faint beat from below." in hand.page().text
    hand.visitor.get("rehearsal.run", id=hand.run, form="place")
    assert "Keep this place and continue" in hand.visitor.page.text
    hand.place(spot=hands.RIGHT)
    assert "Soft and quiet under your palm." in hand.page().text
    hand.turn("ask")
    assert "Soft and quiet" not in hand.page().text
    hand.place(spot=hands.MIDDLE, expect=409)


def test_a_pointed_place_and_a_named_one_are_the_same_step(hand, in_session):
    in_session("quiet")
    hand.begin(spot=hands.RIGHT)
    named = hand.entries
    hand.turns("ask", "off")
    hand.begin(spot=None).place(x=20, y=50)
    assert hand.entries == named


@pytest.mark.parametrize(
    "where", [{}, {"spot": 99}, {"spot": "x"}, {"x": 20}, {"x": 900, "y": 50}, {"x": "2.5", "y": 5}]
)
def test_a_place_that_is_none_is_refused_in_words(hand, where):
    hand.begin(spot=None).place(expect=422, **where)
    assert "Choose where to place your hand" in hand.visitor.page.text
    assert hand.entries == []


def test_turns_lead_through_without_a_script_and_pass(hand, in_session):
    in_session("a")
    hand.begin()
    turns = hand.patiently()
    assert hand.visitor.location.endswith(f"/runs/{hand.run}/debrief")
    page = hand.debrief()
    assert "100%, passed." in page.text
    assert "26 of 26 points." in page.text
    assert turns > 10
    mark = hand.mark
    assert (mark.points, mark.of, mark.needed, mark.critical) == (26, 26, 80, "")
    hand.visitor.get("learning.course", slug="tiny")
    assert "Passed" in hand.visitor.page.text


def test_a_turn_tells_what_came_of_it_and_what_can_be_done(hand, in_session):
    in_session("quiet")
    page = hand.begin().page()
    assert [each.get("value") for each in page.select(".sim-choices button")] == ["ask", "touch", "off"]
    hand.turn("ask")
    assert hand.visitor.location.endswith(f"/runs/{hand.run}?form=turns#now")
    page = hand.page(form="turns")
    assert "“0. Yes.”" in page.text
    assert "You asked: 0, and a yes." in page.text
    hand.turn("touch")
    page = hand.page(form="turns")
    assert "You went through gate 1, skin, with a yes." in page.text
    values = [each.get("value") for each in page.select(".sim-choices button")]
    assert values == ["ask", "stay", "sink", "press", "push", "less", "ease", "move", "off"]
    assert page.one("#now").get("tabindex") == "-1"


def test_a_sign_stands_above_the_choices_and_belongs_to_them(hand, in_session):
    in_session("b")
    hand.begin()
    while not hand.session.state.alert:
        session = hand.session
        hand.turn(hands.patient(session.state, session.ground))
    page = hand.page()
    assert "“It tingles.”" in text_of(page.one("#sign"))
    assert page.one(".sim-choices").get("aria-describedby") == "sign"


def test_contact_without_asking_ends_it_in_words(hand):
    hand.begin()
    hand.turn("touch")
    page = hand.debrief()
    assert "not passed yet: you touched Noor before her yes." in page.text
    assert "Contact without current consent" in page.text
    assert hand.mark.critical == "ce1"


def test_the_same_turn_twice_is_one_turn_and_another_is_refused(hand):
    hand.begin()
    hand.turn("ask")
    hand.turn("ask", 2)
    assert len(hand.entries) == 2
    hand.turn("off", 2, expect=409)
    hand.turn("ask", 9, expect=409)
    hand.turn("jump", expect=422)
    assert len(hand.entries) == 2


def test_a_run_is_gone_on_with_where_it_was_left(hand):
    hand.begin()
    hand.turns("ask", "touch")
    assert hand.begin(spot=None).session.state.contact == 1


def test_the_debrief_shows_plot_table_moments_reasons_and_the_place(hand, in_session):
    in_session("c")
    hand.begin()
    hand.patiently()
    page = hand.debrief()
    assert page.one(".sim-plot svg").get("aria-labelledby") == "plot-title plot-desc"
    assert len(page.select(".sim-plot svg polyline")) == 3
    assert len(page.select("table tbody tr")) >= 5
    assert [text_of(each) for each in page.select("thead th")] == ["Time", "Pressure", "Softness", "Number", "Breath"]
    assert "She raises her hand. “Stop.”" in page.text
    assert "“Stop”: your response" in page.text
    assert "Stop first." in page.text
    assert "The start zone it was." in page.text
    flags = [text_of(each) for each in page.select(".p-flag text")]
    assert flags == [str(number) for number in range(1, len(page.select(".sim-moments li")) + 1)]


def test_a_debrief_before_the_end_is_refused_and_a_run_after_it_leads_there(hand):
    hand.begin()
    hand.debrief(expect=409)
    hand.turn("off")
    hand.visitor.get("rehearsal.run", id=hand.run, expect=302)
    assert hand.visitor.location.endswith("/debrief")


def test_no_page_tells_an_event_a_zone_or_a_mark_before_its_time(hand, in_session):
    hand.begin("live")
    pages = []
    for variant in ("a", "c"):
        in_session(variant)
        hand.turn("off")
        hand.begin("live")
        hand.turn("ask")
        pages.append(json.loads(hand.page().one("#live").get("data-session")))
    one, other = pages
    for told in pages:
        assert told["waiting"] == []
        del told["state"]
    assert one == other, "two variants cannot be told apart"
    html = hand.visitor.response.get_data(as_text=True)
    for secret in (
        "events",
        "Soften and move outwards.</",
        "you went on after stop",
        "you sank on the midline",
        "points",
    ):
        assert secret not in html.replace(hand.visitor.page.one("title").text or "", "")


def test_the_statements_are_few(hand, in_session, statements):
    in_session("quiet")
    hand.begin()
    hand.turns("ask", "touch")
    with statements(at_most=4):
        hand.visitor.get("rehearsal.run", id=hand.run)
    part = {"number": 4, "from": hand.session.state.tick, "inputs": [[30, 60, 0]]}
    with statements(at_most=6):
        hand.visitor.post("rehearsal.step", json=part, id=hand.run, expect=200)
    hand.turn("off")
    with statements(at_most=5):
        hand.visitor.get("rehearsal.debrief", id=hand.run)


def test_nothing_of_an_honest_session_is_logged_as_a_smell(hand):
    hand.begin()
    hand.turns("ask", "touch", "off")
    db.session.rollback()
    assert not db.session.query(AuditEvent).filter(AuditEvent.action == "trace.sent").count()
