"""Turns, without a clock: each is one breath, played on the same model by a hand that does what was chosen.

A turn ends with the breath, or at once if something needs an answer or an answer is overdue. So "within two
seconds" is "in the turn that follows": the chosen hand acts on its first ticks. After a stop there is no late answer:
a turn in which the hand stays is played until that has its consequence.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from lms.rehearsal.simulation.engine.model import RESTING, step
from lms.rehearsal.simulation.engine.readings import inhaling
from lms.rehearsal.simulation.engine.state import FULL, PROMPT, Alert, Ground, HandAct, SessionState
from lms.rehearsal.simulation.engine.trace import Waiting, packed

SHORTEST_TURN, LONGEST_TURN = 30, 150  # ticks: long enough for an answer; and where the breath is held
SINK_BY, SINK_PACE = 40, 2  # how much more a turn presses, and how much in a tick
PRESS_BY, PRESS_PACE = 120, 6
PUSH_BY = 400
FIRM = 700
Hand = Callable[[SessionState, int, int], int]  # the moment, the pressure at the start of the turn, the ticks so far


@dataclass(frozen=True)
class TurnChoice:
    """A choice: the act on the first tick, and the target of the hand from then on."""

    hand: Hand
    act: int = HandAct.NONE


def _hold(_state: SessionState, start: int, _ticks: int) -> int:
    return start


def _sink(state: SessionState, start: int, _ticks: int) -> int:
    more = 0 if inhaling(state) else SINK_PACE
    return min(start + SINK_BY, state.pressure + more)


def _press(state: SessionState, start: int, _ticks: int) -> int:
    return min(start + PRESS_BY, state.pressure + PRESS_PACE)


def _push(state: SessionState, start: int, _ticks: int) -> int:
    return min(max(FIRM, start + PUSH_BY), state.pressure + FULL)


def _half(_state: SessionState, start: int, _ticks: int) -> int:
    return start // 2


def _less(_state: SessionState, start: int, _ticks: int) -> int:
    return max(0, start - SINK_BY)


def _rest(_state: SessionState, _start: int, _ticks: int) -> int:
    return RESTING


TURNS = {
    "ask": TurnChoice(_hold, HandAct.ASK),
    "touch": TurnChoice(_rest),
    "stay": TurnChoice(_hold),
    "sink": TurnChoice(_sink),
    "press": TurnChoice(_press),
    "push": TurnChoice(_push),
    "less": TurnChoice(_less),
    "ease": TurnChoice(_half, HandAct.EASE),
    "move": TurnChoice(_half, HandAct.MOVE),
    "off": TurnChoice(lambda _state, _start, _ticks: 0, HandAct.OFF),
}


def offered(state: SessionState) -> tuple[str, ...]:
    """What can be chosen now."""
    if not state.contact:
        return ("ask", "touch", "off")
    return ("ask", "stay", "sink", "press", "push", "less", "ease", "move", "off")


def take(state: SessionState, ground: Ground, choice: str, waiting: Waiting) -> list[list[int]]:
    """The inputs of the turn `choice`, from this moment on. The state is not changed."""
    turn, now = TURNS[choice], replace(state)
    events = {each[0]: each[1] for each in waiting}
    every: list[tuple[int, int]] = []
    while not every or not _ends(now, len(every)):
        target = turn.hand(now, state.pressure, len(every))
        act = HandAct.NONE if every else turn.act
        step(now, ground, target, act, events.get(now.tick + 1, 0))
        every.append((target, act))
    return packed(every)


def _ends(now: SessionState, ticks: int) -> bool:
    """Whether a turn ends here: something needs an answer, an answer is overdue, or the breath is over."""
    if now.over or (now.alert and now.tick == now.since):
        return True
    if now.alert == Alert.STOP:
        return False
    if now.alert and now.tick - now.since == PROMPT + 1:
        return True
    return ticks >= LONGEST_TURN or (ticks >= SHORTEST_TURN and now.phase == 0 and not now.held)
