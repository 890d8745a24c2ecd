"""The stored trace of a session: inputs in runs of equal ticks, events with their ticks, states between.

An entry is a step of the run as stored: `{"place": [x, y], "kind": …}` before the session, then for each part of it
`{"inputs": [[ticks, target, act], …], "state": …, "waiting": [[tick, event], …], "told": …, …}`. `waiting` holds the
events that were announced but have not happened yet. Everything but the inputs follows from the entries before.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from lms.rehearsal.simulation.engine.model import step
from lms.rehearsal.simulation.engine.state import FULL, Ground, HandAct, SessionState

Input = tuple[int, int, int]  # ticks, target of the hand, act on the first tick
Waiting = Sequence[Sequence[int]]
Entry = Mapping[str, Any]
Watch = Callable[[SessionState], None]


def play(state: SessionState, ground: Ground, inputs: Iterable[Sequence[int]], waiting: Waiting, watch: Watch) -> int:
    """Play inputs from `state` on, with the events that happen meanwhile. `watch` is called for each tick.

    Returns how many ticks were left when the session ended: a genuine trace leaves none.
    """
    events = {each[0]: each[1] for each in waiting}
    left = 0
    for target, act in ticks(inputs):
        if state.over:
            left += 1
            continue
        step(state, ground, target, act, events.get(state.tick + 1, 0))
        watch(state)
    return left


def ticks(inputs: Iterable[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Target and act of each tick."""
    for count, target, act in inputs:
        yield target, act
        for _ in range(count - 1):
            yield target, HandAct.NONE


def length(inputs: Iterable[Sequence[int]]) -> int:
    """The number of ticks."""
    return sum(count for count, _target, _act in inputs)


def packed(every: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Ticks as runs: the shortest equivalent inputs."""
    runs: list[list[int]] = []
    for target, act in every:
        if runs and runs[-1][1] == target and act == HandAct.NONE:
            runs[-1][0] += 1
        else:
            runs.append([1, target, act])
    return runs


def well_formed(inputs: object, most_ticks: int) -> bool:
    """Whether this is a list of runs of whole numbers in their ranges, with at most `most_ticks` ticks."""
    if not isinstance(inputs, list) or not 0 < len(inputs) <= most_ticks:
        return False
    return all(_run(each, most_ticks) for each in inputs) and length(inputs) <= most_ticks


def _run(given: object, most_ticks: int) -> bool:
    if not isinstance(given, list) or len(given) != 3 or not all(type(each) is int for each in given):  # noqa: PLR2004
        return False
    count, target, act = given
    return 0 < count <= most_ticks and 0 <= target <= FULL and act in set(HandAct)
