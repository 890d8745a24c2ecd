"""The state of the model of place and sink: whole numbers only, so that all machines agree.

A teaching model, not physiology: pressure, softness and discomfort run from 0 to 1000, depth from 0 (on the skin)
to 3000 (on the muscle), time in ticks of 50 ms. `lms/ui/static/sink-state.js` has the same fields in the same order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from enum import IntEnum
from typing import Any

TICK_MS = 50
TICKS_A_SECOND = 20
FULL = 1000
GATE_DEPTH = 1000  # from one gate to the next
ON_THE_MUSCLE = 3 * GATE_DEPTH
LONGEST = 12_000  # ticks: ten minutes
PROMPT = 2 * TICKS_A_SECOND  # an answer within two seconds
STAY = 8 * TICKS_A_SECOND  # on the muscle: two slow breaths
UNSAID = 99  # the client has not given a number yet


class HandAct(IntEnum):
    """What the learner does besides pressing. `EASE` halves the pressure, `MOVE` softens and slides outwards."""

    NONE = 0
    ASK = 1
    EASE = 2
    MOVE = 3
    OFF = 4


class Alert(IntEnum):
    """What needs an answer. The first comes from the learner's own hand, the others are events."""

    NONE = 0
    SIGN = 1
    HELD = 2
    TICKLE = 3
    PULSE = 4
    WIDE = 5
    TINGLE = 6
    STOP = 7


class Reply(IntEnum):
    """What the client said when last asked."""

    NONE = 0
    YES = 1
    WAIT = 2


class Over(IntEnum):
    """How the session ended: hands off, a critical error, or the longest time."""

    NO = 0
    OFF = 1
    CRITICAL = 2
    TIME = 3


@dataclass(frozen=True)
class Ground:
    """What the hand works on: `need` and `tender` of fascia, wall, deep and muscle, `soft` of the first three.

    `give` is how well tissue softens at the place, in percent. `beat` is 1 if a pulse is below it.
    `entry` and `muscle` are the highest acceptable numbers, on the way in and on the muscle.
    """

    need: Sequence[int]
    tender: Sequence[int]
    soft: Sequence[int]
    entry: int
    muscle: int
    give: int = 100
    beat: int = 0


@dataclass(slots=True)
class SessionState:
    """The state at one moment. Counters record what has happened so far, for the judge."""

    seed: int
    tick: int = 0
    over: int = 0
    critical: int = 0  # the number of the critical error
    phase: int = 0  # of the breath, in ticks
    length: int = 90  # of the breath, in ticks
    breath: int = 0  # how full, 0 to 1000
    held: int = 0  # ticks for which the breath is still held
    pressure: int = 0
    pace: int = 0  # how fast the pressure has been rising
    cap: int = FULL  # the hand stays below it since it eased off
    contact: int = 0
    leaving: int = 0
    depth: int = 0
    soft_fascia: int = 0
    soft_wall: int = 0
    soft_deep: int = 0
    discomfort: int = 0
    asking: int = 0  # ticks until the client answers
    allowed: int = 0  # the last gate that the client has said yes to, 0 to 4
    said: int = UNSAID  # the last number given
    reply: int = 0
    replies: int = 0  # how often the client has answered
    alert: int = 0
    since: int = 0  # the tick of the alert
    at: int = 0  # the pressure at that moment
    own: int = 0  # 1: caused by the learner's own pressure
    sign: int = 0  # which of the body signs, 0 to 3
    moved: int = 0  # 1: the hand has moved outwards since the alert
    numbered: int = 0  # 1: since the alert, the number was asked for before anything else
    pending: int = 0  # an event that waits until it can be felt
    quiet: int = 0  # ticks until the next alert may come
    above: int = 0  # ticks in a row above the ceiling
    over_ceiling: int = 0  # ticks above the ceiling in all
    knock: int = 0  # ticks of sinking at a gate that is not open
    unasked: int = 0  # bits of the gates that were passed without a yes
    entered: int = 0  # bits of the gates that were passed
    hurry_fascia: int = 0  # ticks of hurry
    hurry_wall: int = 0
    hurry_deep: int = 0
    forced: int = 0  # bits of the layers that were left before they were soft
    stay: int = 0  # ticks on the muscle within the ceiling
    ignored: int = 0  # body signs without an answer
    answered: int = 0  # alerts that were answered


NAMES = tuple(field.name for field in fields(SessionState))


def values(state: SessionState) -> list[int]:
    """The state as a list, in the order that both languages share."""
    return list(astuple(state))


def restored(kept: Sequence[int]) -> SessionState:
    """The state from such a list."""
    return SessionState(*kept)


def ground_of(body: Mapping[str, Any], *, give: int = 100, beat: int = 0) -> Ground:
    """The ground that a simulation describes, at a place with these properties."""
    layers, ceiling = body["layer"], body["ceiling"]
    return Ground(
        need=[each["need"] for each in layers],
        tender=[each["tender"] for each in layers],
        soft=[each["soft"] for each in layers[:3]],
        entry=ceiling["entry"],
        muscle=ceiling["muscle"],
        give=give,
        beat=beat,
    )


def first(ground: Ground, seed: int) -> SessionState:
    """The state before the first tick."""
    return SessionState(seed, soft_fascia=ground.soft[0], soft_wall=ground.soft[1], soft_deep=ground.soft[2])
