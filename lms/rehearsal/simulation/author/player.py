"""A patient player, who does what the course teaches and so shows that a simulation can be passed."""

from collections.abc import Callable, Mapping
from typing import Any

from lms.rehearsal.simulation.engine.model import RESTING
from lms.rehearsal.simulation.engine.place import START, kind_of
from lms.rehearsal.simulation.engine.readings import ceiling, next_gate, number, softness
from lms.rehearsal.simulation.engine.state import FULL, ON_THE_MUSCLE, STAY, Alert, Ground, SessionState
from lms.rehearsal.simulation.record.session import Session

MOST_TURNS = 200
SOFT, MARGIN = 900, 30  # add no pressure until it is this soft
RIGHT = {Alert.PULSE: "move", Alert.WIDE: "off", Alert.STOP: "off"}


def patient(state: SessionState, ground: Ground) -> str:
    """The turn that a patient player takes now."""
    if state.alert:
        return RIGHT.get(Alert(state.alert), "ease")
    if not state.contact:
        return "touch" if state.allowed else "ask"
    if state.stay >= STAY:
        return "off"
    if state.allowed < next_gate(state):
        return "ask"
    return _deeper(state, ground)


def _deeper(state: SessionState, ground: Ground) -> str:
    need = ground.need[min(3, state.depth // FULL)]
    if number(state) >= ceiling(state, ground) and state.pressure > RESTING:
        return "less"
    if state.depth == ON_THE_MUSCLE:
        return "stay" if state.pressure * 10 >= need * 4 else "sink"
    engaged = state.pressure * 10 >= need * 6
    if not engaged or (softness(state) >= SOFT and state.pressure < need + (FULL - softness(state)) // 2 + MARGIN):
        return "sink"
    return "stay"


def hurried(state: SessionState, _ground: Ground) -> str:
    """The turn of a player who asks at first and then hurries."""
    if not state.contact:
        return "touch" if state.allowed else "ask"
    return "push"


def played(session: Session, choose: Callable[[SessionState, Ground], str] = patient) -> Session:
    """The session after a player has taken turns until its end, or `MOST_TURNS`."""
    for _turn in range(MOST_TURNS):
        if session.state.over:
            break
        session = session.and_then(session.turn(choose(session.state, session.ground)))
    return session


def placed(body: Mapping[str, Any], variant: str, seed: str) -> Session:
    """A session in turns, with the hand in the right place."""
    point = next(each["at"] for each in body["place"]["spot"] if kind_of(body, tuple(each["at"])) == START)
    return Session(body, variant, seed, ({"place": list(point), "kind": START},))
