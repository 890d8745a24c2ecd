"""The engine: pure functions from a state and what was taken to the next state. No randomness, no clock.

A run is replayed from its entries, so that everything shown can be shown again.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from typing import Any, NamedTuple

from lms.rehearsal import rules as runs
from lms.rehearsal.conversation.shape import (
    CALLED,
    END,
    FULL,
    METERS,
    PAUSE,
    STOP,
    WARNED,
    Authored,
    Choice,
    ClientVariant,
    Effect,
    Fixed,
    Line,
    When,
)

WORD = re.compile(r"\{([A-Za-z0-9_-]+)\}")
REFERENCE = re.compile(r"\s*\[([a-z0-9]+(?:-[a-z0-9]+)*)\]")  # a source, named in a feedback
NOTHING: frozenset[str] = frozenset()


class NotOffered(ValueError):
    """What was taken is not offered here."""


class DeadEnd(ValueError):
    """No `next` applies. The compiler refuses such conversations."""


class RunState(NamedTuple):
    """The state of a run and of the client."""

    line: str
    trust: int
    guarding: int
    pain: int
    consent: str
    asked: frozenset[str] = NOTHING
    paused: frozenset[str] = NOTHING  # lines with a pause that was not called for
    warned: frozenset[str] = NOTHING  # critical errors that were let pass once
    withdrawn: frozenset[str] = NOTHING  # lines at which the client has withdrawn consent
    critical: str = ""  # the code of the error that ended it

    @property
    def over(self) -> bool:
        """Whether the run is over."""
        return self.line == END


@dataclass(frozen=True)
class Talk:
    """A conversation in one of its variants."""

    body: Authored
    variant: ClientVariant

    @cached_property
    def lines(self) -> Mapping[str, Line]:
        """The lines by id."""
        return {line.id: line for line in self.body.line}

    @cached_property
    def choices(self) -> Mapping[str, Mapping[str, Choice]]:
        """The choices of each line by id."""
        return {line.id: {choice.id: choice for choice in line.choice} for line in self.body.line}

    @cached_property
    def facts(self) -> frozenset[str]:
        """What is true of the client in this variant."""
        return frozenset(self.variant.facts)

    def said(self, text: str) -> str:
        """A text with {words} replaced by those of the variant."""
        return WORD.sub(lambda found: self.variant.words.get(found[1], found[0]), text)


@dataclass(frozen=True)
class Turn:
    """One step: at which line, what was taken, and its result."""

    line: Line
    take: str  # a choice's id, or `pause` or `stop`
    choice: Choice | None
    points: int
    before: RunState
    after: RunState
    called: bool = False  # a pause or stop, and it was called for
    warned: bool = False  # a critical error that was let pass once

    @property
    def withdrew(self) -> bool:
        """Whether the client withdrew consent in answer to it."""
        return len(self.after.withdrawn) > len(self.before.withdrawn)


@dataclass(frozen=True)
class ConversationRun:
    """A run as far as it has come."""

    talk: Talk
    first: RunState
    turns: tuple[Turn, ...] = field(default=())

    @property
    def state(self) -> RunState:
        """The current state."""
        return self.turns[-1].after if self.turns else self.first

    def state_at(self, step: int) -> RunState:
        """The state after `step` steps. Raises IndexError if there are fewer."""
        return self.turns[step - 1].after if step else self.first

    @property
    def points(self) -> int:
        """The points earned so far."""
        return sum(turn.points for turn in self.turns)

    @property
    def missed(self) -> str:
        """The author's text for the critical error that ended it, or ""."""
        last = self.turns[-1] if self.turns else None
        return self.talk.said(last.choice.missed) if last and last.choice and self.state.critical else ""

    @property
    def entries(self) -> tuple[dict[str, str], ...]:
        """The steps as they are stored."""
        return tuple(entry(turn.before, turn.take) for turn in self.turns)


def entry(state: RunState, take: str) -> dict[str, str]:
    """A step as it is stored: the line and what was taken."""
    return {"line": state.line, "take": take}


def talk(body: Authored, variant: str) -> Talk:
    """The conversation in the variant of this id. Raises KeyError if there is none."""
    found = next((each for each in body.variant if each.id == variant), None)
    if found is None:
        raise KeyError(variant)
    return Talk(body, found)


def start(talk: Talk) -> RunState:
    """The state before the first step."""
    begun = talk.variant.start
    state = RunState(talk.body.begin, begun.trust, begun.guarding, begun.pain, begun.consent)
    return _come_to(talk, state, talk.body.begin)


def holds(when: When, state: RunState, facts: frozenset[str]) -> bool:
    """Whether all conditions hold."""
    known = (
        (not when.fact or when.fact in facts)
        and (not when.asked or when.asked in state.asked)
        and (not when.not_asked or when.not_asked not in state.asked)
        and (not when.consent or when.consent == state.consent)
    )
    return known and all(_within(getattr(state, meter), *when.limits(meter)) for meter in METERS)


