"""The engine: what each thing that is taken does, and that a run is the same whenever it is replayed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.rehearsal.conversation import rules
from lms.rehearsal.conversation.rules import NotOffered, follow, may_pause, offered, replay, start, take, talk
from tests.rehearsal import talks

BODY = talks.body()


def run(*takes, variant="a", body=BODY):
    return follow(talk(body, variant), takes)


def test_a_run_begins_as_the_variant_says():
    first = start(talk(BODY, "a"))
    assert (first.line, first.trust, first.guarding, first.pain, first.consent) == ("hello", 5, 3, 1, "none")
    assert offered(talk(BODY, "a"), first) == ("ask", "agree", "begin")


def test_an_effect_stays_within_its_bounds_and_consent_is_what_was_given_last():
    after = run("ask", "explain").state
    assert (after.trust, after.guarding, after.consent) == (8, 1, "yes")
    fields = talks.fields()
    talks.choice(fields, "ask", "hello")["effect"] = {"trust": 10, "guarding": -10, "pain": -10}
    after = run("ask", body=talks.body(fields)).state
    assert (after.trust, after.guarding, after.pain) == (10, 0, 0)


def test_what_is_asked_opens_what_depends_on_it():
    assert run("ask").state.asked == {"medicines"}
    assert "pill" in offered(talk(BODY, "a"), run("ask").state)
    assert "pill" not in offered(talk(BODY, "a"), run("agree").state)
    with pytest.raises(NotOffered):
        run("agree", "pill")


def test_the_way_on_depends_on_the_client_after_the_choice():
    assert run("agree", variant="a").state.line == "offer"
    assert run("agree", variant="b").state.line == "frown"  # guarding 6 + 2, and the fact


def test_a_critical_error_ends_the_run_at_once():
    ended = run("begin")
    assert ended.state.over
    outcome = rules.outcome(ended, BODY.fixed)
    assert (outcome.points, outcome.of, outcome.critical) == (0, 8, "ce1")
    assert outcome.missed == "you touched Nora before she agreed"


def test_an_error_that_warns_costs_a_point_and_goes_on_and_the_second_one_ends_it():
    warned = run("ask", "pill")
    assert not warned.state.over
    assert warned.turns[-1].warned
    assert warned.points == 2 - 1
    ended = run("ask", "pill", "pill")
    assert ended.state.critical == "ce5"
    assert ended.missed == "you gave advice on a medicine twice"
    assert ended.points == 1  # points are not asked for where it ends


def test_a_pause_that_is_called_for_earns_most_and_leads_on():
    turn = run("ask", "explain", "pause").turns[-1]
    assert (turn.called, turn.points, turn.after.line) == (True, 2, "close")
    assert turn.after.guarding == turn.before.guarding - 1  # the line's effect is -2, and there is no less than 0


def test_a_pause_that_is_not_called_for_stays_and_is_offered_once_a_line():
    turn = run("pause").turns[-1]
    assert (turn.called, turn.points, turn.after.line) == (False, 0, "hello")
    assert not may_pause(talk(BODY, "a"), turn.after)
    assert may_pause(talk(BODY, "a"), run("pause", "ask").state)
    with pytest.raises(NotOffered):
        run("pause", "pause")


def test_a_stop_that_is_called_for_leads_on():
    turn = run("ask", "quick", "stop", variant="b").turns[-1]
    assert (turn.called, turn.points, turn.after.line) == (True, 2, "close")


def test_a_stop_that_is_not_called_for_ends_the_run_as_it_stands():
    ended = run("ask", "stop")
    assert ended.state.over
    outcome = rules.outcome(ended, BODY.fixed)
    assert (outcome.points, outcome.critical) == (2, "")


def test_the_client_withdraws_once_where_the_variant_says():
    arrived = run("ask", "explain", variant="b")
    assert arrived.state.line == "enough"
    assert arrived.state.consent == "withdrawn"
    assert arrived.turns[-1].withdrew
    assert run("ask", "explain", variant="a").state.line == "table"
    fields = talks.fields()
    talks.line(fields, "enough")["then"] = "table"
    again = run("ask", "explain", "stop", variant="b", body=talks.body(fields))
    assert again.state.line == "table"


def test_nothing_can_be_taken_after_the_end():
    over = run("ask", "explain", "pause", "note").state
    assert offered(talk(BODY, "a"), over) == ()
    for what in ("note", "pause", "stop"):
        with pytest.raises((NotOffered, KeyError)):
            take(talk(BODY, "a"), over, what)


def test_words_in_braces_are_the_variants():
    assert talk(BODY, "b").said("There is {ache}, {unknown}.") == "There is a stiff back, {unknown}."


def test_entries_of_another_run_are_refused():
    entries = run("ask", "explain").entries
    with pytest.raises(NotOffered):
        replay(BODY, "a", [entries[0], {**entries[1], "line": "close"}])
    with pytest.raises(NotOffered):
        replay(BODY, "b", [*entries, {"line": "table", "take": "wait"}])
    with pytest.raises(KeyError):
        replay(BODY, "c", [])


def test_another_variant_is_drawn_than_the_last_one():
    assert rules.to_draw(BODY, "") == ("a", "b")
    assert rules.to_draw(BODY, "a") == ("b",)
    assert rules.to_draw(BODY.model_copy(update={"variant": BODY.variant[:1]}), "a") == ("a",)


def test_the_order_of_the_choices_belongs_to_the_run():
    line = BODY.line[0]
    orders = {rules.presented(str(seed), line, ("ask", "agree", "begin")) for seed in range(60)}
    assert len(orders) == 6
    assert rules.presented("x", line, ("ask", "begin")) == tuple(
        each for each in rules.presented("x", line, ("ask", "agree", "begin")) if each != "agree"
    )


@given(st.data(), st.sampled_from(["a", "b"]))
def test_a_replay_gives_the_same_run_whatever_was_taken(data, variant):
    spoken = talk(BODY, variant)
    state, turns = start(spoken), []
    while not state.over and len(turns) < 40:
        can = [*offered(spoken, state), "stop", *(["pause"] if may_pause(spoken, state) else [])]
        turns.append(take(spoken, state, data.draw(st.sampled_from(can))))
        state = turns[-1].after
        assert all(0 <= level <= 10 for level in (state.trust, state.guarding, state.pain))
    again = replay(BODY, variant, [rules.entry(turn.before, turn.take) for turn in turns])
    assert again.state == state
    assert again.turns == tuple(turns)
    assert again.points <= BODY.fixed[variant].best
    if state.over and not state.critical:
        assert again.points <= rules.outcome(again, BODY.fixed).of
