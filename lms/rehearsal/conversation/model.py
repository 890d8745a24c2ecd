"""The model checker: every path through every variant, what is wrong with it, and the best path."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from lms.curriculum.kinds import Flaw
from lms.rehearsal.conversation.cycles import components
from lms.rehearsal.conversation.graph import ENDED, FAILED, NOWHERE, Edge, Graph
from lms.rehearsal.conversation.shape import FEWEST_CHOICES, PAUSE, STOP, Authored


class Value(NamedTuple):
    """The best that can still be earned from a state: the most points, then the fewest steps."""

    points: int
    fewer: int  # steps, negated, so that fewer is larger


STOPPED = Value(0, -1)  # a stop that was not called for ends the run with its points so far


@dataclass(frozen=True)
class Model:
    """One variant with all its states."""

    graph: Graph

    @cached_property
    def components(self) -> list[list[int]]:
        """Cycles and single states. Each comes after all that it leads to."""
        return components(len(self.graph.states), self.graph.onward)

    @cached_property
    def cycles(self) -> list[list[int]]:
        """The cycles."""
        return [part for part in self.components if len(part) > 1 or part[0] in self.graph.onward(part[0])]

    @cached_property
    def to_end(self) -> set[int]:
        """The states from which the end can be reached without a critical error."""
        return self._leading_to({ENDED})

    @cached_property
    def to_failure(self) -> set[int]:
        """The states from which a critical error can be reached."""
        return self._leading_to({FAILED})

    @cached_property
    def to_cycle(self) -> set[int]:
        """The states from which a cycle can be reached."""
        in_cycles = {state for cycle in self.cycles for state in cycle}
        return in_cycles | self._leading_to(in_cycles)

    def _leading_to(self, goals: Collection[int]) -> set[int]:
        found: set[int] = set()
        for part in self.components:
            if any(edge.to in goals or edge.to in found for state in part for edge in self.graph.edges[state]):
                found.update(part)
        return found

    @cached_property
    def values(self) -> list[Value | None]:
        """What can still be earned from each state, or None if every choice is a critical error or a dead end.

        Steps in a cycle must not earn anything (`earned_in_cycles`), so a few rounds reach a fixed point.
        """
        values: list[Value | None] = [None] * len(self.graph.states)
        for part in self.components:
            for _round in part:
                before = [values[state] for state in part]
                for state in part:
                    values[state] = max((value for _edge, value in self._choices(values, state)), default=None)
                if before == [values[state] for state in part]:
                    break
        return values

    def _choices(self, values: Sequence[Value | None], state: int) -> Iterator[tuple[Edge, Value]]:
        """What can be earned from a state through each edge that does not fail."""
        for edge in self.graph.edges[state]:
            if edge.to == ENDED:
                yield edge, Value(edge.points, -1)
            elif edge.to >= 0:
                following = values[edge.to]
                worth = following if following and following.points >= 0 else STOPPED
                yield edge, Value(worth.points + edge.points, worth.fewer - 1)

    @property
    def earned_in_cycles(self) -> list[str]:
        """The ids of lines at which points can be earned repeatedly."""
        lines: dict[str, None] = {}
        for cycle in self.cycles:
            inside = set(cycle)
            for state in cycle:
                if any(edge.points > 0 and edge.to in inside for edge in self.graph.edges[state]):
                    lines[self.graph.states[state].line] = None
        return list(lines)

    @property
    def best(self) -> int:
        """The most points that can be earned. Never below 0, because one may stop at once."""
        value = self.values[0]
        return max(0, value.points) if value else 0

    def best_way(self) -> tuple[str, ...]:
        """What to take, step by step, to earn the most, by the author's order among equals."""
        way: list[str] = []
        state = 0
        while state >= 0:
            value = self.values[state]
            if value is None or value.points < 0:
                return (*way, STOP)
            edge = next(edge for edge, worth in self._choices(self.values, state) if worth == value)
            way.append(edge.take)
            state = edge.to
        return tuple(way)


def findings(body: Authored, models: Sequence[Model]) -> list[Flaw]:
    """Flaws of the paths through any variant."""
    places = _Places(body)
    wrong = (flaw for index, model in enumerate(models) for flaw in _ways_wrong(places, model, index))
    return [*_unreachable(body, models), *wrong]


class _Places:
    """The places of lines and choices in the file."""

    def __init__(self, body: Authored) -> None:
        self.line = {line.id: ("line", index) for index, line in enumerate(body.line)}
        self.choice = {
            (line.id, choice.id): ("line", index, "choice", number)
            for index, line in enumerate(body.line)
            for number, choice in enumerate(line.choice)
        }


