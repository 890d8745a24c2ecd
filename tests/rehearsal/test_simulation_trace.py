"""What a live session sends: taken as it happens, kept once, and refused where no hand can have made it."""

from datetime import timedelta

import pytest

from lms.core.audit import AuditEvent
from lms.core.clock import now
from lms.core.db import db
from lms.rehearsal.simulation.record.chunks import TOLERANCE
from lms.rehearsal.simulation.record.session import GRANT
from tests.rehearsal import hands

QUIET = [[30, 0, 0]]
ASK = [[1, 0, 1], [29, 0, 0]]


@pytest.fixture
def live(hand, in_session):
    in_session("quiet")
    return hand.begin("live")


def smells():
    db.session.rollback()
    found = db.session.query(AuditEvent).filter_by(action="trace.sent").order_by(AuditEvent.id)
    return [each.detail["reason"] for each in found]


def test_a_part_is_taken_and_answered_with_how_far_one_may_go(live):
    told = live.send(ASK)
    assert told == {"number": 2, "until": 30 + GRANT, "waiting": []}
    assert live.session.state.tick == 30
    assert live.session.state.allowed == 1
    assert smells() == []


def test_a_part_that_comes_twice_is_one_part(live):
    first = live.send(ASK)
    again = live.send(ASK, number=2, **{"from": 0})
    assert again == first
    assert len(live.entries) == 2
    assert "another tab" in live.send(QUIET, number=2, expect=409, **{"from": 0})["message"]


def test_a_part_after_one_that_is_missing_is_refused_without_suspicion(live):
    assert "An earlier part did not reach us" in live.send(QUIET, number=5, expect=409)["message"]
    assert smells() == []


@pytest.mark.parametrize(
    ("inputs", "changed", "reason"),
    [
        ([[30, 0, 0], [-5, 0, 0]], {}, "backwards"),
        ([[0, 0, 0]], {}, "backwards"),
        ([[30, 0, 0]], {"from": -30}, "backwards"),
        ([[30, 0, 0]], {"from": 60}, "gap"),
        ([[1, each % 1000, 0] for each in range(10_000)], {}, "too-many"),
        ([[10_000, 0, 0]], {}, "malformed"),
        ([[30, 1001, 0]], {}, "malformed"),
        ([[30, -1, 0]], {}, "malformed"),
        ([[30, 0, 9]], {}, "malformed"),
        ([[30, 0]], {}, "malformed"),
        ([[30, 0.5, 0]], {}, "malformed"),
        ([[30, True, 0]], {}, "malformed"),
        ([], {}, "malformed"),
        ("all", {}, "malformed"),
        ([["30", 0, 0]], {}, "malformed"),
        ([[30, 0, 0]], {"number": "2"}, "malformed"),
        ([[30, 0, 0]], {"number": 0}, "malformed"),
        ([[GRANT + 1, 0, 0]], {}, "beyond"),
    ],
)
def test_an_impossible_part_is_refused_logged_and_the_run_stays_open(live, inputs, changed, reason):
    told = live.send(inputs, expect=422, **changed)
    assert told["message"].endswith(("It was not saved.",))
    assert told["code"] == "trace_impossible"
    assert smells() == [reason]
    assert len(live.entries) == 1
    assert live.row.finished_at is None
    live.send(ASK)
    assert len(live.entries) == 2, "the honest session goes on"


def test_a_body_that_is_no_part_at_all_is_refused(live):
    for sent in ([], 5, {"turn": "ask"}):
        live.visitor.post("rehearsal.step", json=sent, id=live.run, expect=422)
    assert smells() == ["malformed"] * 3


def test_more_time_than_has_passed_is_refused(live, monkeypatch):
    start = now()
    monkeypatch.setattr("lms.rehearsal.views.simulations.now", lambda: start)
    taken = 0
    while taken + 30 <= TOLERANCE:
        live.send(QUIET)
        taken += 30
    told = live.send(QUIET, expect=422)
    assert "longer than the time that has passed" in told["message"]
    assert smells() == ["too-fast"]
    assert live.row.finished_at is None


def test_a_slow_connection_may_catch_up_as_far_as_it_was_allowed_to_go(live):
    """Two delayed parts that arrive together are legitimate."""
    live.send(QUIET)
    live.send(QUIET)
    assert smells() == []
    assert live.session.played[-1]["ahead"] <= 2 * 30


def test_a_pause_makes_up_for_what_was_ahead(live, monkeypatch):
    start = now()
    monkeypatch.setattr("lms.rehearsal.views.simulations.now", lambda: start)
    for _part in range(3):
        live.send(QUIET)
    ahead = live.session.played[-1]["ahead"]
    later = start + timedelta(minutes=5)
    monkeypatch.setattr("lms.rehearsal.views.simulations.now", lambda: later)
    live.send(QUIET)
    assert ahead == 90
    assert live.session.played[-1]["ahead"] == 0


def test_events_after_the_end_are_refused_and_a_true_end_is_the_end(live):
    live.send(ASK)
    off = [[1, 0, 4], [29, 0, 0]]
    assert "ended before that part did" in live.send(off, expect=422)["message"]
    assert smells() == ["after-the-end"]
    assert live.row.finished_at is None
    told = live.send([[1, 0, 4]])
    assert told["over"].endswith(f"/runs/{live.run}/debrief")
    again = live.send([[1, 0, 4]], number=3, **{"from": 30})
    assert again == told
    assert "has ended" in live.send(QUIET, expect=422, number=4, **{"from": 31})["message"]
    assert smells() == ["after-the-end", "after-the-end"]


def test_what_a_browser_claims_of_its_state_counts_for_nothing(live):
    live.send(ASK, state=[1000] * 44, points=26, over="/", waiting=[[31, 7]])
    entry = live.entries[-1]
    assert set(entry) == {"inputs", "state", "waiting", "told", "until", "ahead"}
    assert entry["waiting"] == []


def test_live_and_turns_can_follow_each_other(live):
    live.send(ASK)
    live.turn("touch")
    assert live.session.state.contact == 1
    told = live.send([[30, 60, 0]])
    assert told["until"] == live.session.state.tick + GRANT


def test_nobody_else_may_send(live, visitor):
    part = {"number": 2, "from": 0, "inputs": QUIET}
    visitor.as_("ines").post("rehearsal.step", json=part, id=live.run, expect=404)
    visitor.post("rehearsal.step", json=part, id=live.run, expect=401)
    assert len(live.entries) == 1


def test_an_announced_event_comes_whatever_the_browser_does(hand, in_session):
    in_session("c")
    hand.begin()
    while not hand.entries[-1].get("waiting"):
        session = hand.session
        hand.turn(hands.patient(session.state, session.ground))
    [(tick, event)] = hand.entries[-1]["waiting"]
    level = hand.session.state.pressure
    hand.send([[30, level, 0]])
    assert (hand.session.state.alert, event) == (7, 7)
    assert hand.session.state.since >= tick
