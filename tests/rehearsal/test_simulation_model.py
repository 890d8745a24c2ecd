"""The model of place and sink: the same in both languages, and as the lessons say it."""

import gzip

import pytest

from lms.rehearsal.simulation.engine.model import step
from lms.rehearsal.simulation.engine.readings import inhaling, layer, number
from lms.rehearsal.simulation.engine.state import NAMES, Alert, Ground, HandAct, first, restored, values
from tests.rehearsal.javascript import STATIC, run
from tests.rehearsal.traces import EVERY, PLAY, played, trace

GROUND = Ground(need=(200, 260, 300, 300), tender=(1000, 1100, 1200, 2200), soft=(300, 250, 200), entry=3, muscle=6)
MODEL = ("sink-state.js", "sink-model.js")
WHOLE, EVERY_RUN = 1000, 200


def test_both_languages_agree_on_random_traces_to_the_last_state(full, proof):
    count = WHOLE if full else EVERY_RUN
    traces = [trace(number) for number in range(count)]
    python = [played(each) for each in traces]
    javascript = run(MODEL, PLAY, {"traces": traces, "every": EVERY})
    equal = sum(one == other for one, other in zip(python, javascript, strict=True))
    ticks = sum(states[-1][NAMES.index("tick")] for states in python)
    endings = {states[-1][NAMES.index("over")] for states in python}
    errors = {states[-1][NAMES.index("critical")] for states in python}
    proof("simulation-vectors", traces=count, equal=equal, ticks=ticks)
    assert equal == count
    assert endings == {0, 1, 2}
    assert errors == {0, 1, 2, 4, 7}, "the traces reach every critical error"


@pytest.mark.browser
def test_chromium_agrees_as_well():
    traces = [trace(number) for number in range(5)]
    found = run(MODEL, PLAY, {"traces": traces, "every": EVERY}, engine="chromium")
    assert found == [played(each) for each in traces]


def test_a_small_difference_would_be_noticed():
    each = trace(7)
    changed = {**each, "ground": {**each["ground"], "tender": [n + 20 for n in each["ground"]["tender"]]}}
    assert run(MODEL, PLAY, {"traces": [changed], "every": EVERY})[0] != played(each)


def test_the_fields_stand_in_the_same_order_in_both_languages():
    assert run(MODEL, "return model.NAMES", None) == list(NAMES)
    state = first(GROUND, 5)
    assert restored(values(state)) == state


def test_the_script_is_small(proof):
    scripts = (*MODEL, "sink.js", "sink-picture.js", "sink-post.js", "place.js")
    size = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in scripts)
    proof("simulation-script", compressed=size)
    assert size <= 25_000


def hold(state, target, ticks, act=HandAct.NONE):
    """Let the hand want the same for some ticks; `act` on the first."""
    for tick in range(ticks):
        step(state, GROUND, target, act if tick == 0 else HandAct.NONE)


def press(state, target):
    """Let the hand press more, slowly: four in a tick, while the client breathes out."""
    for level in range(state.pressure, target, 4):
        while inhaling(state):
            step(state, GROUND, state.pressure)
        step(state, GROUND, level)


def asked(seed=1):
    """A session in which the client has said yes to a resting hand."""
    state = first(GROUND, seed)
    hold(state, 0, 40, HandAct.ASK)
    return state


def touched(seed=1):
    """A hand that rests on the skin, and a yes for the next layer."""
    state = asked(seed)
    hold(state, 60, 30)
    hold(state, 60, 40, HandAct.ASK)
    return state


def test_contact_without_asking_is_the_first_critical_error():
    state = first(GROUND, 1)
    hold(state, 60, 1)
    assert (state.critical, state.over) == (1, 2)
    state = asked()
    hold(state, 60, 20)
    assert (state.critical, layer(state)) == (0, 1)


