"""The model of place and sink: one tick after another, the same in Python and in JavaScript.

Deterministic and in whole numbers: no clock, no randomness but a small generator in the state. The function names
are those of `lms/ui/static/sink-model.js`; change both, and the shared vectors tell whether they still agree.
Beside this stand `readings.py` (what a moment amounts to) and `alerts.py` (what asks for an answer).
"""

from lms.rehearsal.simulation.engine.alerts import alarm, answered, chance, change_softness, critical, raise_alert
from lms.rehearsal.simulation.engine.readings import (
    MUSCLE,
    bed,
    ceiling,
    inhaling,
    next_gate,
    number,
    softness,
    softness_of,
)
from lms.rehearsal.simulation.engine.state import (
    FULL,
    GATE_DEPTH,
    LONGEST,
    ON_THE_MUSCLE,
    PROMPT,
    STAY,
    Alert,
    Ground,
    HandAct,
    Over,
    Reply,
    SessionState,
)

PRESS, LIFT = 30, 60  # the most that a hand presses or lifts in a tick
HURRIED, AGAINST_BREATH = 64, 24  # a faster pace is hurry, or pushing while the client breathes in
ANSWER_AFTER = 24  # ticks from asking to the answer
RESTING = 60  # the pressure of a resting hand


def step(state: SessionState, ground: Ground, target: int, act: int = HandAct.NONE, event: int = Alert.NONE) -> None:
    """One tick: the hand aims at `target` (0 to 1000) and does `act`; `event` becomes pending. Changes the state."""
    if state.over:
        return
    state.tick += 1
    if event:
        state.pending = event
    _breathe(state)
    _act(state, act)
    _press(state, target)
    if state.contact and not state.over:
        _soften(state, ground)
        _sink(state, ground)
        _feel(state, ground)
        alarm(state, ground)
        answered(state)
    _reply(state, ground)
    _end(state)


def _breathe(state: SessionState) -> None:
    if state.held:
        state.held -= 1
        return
    state.phase += 1
    if state.phase >= state.length:
        state.phase = 0
        state.length = 80 + chance(state, 31) - min(40, state.discomfort // 25)
    rise = state.length * 4 // 10
    if state.phase <= rise:
        x = state.phase * FULL // rise
    else:
        x = (state.length - state.phase) * FULL // (state.length - rise)
    state.breath = x * x * (3 * FULL - 2 * x) // (FULL * FULL)


def _act(state: SessionState, act: int) -> None:
    if act == HandAct.ASK and not state.asking:
        state.asking = ANSWER_AFTER
        state.numbered = int(state.alert in (Alert.SIGN, Alert.HELD))
    elif act in (HandAct.EASE, HandAct.MOVE):
        state.cap = state.pressure // 2
        if act == HandAct.MOVE and state.alert:
            state.moved = 1
    elif act == HandAct.OFF:
        state.leaving = 1


def _press(state: SessionState, target: int) -> None:
    wanted = 0 if state.leaving else min(target, state.cap)
    if target <= state.cap:
        state.cap = FULL
    change = max(-LIFT, min(PRESS, wanted - state.pressure))
    state.pressure += change
    state.pace = state.pace - state.pace // 8 + max(0, change)
    if state.pressure and not state.contact:
        state.contact = 1
        state.entered |= 2
        if state.allowed < 1:
            critical(state, 1)


def _soften(state: SessionState, ground: Ground) -> None:
    which = bed(state)
    if which == MUSCLE:
        return
    breathing_in = inhaling(state)
    if number(state) > ceiling(state, ground):
        change = -6
    elif state.pace > HURRIED or (breathing_in and state.pace > AGAINST_BREATH):
        change = -8
        if state.depth or state.pressure > 2 * RESTING:
            _hurry(state, which)
    elif state.pressure * 10 >= ground.need[which] * 6 and not state.held:
        change = (1 + state.tick % 2 if breathing_in else 3) * ground.give // 100
    else:
        change = 0
    change_softness(state, which, change)


def _hurry(state: SessionState, which: int) -> None:
    if which == 0:
        state.hurry_fascia += 1
    elif which == 1:
        state.hurry_wall += 1
    else:
        state.hurry_deep += 1


def _sink(state: SessionState, ground: Ground) -> None:
    which = bed(state)
    if state.pressure * 10 < ground.need[which] * 4:
        state.depth = max(0, state.depth - 6)
        return
    if which == MUSCLE or inhaling(state):
        return
    more = state.pressure - ground.need[which] - (FULL - softness(state)) // 2
    if more <= 0:
        return
    gate = which + 2
    if state.allowed < gate:
        state.knock += 1
        if state.knock < PROMPT:
            return
        _unasked(state, gate)
    state.entered |= 1 << gate
    state.depth = min((which + 1) * GATE_DEPTH, state.depth + min(20, 6 + more // 8))
    if bed(state) > which and softness_of(state, which) < FULL * 6 // 10:
        state.forced |= 1 << which


def _unasked(state: SessionState, gate: int) -> None:
    state.unasked |= 1 << gate
    state.allowed = gate
    state.knock = 0
    change_softness(state, gate - 2, -200)
    if not state.alert:
        raise_alert(state, Alert.SIGN, own=1)


def _feel(state: SessionState, ground: Ground) -> None:
    which = bed(state)
    wanted = state.pressure * (FULL + 300 - softness(state)) // FULL * ground.tender[which] // FULL
    wanted = min(FULL, wanted + (100 if state.pace > HURRIED else 0))
    state.discomfort += (wanted - state.discomfort) // 8
    above = number(state) > ceiling(state, ground)
    state.above = state.above + 1 if above else 0
    state.over_ceiling += int(above)
    if ground.beat and state.depth > GATE_DEPTH:
        critical(state, 4)
    if state.depth == ON_THE_MUSCLE and not above and not state.alert and state.stay < STAY:
        state.stay += 1


def _reply(state: SessionState, ground: Ground) -> None:
    if not state.asking or state.over:
        return
    state.asking -= 1
    if state.asking:
        return
    state.replies += 1
    state.said = max(state.said, number(state)) if state.alert == Alert.HELD else number(state)
    fine = not state.alert and number(state) <= ceiling(state, ground)
    state.reply = Reply.YES if fine else Reply.WAIT
    if fine:
        state.allowed = max(state.allowed, next_gate(state))
        state.knock = 0


def _end(state: SessionState) -> None:
    if state.over:
        return
    if state.leaving and state.pressure == 0:
        state.over = Over.OFF
    elif state.tick >= LONGEST:
        state.over = Over.TIME
