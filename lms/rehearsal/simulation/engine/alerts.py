"""Alerts: what the client's body and words ask for, whether it was answered, and the consequence if it was not."""

from lms.rehearsal.simulation.engine.readings import MUSCLE, bed, number
from lms.rehearsal.simulation.engine.state import FULL, Alert, Ground, Over, SessionState

PATIENCE = (0, 100, 100, 100, 100, 100, 100, 60)  # by alert: ticks until an unanswered one has its consequence
CONSEQUENCE = (0, 0, 0, 0, 4, 4, 7, 2)  # by alert: the critical error of ignoring it
CALM = 100  # ticks from one alert to the next
PRESSING_ON = 100  # this much more pressure than at the alert counts as pressing on
FELT = 20  # with less pressure, nothing is felt
CEILING_RUN = 10  # ticks in a row above the ceiling until a body sign
STOP_NUMBER = 8
SIGNS = 4  # how many body signs there are
SHIFT = (1 << 32) - 1


def chance(state: SessionState, below: int) -> int:
    """The next pseudorandom number of the state, from 0 to below `below`."""
    state.seed = (state.seed * 1664525 + 1013904223) & SHIFT
    return (state.seed >> 16) % below


def change_softness(state: SessionState, which: int, change: int) -> None:
    """Make a layer softer or harder. The muscle does not change."""
    if which == 0:
        state.soft_fascia = max(0, min(FULL, state.soft_fascia + change))
    elif which == 1:
        state.soft_wall = max(0, min(FULL, state.soft_wall + change))
    elif which < MUSCLE:
        state.soft_deep = max(0, min(FULL, state.soft_deep + change))


def critical(state: SessionState, code: int) -> None:
    """Record a critical error, which ends the session."""
    if not state.over:
        state.critical, state.over = code, Over.CRITICAL


def alarm(state: SessionState, ground: Ground) -> None:
    """Raise what is due: the client's stop, a sign above the ceiling, or the pending event."""
    state.quiet = max(0, state.quiet - 1)
    if state.alert or state.leaving or state.over:
        return
    if number(state) >= STOP_NUMBER:
        raise_alert(state, Alert.STOP, own=1)
    elif state.above >= CEILING_RUN and not state.quiet:
        raise_alert(state, Alert.SIGN, own=1)
    elif state.pending and not state.quiet and state.pressure >= FELT:
        _event(state, ground)


def _event(state: SessionState, ground: Ground) -> None:
    kind, state.pending = state.pending, 0
    raise_alert(state, kind, own=0)
    if kind == Alert.HELD:
        state.held, state.said = CALM, ground.entry + 1
    elif kind == Alert.TICKLE:
        change_softness(state, bed(state), -200)


def raise_alert(state: SessionState, kind: int, *, own: int) -> None:
    """Begin an alert. Consent for deeper layers must be asked for again."""
    state.alert, state.since, state.at, state.own = kind, state.tick, state.pressure, own
    state.moved = state.numbered = 0
    state.sign = chance(state, SIGNS)
    state.allowed = min(state.allowed, bed(state) + 1)


def answered(state: SessionState) -> None:
    """Close an answered alert. An unanswered one has its consequence in time."""
    if not state.alert or state.over or state.tick == state.since:
        return
    kind, waited = state.alert, state.tick - state.since
    if answers(state):
        state.answered += 1
        _close(state)
    elif CONSEQUENCE[kind] and state.pressure >= state.at + PRESSING_ON:
        critical(state, CONSEQUENCE[kind])
    elif waited >= PATIENCE[kind]:
        _ignored(state)


def answers(state: SessionState) -> bool:
    """Whether the hand has answered the alert since it began."""
    eased = state.pressure * 4 <= state.at * 3
    if state.leaving or state.alert in (Alert.WIDE, Alert.STOP):
        return state.leaving == 1
    if state.alert == Alert.PULSE:
        return eased and state.moved == 1
    if state.alert == Alert.TICKLE:
        return state.pressure <= state.at and (eased or state.asking > 0)
    return eased


def _ignored(state: SessionState) -> None:
    kind = state.alert
    if CONSEQUENCE[kind]:
        critical(state, CONSEQUENCE[kind])
        return
    if kind != Alert.TICKLE:
        state.ignored += 1
        if state.ignored > 1:
            critical(state, 2)
            return
    for which in range(MUSCLE):
        change_softness(state, which, -200)
    _close(state)


def _close(state: SessionState) -> None:
    state.alert = state.held = 0
    state.quiet = CALM
