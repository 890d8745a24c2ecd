"""The judge of place and sink: one for both forms, with a reason for each part of the mark."""

import pytest

from lms.rehearsal.simulation.author import player
from lms.rehearsal.simulation.engine import trace
from lms.rehearsal.simulation.pages import reasons
from lms.rehearsal.simulation.record import judge as judging
from lms.rehearsal.simulation.record.judge import judge
from lms.rehearsal.simulation.record.session import GRANT, Session
from tests.rehearsal import hands

VARIANTS = ("a", "b", "c", "d", "quiet")
SEEDS = ("one", "two", "three")


@pytest.fixture(scope="module")
def body():
    return hands.body()


def turns(session, *choices):
    for choice in choices:
        session = session.and_then(session.turn(choice))
    return session


def until_alert(session):
    """Play patiently until something asks for an answer."""
    while not session.state.alert:
        session = turns(session, player.patient(session.state, session.ground))
    return session


def part(verdict, name, which=0):
    return next(each for each in verdict.marks if each.part == name and each.which == which)


def alerts(verdict):
    return [(each.outcome, mark.points) for each, mark in zip(verdict.record.heard, answers(verdict), strict=True)]


def answers(verdict):
    return [each for each in verdict.marks if each.part == "answer"]


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("seed", SEEDS)
def test_patience_earns_everything_and_hurry_fails(body, variant, seed):
    patient = judge(player.played(player.placed(body, variant, seed)))
    assert (patient.points, patient.critical) == (patient.of, "")
    hurried = judge(player.played(player.placed(body, variant, seed), player.hurried))
    assert hurried.percent < 80 or hurried.critical


def ignored(session):
    """Stay, whatever asks for an answer, until that has its consequence."""
    while session.state.alert and not session.state.over:
        session = turns(session, "stay")
    return session


def as_live(session):
    """The same hand in a live session: its ticks in parts of thirty, as the browser sends them."""
    every = [tick for each in session.played for tick in trace.ticks(each["inputs"])]
    live = Session(session.body, session.variant, session.seed, tuple(session.places))
    while every and not live.state.over:
        entry, left = live.after(trace.packed(every[:30]), live=True)
        assert left == 0
        live, every = live.and_then(entry), every[30:]
    return live


def test_the_same_hand_earns_the_same_mark_live_and_in_turns(body):
    for seed in SEEDS:
        in_turns = player.played(player.placed(body, "quiet", seed))
        live = as_live(in_turns)
        assert live.state == in_turns.state
        assert judge(live).marks == judge(in_turns).marks


