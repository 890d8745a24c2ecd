"""The plan of events: drawn from the run's seed, and known only to the server until shortly before each.

An event happens in its layer at a depth drawn from the seed, so no one can wait for it by the clock.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from lms.rehearsal.simulation.engine.state import GATE_DEPTH, ON_THE_MUSCLE, STAY, Alert, SessionState

EVENTS = {
    "held": Alert.HELD,
    "tickle": Alert.TICKLE,
    "pulse": Alert.PULSE,
    "wide": Alert.WIDE,
    "tingle": Alert.TINGLE,
    "stop": Alert.STOP,
}
LAYERS = ("fascia", "wall", "deep", "muscle")
EARLIEST, LATEST = 100, 800  # how deep in its layer an event comes
Plan = Sequence[Mapping[str, Any]]  # the events of a variant, in their order


def model_seed(seed: str) -> int:
    """The seed of the model's own randomness (the length of breaths). The browser knows it; it reveals no event."""
    return _drawn(seed, "breath") & ((1 << 32) - 1)


def next_event(plan: Plan, told: int, state: SessionState, seed: str) -> int:
    """The event to announce now, or `Alert.NONE`. The first `told` events of the plan were announced already."""
    if told >= len(plan) or state.alert or state.pending or not state.contact:
        return Alert.NONE
    each = plan[told]
    share = EARLIEST + _drawn(seed, f"event {told}") % (LATEST - EARLIEST)
    bed = LAYERS.index(each["layer"])
    if state.depth == ON_THE_MUSCLE:
        due = bed < len(LAYERS) - 1 or state.stay * GATE_DEPTH >= share * STAY // 2
    else:
        due = state.depth >= bed * GATE_DEPTH + share
    return EVENTS[each["kind"]] if due else Alert.NONE


def _drawn(seed: str, what: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}:{what}".encode()).digest()[:8])
