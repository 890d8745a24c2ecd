"""Readings of the model's state: the layer, the gate, the softness, the number. Nothing is changed."""

from lms.rehearsal.simulation.engine.state import GATE_DEPTH, ON_THE_MUSCLE, Ground, SessionState

MUSCLE = 3  # the bed after fascia, wall and deep
MUSCLE_SOFT = 800


def layer(state: SessionState) -> int:
    """Where the fingers are: 0 off, 1 skin, 2 fascia, 3 wall, 4 deep, 5 on the muscle."""
    if not state.contact:
        return 0
    if state.depth == 0:
        return 1
    return 2 + (state.depth - 1) // GATE_DEPTH if state.depth < ON_THE_MUSCLE else 5


def bed(state: SessionState) -> int:
    """Which layer the fingers work on: 0 fascia, 1 wall, 2 deep, 3 muscle."""
    return state.depth // GATE_DEPTH


def next_gate(state: SessionState) -> int:
    """The gate that a yes would open now, 1 to 4; 4 also beyond the last."""
    return min(4, 2 + bed(state)) if state.contact else 1


def softness(state: SessionState) -> int:
    """How soft the layer is that the fingers are working on."""
    return softness_of(state, bed(state))


def number(state: SessionState) -> int:
    """The number that the client would give: 0 to 10."""
    return state.discomfort // 100


def ceiling(state: SessionState, ground: Ground) -> int:
    """The highest acceptable number where the fingers are."""
    return ground.muscle if state.depth == ON_THE_MUSCLE else ground.entry


def inhaling(state: SessionState) -> bool:
    """Whether the client breathes in."""
    return state.phase * 10 < state.length * 4


def softness_of(state: SessionState, which: int) -> int:
    """How soft a layer is: 0 fascia, 1 wall, 2 deep, 3 muscle."""
    return (state.soft_fascia, state.soft_wall, state.soft_deep, MUSCLE_SOFT)[which]