def _unreachable(body: Authored, models: Sequence[Model]) -> Iterator[Flaw]:
    lines: set[str] = set()
    choices: set[tuple[str, str]] = set()
    for model in models:
        for state, edges in zip(model.graph.states, model.graph.edges, strict=True):
            lines.add(state.line)
            choices.update((state.line, edge.take) for edge in edges)
    for index, line in enumerate(body.line):
        if line.id not in lines:
            yield Flaw(("line", index), f"line “{line.id}” is never reached, whatever is chosen")
            continue
        for number, choice in enumerate(line.choice):
            if (line.id, choice.id) not in choices:
                where = ("line", index, "choice", number)
                yield Flaw(where, f"line “{line.id}”, choice “{choice.id}” is never offered")


def _ways_wrong(places: _Places, model: Model, index: int) -> Iterator[Flaw]:
    graph, variant = model.graph, model.graph.talk.variant
    name, where = f"variant “{variant.id}”", ("variant", index)
    yield from _dead_ends(places, graph, name)
    yield from _doomed(places, model, name)
    come_to = {line for state in graph.states for line in state.withdrawn}
    for line in variant.withdraws.keys() - come_to:
        yield Flaw((*where, "withdraws", line), f"{name} withdraws at line “{line}”, but never reaches it")
    for line in model.earned_in_cycles:
        message = f"{name}: points can be earned again and again at line “{line}”"
        yield Flaw(places.line[line], message, "Make the loop earn no points, or lead out of it")
    if 0 not in model.to_end:
        yield Flaw(where, f"{name} cannot be passed: no path reaches the end without a critical error")
    elif not model.earned_in_cycles and model.best <= 0:
        yield Flaw(where, f"{name} cannot be passed: no path earns a point")


def _dead_ends(places: _Places, graph: Graph, name: str) -> Iterator[Flaw]:
    """Lines where nothing is offered or nothing follows, each once, with a path that leads there."""
    found: set[tuple[str | int, ...]] = set()
    for number, state in enumerate(graph.states):
        line, edges = state.line, graph.edges[number]
        for edge in edges:
            where = (*places.choice.get((line, edge.take), ()), "next")
            if edge.to == NOWHERE and where not in found:
                found.add(where)
                message = (
                    f"{name}: after choice “{edge.take}” at line “{line}” no next applies ({way_to(graph, number)})"
                )
                yield Flaw(where, message, "Remove when from the last one")
        choices = sum(edge.take not in (PAUSE, STOP) for edge in edges)
        if choices < FEWEST_CHOICES and places.line[line] not in found:
            found.add(places.line[line])
            yield _few(places.line[line], f"{name}: at line “{line}”", choices, way_to(graph, number))


def _few(where: tuple[str | int, ...], place: str, choices: int, way: str) -> Flaw:
    if choices:
        return Flaw(where, f"{place} only one choice is offered ({way})", level="advice")
    return Flaw(where, f"{place} no choice is offered ({way})", "Remove when from one choice")


def _doomed(places: _Places, model: Model, name: str) -> Iterator[Flaw]:
    """States from which no path reaches the end, reported where one enters them, once for each line."""
    graph = model.graph
    found: set[str] = set()
    for cycle in model.cycles:
        number = min(cycle)
        line = graph.states[number].line
        if number not in model.to_end and line not in found:
            found.add(line)
            what = f"from line “{line}” on, it loops without end"
            yield Flaw(places.line[line], f"{name}: {what} ({way_to(graph, number)})")
    for number, state in enumerate(graph.states):
        if state.line not in found and _begins_doom(model, number):
            found.add(state.line)
            what = f"from line “{state.line}” on, a critical error cannot be avoided"
            yield Flaw(places.line[state.line], f"{name}: {what} ({way_to(graph, number)})")


def _begins_doom(model: Model, number: int) -> bool:
    """Whether every path from this state, but not from the one before it, ends with a critical error."""
    source = model.graph.came_from[number]
    here = number in model.to_failure and number not in model.to_end and number not in model.to_cycle
    return here and (source < 0 or source in model.to_end or source in model.to_cycle)


def way_to(graph: Graph, number: int) -> str:
    """The path by which a state was first found, for a message."""
    way: list[str] = []
    while (source := graph.came_from[number]) >= 0:
        way.append(next(edge.take for edge in graph.edges[source] if edge.to == number))
        number = source
    return f"after {', '.join(reversed(way))}" if way else "at the start"
