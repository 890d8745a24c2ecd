"""All reachable states of a conversation in one variant, and what can be taken in each.

A state has only what some condition tests: meters, consent and topics that nothing depends on
would multiply states. A pause or stop that is not called for leads to no new state, so it is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lms.rehearsal.conversation import rules
from lms.rehearsal.conversation.rules import NOTHING, DeadEnd, RunState, Talk
from lms.rehearsal.conversation.shape import METERS, Authored

ENDED, FAILED, NOWHERE = -1, -2, -3  # targets of edges besides states: the end, a critical error, nowhere
MOST_STATES = 20_000


class TooBig(ValueError):
    """There are more states than an author can have meant."""


class Edge(NamedTuple):
    """Something to take, its points, and the state that it leads to."""

    take: str
    points: int
    to: int


@dataclass
class Graph:
    """The reachable states, beginning with the first, and the edges of each."""

    talk: Talk
    states: list[RunState] = field(default_factory=list)
    edges: list[tuple[Edge, ...]] = field(default_factory=list)
    came_from: list[int] = field(default_factory=list)  # the state from which each was found; -1 for the first

    def onward(self, number: int) -> Iterator[int]:
        """The states that come next."""
        return (edge.to for edge in self.edges[number] if edge.to >= 0)


@dataclass(frozen=True)
class Tested:
    """What the conditions of a conversation test."""

    meters: frozenset[str]
    consent: bool
    topics: frozenset[str]

    def of(self, state: RunState) -> RunState:
        """The state without anything that no condition tests."""
        return state._replace(
            trust=state.trust if "trust" in self.meters else 0,
            guarding=state.guarding if "guarding" in self.meters else 0,
            pain=state.pain if "pain" in self.meters else 0,
            consent=state.consent if self.consent else "",
            asked=state.asked & self.topics,
            paused=NOTHING,
        )


def tested(body: Authored) -> Tested:
    """Find what the conditions of this conversation test."""
    whens = [when for line in body.line for choice in line.choice for when in choice.conditions()]
    meters = {meter for when in whens for meter in METERS if when.limits(meter) != (None, None)}
    topics = {topic for when in whens for topic in (when.asked, when.not_asked) if topic}
    return Tested(frozenset(meters), any(when.consent for when in whens), frozenset(topics))


class _Explorer:
    """Numbers states in the order found, breadth first."""

    def __init__(self, talk: Talk, most: int) -> None:
        self.talk, self.most = talk, most
        self.relevant = tested(talk.body)
        self.graph = Graph(talk)
        self.numbers: dict[RunState, int] = {}

    def number(self, state: RunState, source: int) -> int:
        known = self.relevant.of(state)
        found = self.numbers.get(known)
        if found is None:
            if len(self.numbers) >= self.most:
                raise TooBig
            found = self.numbers[known] = len(self.numbers)
            self.graph.states.append(known)
            self.graph.came_from.append(source)
        return found

    def edges(self, at: int) -> Iterator[Edge]:
        state = self.graph.states[at]
        line = self.talk.lines[state.line]
        for what in (*rules.offered(self.talk, state), *((line.needs,) if line.needs else ())):
            try:
                turn = rules.take(self.talk, state, what)
            except DeadEnd:
                yield Edge(what, 0, NOWHERE)
                continue
            yield Edge(what, turn.points, self._goal(turn.after, at))

    def _goal(self, after: RunState, source: int) -> int:
        if after.critical:
            return FAILED
        return ENDED if after.over else self.number(after, source)


def explore(talk: Talk, most: int = MOST_STATES) -> Graph:
    """Every reachable state. Raises TooBig if there are more than `most`."""
    explorer = _Explorer(talk, most)
    graph = explorer.graph
    explorer.number(rules.start(talk), -1)
    while len(graph.edges) < len(graph.states):
        graph.edges.append(tuple(explorer.edges(len(graph.edges))))
    return graph