def test_steady_pressure_softens_and_sinks_and_stays_within_the_number():
    state = touched()
    before = state.soft_fascia
    press(state, 250)
    hold(state, 250, 300)
    assert state.soft_fascia > before + 300
    press(state, 300)
    hold(state, 300, 300)
    assert state.depth >= 1000
    assert (state.over_ceiling, state.hurry_fascia, state.unasked) == (0, 0, 0)


def test_hurry_hardens():
    state = touched()
    before = state.soft_fascia
    hold(state, 900, 25)
    assert state.soft_fascia < before
    assert state.hurry_fascia > 10


def test_pushing_while_the_client_breathes_in_hardens():
    state = touched()
    while state.phase != 1:
        hold(state, 60, 1)
    before = state.soft_fascia
    for target in range(60, 260, 8):
        hold(state, target, 1)
    assert state.soft_fascia < before


def test_above_the_ceiling_tissue_hardens_and_the_body_speaks_before_the_number_is_told():
    state = touched()
    said = state.said
    hold(state, 520, 60)
    assert number(state) > 3
    assert state.alert == Alert.SIGN
    assert state.own == 1
    assert state.said == said


def test_a_closed_gate_is_passed_only_by_pushing_on_and_it_is_kept_in_mind():
    state = asked()
    hold(state, 60, 30)
    press(state, 330)
    hold(state, 330, 90)
    assert (state.unasked, state.depth) == (0, 0), "it stays at the gate for a while"
    hold(state, 330, 200)
    assert state.unasked & 4
    assert state.depth > 0
    assert state.own == 1, "and the body shows it"


def with_alert(kind):
    state = touched()
    hold(state, 250, 100)
    step(state, GROUND, 250, HandAct.NONE, kind)
    assert state.alert == kind
    return state


def test_a_pulse_wants_softening_and_moving():
    state = with_alert(Alert.PULSE)
    hold(state, 120, 30)
    assert state.alert == Alert.PULSE, "softer, and still on the beat"
    hold(state, 120, 20, HandAct.MOVE)
    assert state.alert == 0


def test_staying_on_a_pulse_or_pressing_on_is_a_critical_error():
    state = with_alert(Alert.PULSE)
    hold(state, 250, 100)
    assert state.critical == 4
    state = with_alert(Alert.WIDE)
    hold(state, 400, 30)
    assert state.critical == 4


def test_a_wide_pulse_wants_the_hands_off():
    state = with_alert(Alert.WIDE)
    hold(state, 100, 30, HandAct.MOVE)
    assert state.alert == Alert.WIDE
    hold(state, 0, 30, HandAct.OFF)
    assert (state.over, state.critical) == (1, 0)


def test_going_on_after_stop_is_a_critical_error():
    state = with_alert(Alert.STOP)
    hold(state, 100, 59)
    assert state.critical == 0
    hold(state, 100, 2)
    assert state.critical == 2


def test_tingling_that_is_ignored_is_a_critical_error_and_easing_off_answers_it():
    state = with_alert(Alert.TINGLE)
    hold(state, 250, 101)
    assert state.critical == 7
    state = with_alert(Alert.TINGLE)
    hold(state, 120, 5, HandAct.EASE)
    assert state.alert == 0


def test_a_held_breath_holds_the_breath_and_easing_off_lets_it_go():
    state = with_alert(Alert.HELD)
    phase = state.phase
    hold(state, 250, 20)
    assert state.phase == phase
    hold(state, 120, 20, HandAct.EASE)
    assert state.phase != phase
    assert state.ignored == 0


def test_two_ignored_signs_are_a_critical_error():
    state = with_alert(Alert.HELD)
    hold(state, 250, 101)
    assert (state.critical, state.ignored) == (0, 1)
    hold(state, 250, 101)
    step(state, GROUND, 250, HandAct.NONE, Alert.HELD)
    hold(state, 250, 101)
    assert state.critical == 2


def test_nothing_happens_after_the_end():
    state = asked()
    hold(state, 0, 5, HandAct.OFF)
    kept = values(state)
    hold(state, 900, 50, HandAct.ASK)
    assert values(state) == kept