def _within(value: int, least: int | None, most: int | None) -> bool:
    return (least is None or value >= least) and (most is None or value <= most)


def offered(talk: Talk, state: RunState) -> tuple[str, ...]:
    """The ids of the choices that the line offers now, in the author's order, without pause and stop."""
    if state.over:
        return ()
    return tuple(each.id for each in talk.lines[state.line].choice if holds(each.when, state, talk.facts))


def may_pause(talk: Talk, state: RunState) -> bool:
    """Whether a pause is offered. If it is not called for, once for each line."""
    return not state.over and state.line not in state.paused


def take(talk: Talk, state: RunState, what: str) -> Turn:
    """Take a choice by its id, or `pause` or `stop`. Raises NotOffered for anything that is not offered now."""
    if what in (PAUSE, STOP):
        return _stand(talk, state, what)
    if what not in offered(talk, state):
        raise NotOffered(what)
    choice = talk.choices[state.line][what]
    felt = _affected(state, choice.effect)._replace(asked=state.asked.union(choice.asks))
    line = talk.lines[state.line]
    if choice.critical and not (choice.warns and choice.critical not in state.warned):
        after = felt._replace(line=END, critical=choice.critical)
        return Turn(line, what, choice, 0, state, after)
    points = choice.points or 0
    if choice.critical:
        felt = felt._replace(warned=state.warned | {choice.critical})
        points = WARNED
    after = _come_to(talk, felt, _onward(talk, felt, choice))
    return Turn(line, what, choice, points, state, after, warned=bool(choice.critical))


def _stand(talk: Talk, state: RunState, what: str) -> Turn:
    """Pause or stop. If called for, it earns most and leads to `then`. Otherwise a pause stays, a stop ends."""
    if state.over or (what == PAUSE and not may_pause(talk, state)):
        raise NotOffered(what)
    line = talk.lines[state.line]
    if line.needs == what:
        after = _come_to(talk, _affected(state, line.effect), line.then)
        return Turn(line, what, None, CALLED, state, after, called=True)
    after = state._replace(line=END) if what == STOP else state._replace(paused=state.paused | {line.id})
    return Turn(line, what, None, 0, state, after)


def _affected(state: RunState, effect: Effect) -> RunState:
    return state._replace(
        trust=max(0, min(FULL, state.trust + effect.trust)),
        guarding=max(0, min(FULL, state.guarding + effect.guarding)),
        pain=max(0, min(FULL, state.pain + effect.pain)),
        consent=effect.consent or state.consent,
    )


def _onward(talk: Talk, state: RunState, choice: Choice) -> str:
    for way in choice.next:
        if holds(way.when, state, talk.facts):
            return way.to
    raise DeadEnd(choice.id)


def _come_to(talk: Talk, state: RunState, line: str) -> RunState:
    """Arrive at a line or, once, at the line where this client withdraws consent instead."""
    instead = talk.variant.withdraws.get(line)
    if instead is None or line in state.withdrawn:
        return state._replace(line=line)
    return state._replace(line=instead, consent="withdrawn", withdrawn=state.withdrawn | {line})


def follow(talk: Talk, takes: Iterable[str]) -> ConversationRun:
    """The run in which these are taken in order. Raises NotOffered if one is not offered."""
    first = state = start(talk)
    turns = []
    for what in takes:
        turns.append(take(talk, state, what))
        state = turns[-1].after
    return ConversationRun(talk, first, tuple(turns))


def replay(body: Authored, variant: str, entries: Iterable[Mapping[str, Any]]) -> ConversationRun:
    """Replay a run from its entries, always with the same result. Raises NotOffered if they do not fit."""
    kept = tuple(dict(each) for each in entries)
    run = follow(talk(body, variant), (each["take"] for each in kept))
    if run.entries != kept:
        raise NotOffered(kept)
    return run


def presented(seed: str, line: Line, offered: Sequence[str]) -> tuple[str, ...]:
    """The offered choices in the order of this run, the same each time it reaches the line."""
    order = [choice.id for choice in line.choice]
    Random(f"{seed}:{line.id}").shuffle(order)  # noqa: S311 - an order, no secret
    return tuple(each for each in order if each in offered)


def to_draw(body: Authored, last: str) -> tuple[str, ...]:
    """The variants that the next run is drawn from: other than the last, if there are others."""
    return runs.to_draw([each.id for each in body.variant], last)


@dataclass(frozen=True)
class RunOutcome:
    """What a finished run earned, out of the best score of its variant. `critical` is a code or ""."""

    points: int
    of: int
    critical: str
    missed: str


def outcome(run: ConversationRun, fixed: Mapping[str, Fixed]) -> RunOutcome:
    """What a run that is over has earned."""
    return RunOutcome(run.points, fixed[run.talk.variant.id].best, run.state.critical, run.missed)