def answered_live(body, kind, act):
    """A live hand that has met an event in variant `kind`, and answers with `act` a second later."""
    session = player.placed(body, kind, "one")
    while not session.state.alert:
        played = session.turn(player.patient(session.state, session.ground))
        entry, _left = session.after(played["inputs"], live=False)
        session = session.and_then(entry)
    level = session.state.pressure
    entry, _left = session.after([[20, level, 0], [20, level // 2, act]], live=True)
    return judge(session.and_then(entry))


def test_within_two_seconds_and_in_the_same_turn_are_worth_the_same(body):
    in_turns = judge(turns(until_alert(player.placed(body, "b", "one")), "ease"))
    live = answered_live(body, "b", 2)
    assert alerts(live) == alerts(in_turns) == [("prompt", 2)]


def test_an_answer_in_the_next_turn_is_late_and_worth_half(body):
    late = judge(turns(until_alert(player.placed(body, "b", "one")), "stay", "ease"))
    assert alerts(late) == [("late", 1)]


def test_no_answer_to_tingling_is_a_critical_error(body):
    verdict = judge(ignored(until_alert(player.placed(body, "b", "one"))))
    assert verdict.critical == "ce7"
    assert alerts(verdict) == [("critical", 0)]


def test_going_on_after_stop_is_a_critical_error_and_coming_off_is_not_a_failed_session(body):
    stopped = until_alert(player.placed(body, "c", "one"))
    assert judge(ignored(stopped)).critical == "ce2"
    verdict = judge(turns(stopped, "off"))
    assert (verdict.points, verdict.critical) == (verdict.of, "")
    assert verdict.of < judge(player.played(player.placed(body, "quiet", "one"))).of, "what lay deeper is not asked for"


@pytest.mark.parametrize("choice", ["ask", "stay", "less", "ease", "move"])
def test_after_stop_no_turn_in_which_the_hand_stays_is_only_late(body, choice):
    assert judge(turns(until_alert(player.placed(body, "c", "one")), choice)).critical == "ce2"


def test_coming_off_for_nothing_leaves_what_was_not_reached_without_points(body):
    verdict = judge(turns(player.placed(body, "quiet", "one"), "ask", "touch", "off"))
    assert verdict.percent < 50
    assert part(verdict, "gate", 2).why == "not-reached"
    assert part(verdict, "gate", 2).of == 2


def test_a_beat_wants_moving_and_staying_on_it_is_a_critical_error(body):
    met = until_alert(player.placed(body, "a", "one"))
    assert alerts(judge(turns(met, "move"))) == [("prompt", 2)]
    assert judge(ignored(met)).critical == "ce4"
    assert judge(turns(met, "push")).critical == "ce4"


def test_asking_for_the_number_before_easing_off_costs_half(body):
    met = until_alert(turns_to_deep(body))
    verdict = judge(turns(met, "ask", "ease"))
    outcome = verdict.record.heard[-1]
    assert (outcome.outcome, outcome.numbered) == ("late", True)
    assert answers(verdict)[-1].points == 0
    assert "Respond to the body first." in reasons.reason(answers(verdict)[-1], verdict.record, body)


def turns_to_deep(body):
    """Variant a after its first event."""
    return turns(until_alert(player.placed(body, "a", "one")), "move")


def test_contact_without_asking_is_a_critical_error(body):
    verdict = judge(turns(player.placed(body, "quiet", "one"), "touch"))
    assert verdict.critical == "ce1"
    assert part(verdict, "gate", 1).points == 0


def test_a_gate_without_a_yes_has_no_point_and_is_remembered(body):
    session = turns(player.placed(body, "quiet", "one"), "ask", "touch")
    for _turn in range(40):
        if session.state.unasked or session.state.over:
            break
        choice = "ease" if session.state.alert else "sink" if session.state.pressure < 320 else "stay"
        session = turns(session, choice)
    verdict = judge(session)
    assert part(verdict, "gate", 2).why == "unasked"
    assert "unasked" in [each.what for each in verdict.record.moments]


def test_hurry_costs_patience(body):
    session = turns(player.placed(body, "quiet", "one"), "ask", "touch", "ask", "sink", "press", "press", "press")
    verdict = judge(session)
    assert verdict.record.state.hurry_fascia > judging.LITTLE_HURRY


@pytest.mark.parametrize(
    ("kinds", "points", "why"),
    [
        (["start"], 2, "at-once"),
        (["elsewhere", "start"], 1, "then"),
        (["near"], 1, "near"),
        (["start", "elsewhere"], 0, "elsewhere"),
        (["never"], 0, "never"),
    ],
)
def test_the_place_counts(body, kinds, points, why):
    entries = tuple({"place": [20, 50], "kind": kind} for kind in kinds)
    mark = part(judge(Session(body, "quiet", "one", entries)), "place")
    assert (mark.points, mark.why) == (points, why)


def test_sinking_where_nobody_sinks_is_a_critical_error(body):
    session = Session(body, "quiet", "one", ({"place": [50, 50], "kind": "never"},))
    verdict = judge(player.played(session))
    assert verdict.critical == "ce4"


def test_every_part_and_every_moment_has_words(app, body):
    for variant in VARIANTS:
        for choose in (player.patient, player.hurried):
            verdict = judge(player.played(player.placed(body, variant, "one"), choose))
            assert all(reasons.title(each, verdict.record) for each in verdict.marks)
            assert all(reasons.reason(each, verdict.record, body) for each in verdict.marks)
            assert all(reasons.moment(each, verdict.record, body) for each in verdict.record.moments)


def test_an_event_is_announced_at_most_four_seconds_before_and_never_for_the_past(body):
    session = player.placed(body, "a", "one")
    seen = 0
    while not session.state.over:
        before = session.until
        played = session.turn(player.patient(session.state, session.ground))
        entry, _left = session.after(played["inputs"], live=True)
        new = [each for each in entry["waiting"] if each not in session.waiting]
        session = session.and_then(entry)
        for tick, _event in new:
            seen += 1
            assert tick > before or tick == session.state.tick + 1
            assert tick <= session.state.tick + GRANT + 1
    assert seen == 2


def test_the_seed_draws_the_depth_at_which_an_event_comes(body):
    depths = {until_alert(player.placed(body, "a", seed)).state.depth for seed in map(str, range(12))}
    assert len(depths) > 6
    again = {until_alert(player.placed(body, "a", "one")).state.depth for _time in range(2)}
    assert len(again) == 1
