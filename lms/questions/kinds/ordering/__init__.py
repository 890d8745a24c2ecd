"""Steps to put in order. The key is a partial order: any sequence that keeps it is correct.

The answer is a list with the place (from 0), or None, that each step, in the author's order, was given. A place
belongs to its step alone and implies no other step's place, so an order may have gaps, or one place twice.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from random import Random
from typing import Any

from pydantic import Field

from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l
from lms.curriculum.kinds import Flaw
from lms.curriculum.spec import Spec
from lms.questions.kinds.base import Given, Grade, PlainKind, chosen, only, shuffled, single
from lms.questions.kinds.faults import Fault, shared
from lms.questions.kinds.flaws import repeated, unexplained

FEWEST, MOST = 3, 20
TRIES = 20  # to shuffle to an incorrect order; after that, the reverse of the best one


class OrderedStep(Spec):
    """One step."""

    id: str = Field(min_length=1)
    text: str = Field(min_length=1)
    feedback: str = ""
    sources: tuple[str, ...] = ()


class Need(Spec):
    """`step` comes after `after`. Where that is `critical`, breaking it misses a critical item."""

    step: str
    after: str
    critical: bool = False
    missed: str = ""
    feedback: str = ""


class Body(Spec):
    """What the author wrote: the steps in their best order, and which needs another before it."""

    step: tuple[OrderedStep, ...]
    needs: tuple[Need, ...] | None = None  # None: each step needs the one that is written before it

    @cached_property
    def edges(self) -> tuple[tuple[int, int, Need], ...]:
        """Each need as two steps, the earlier one first."""
        place = {step.id: index for index, step in enumerate(self.step)}
        needs = self.needs
        if needs is None:
            needs = tuple(Need(step=later.id, after=earlier.id) for earlier, later in pairwise(self.step))
        return tuple((place[need.after], place[need.step], need) for need in needs)

    def broken(self, places: list[int | None] | None) -> list[Need]:
        """The needs that an answer does not keep; a step without a place keeps none of its own."""
        given = places or [None] * len(self.step)
        return [need for first, then, need in self.edges if not _before(given[first], given[then])]

    @staticmethod
    def twice(places: list[int | None] | None) -> set[int]:
        """The places that more than one step was given."""
        return {place for place, steps in Counter(places or ()).items() if place is not None and steps > 1}

    @staticmethod
    def in_order(places: list[int | None]) -> list[tuple[int | None, int | None]]:
        """Place and step as an answer has them, with a gap for each place before the last that no step was given.

        Steps without a place come last.
        """
        steps = range(len(places))
        last = max((place for place in places if place is not None), default=-1)
        found: list[tuple[int | None, int | None]] = []
        for place in range(last + 1):
            found += [(place, step) for step in steps if places[step] == place] or [(place, None)]
        return found + [(None, step) for step in steps if places[step] is None]


class Ordering(PlainKind[Body]):
    """Steps to order."""

    name = "ordering"
    label = _l("ordering")
    folder = "ordering"
    spec = Body

    def flaws(self, body: Body) -> Iterator[Flaw]:
        """Too few or too many steps, repeated ids or texts, needs that cannot be kept, no feedback."""
        if not FEWEST <= len(body.step) <= MOST:
            yield Flaw(("step",), f"has {len(body.step)} steps", f"Write {FEWEST} to {MOST} steps.")
        yield from repeated("step", (step.id for step in body.step), "id")
        yield from repeated("step", (step.text for step in body.step))
        yield from _needs(body)
        told = ((step.text, step.feedback) for step in body.step)
        yield from unexplained("step", told, "Say in one sentence why it belongs there.")

    def arrange(self, body: Body, rng: Random) -> list[Any]:
        """The steps in a random order that is not right. Shuffled from the alphabet, which tells nothing of the key."""
        alphabet = sorted(range(len(body.step)), key=lambda index: body.step[index].text)
        for _try in range(TRIES):
            order = [alphabet[place] for place in shuffled(len(alphabet), rng)]
            if body.broken([order.index(step) for step in range(len(order))]):
                return order
        return list(reversed(range(len(body.step))))

    def read_response(self, _body: Body, order: list[Any], given: Given) -> list[int | None] | None:
        """For each presented step `0`, `1`, … the place that it was given, from 0, or ""."""
        only(given, (str(position) for position in range(len(order))))
        places: list[int | None] = [None] * len(order)
        for position, step in enumerate(order):
            value = single(given, str(position))
            places[step] = chosen(range(len(order)), value) if value else None
        return None if all(place is None for place in places) else places

    def solution(self, _body: Body, order: list[Any]) -> Given:
        """Each step at the place where its author wrote it: that is the best order."""
        return {str(position): [str(step)] for position, step in enumerate(order)}

    def complete(self, body: Body, response: list[int | None] | None) -> bool:
        """Whether every step has a place of its own."""
        return super().complete(body, response) and not body.twice(response)

    def so_far(self, body: Body, response: list[int | None] | None) -> str:
        """How many steps have a place, and which places are used more than once."""
        if response is None:
            return ""
        placed = [place for place in response if place is not None]
        said = [_("%(done)s of %(all)s steps placed.", done=len(placed), all=len(response))]
        said += [
            _("Position %(place)s is used more than once.", place=place + 1) for place in sorted(body.twice(response))
        ]
        return " ".join(said)

    def grade(self, body: Body, response: list[int | None] | None, *, critical: bool, missed: str) -> Grade:
        """A share for each need that is kept; a broken critical need is missed.

        In a critical question the critical needs decide where there are any, else every need does.
        """
        given = response or [None] * len(body.step)
        faults = [
            Fault(need.critical, need.missed, blank=_undecided(given[first], given[then]))
            for first, then, need in body.edges
            if not _before(given[first], given[then])
        ]
        whole = critical and not any(need.critical for _first, _then, need in body.edges)
        return shared(faults, len(body.edges), critical=whole, missed=missed)


def _before(first: int | None, then: int | None) -> bool:
    return first is not None and then is not None and first < then


def _undecided(first: int | None, then: int | None) -> bool:
    """Whether an answer says nothing of the order of two steps."""
    return first is None or then is None or first == then


def _needs(body: Body) -> Iterator[Flaw]:
    """The flaws of the partial order; it is looked at as a whole once each need is sound."""
    if body.needs is None:
        return
    if not body.needs:
        yield Flaw(("needs",), "sets no order", "Remove it, and each step will follow the one before it.")
        return
    ids = {step.id for step in body.step}
    sound = True
    for flaw in _each(body.needs, ids):
        sound = False
        yield flaw
    if sound and len(ids) == len(body.step):
        yield from _together(body)


def _each(needs: tuple[Need, ...], ids: set[str]) -> Iterator[Flaw]:
    seen: Counter[tuple[str, str]] = Counter()
    known = f"There are {', '.join(sorted(ids))}"
    for index, need in enumerate(needs):
        for field in ("step", "after"):
            if getattr(need, field) not in ids:
                yield Flaw(("needs", index, field), f"there is no step “{getattr(need, field)}”", known)
        if need.step == need.after:
            yield Flaw(("needs", index), f"“{need.step}” cannot come after itself")
        if seen[need.step, need.after]:
            yield Flaw(("needs", index), f"“{need.step}” after “{need.after}” is listed twice")
        seen[need.step, need.after] += 1


def _together(body: Body) -> Iterator[Flaw]:
    graph: dict[str, set[str]] = {step.id: set() for step in body.step}
    for need in body.needs or ():
        graph[need.step].add(need.after)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        way = " → ".join(error.args[1])
        yield Flaw(("needs",), f"the needs form a loop: {way}", "Remove one of them.")
        return
    written: list[int | None] = list(range(len(body.step)))
    for index, (first, then, need) in enumerate(body.edges):
        if not _before(written[first], written[then]):
            hint = "List the steps in the best order. Learners see it as the answer."
            yield Flaw(("needs", index), f"“{need.step}” is listed before “{need.after}”", hint)
