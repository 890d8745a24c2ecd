"""Matching: each left side gets a right side. Several may share one, and decoys fit nothing.

The answer is a list with the index in `Body.rights`, or None, for each pair.
"""

from collections.abc import Iterator
from functools import cached_property
from random import Random
from typing import Any

from pydantic import Field

from lms.core.i18n import lazy_gettext as _l
from lms.curriculum.kinds import Flaw
from lms.curriculum.spec import Spec
from lms.questions.kinds.base import Given, Grade, PlainKind, assigned, assignment, shuffled
from lms.questions.kinds.faults import misplaced, shared
from lms.questions.kinds.flaws import few, idle, repeated, unexplained


class Pair(Spec):
    """A left side and its right side."""

    left: str = Field(min_length=1)
    right: str = Field(min_length=1)
    feedback: str = ""
    critical: bool = False
    missed: str = ""
    sources: tuple[str, ...] = ()


class Body(Spec):
    """What the author wrote."""

    pair: tuple[Pair, ...]
    decoy: tuple[str, ...] = ()

    @cached_property
    def rights(self) -> list[str]:
        """All right sides, without repeats and sorted, so that their order does not reveal the key."""
        return sorted({pair.right for pair in self.pair} | set(self.decoy))

    @cached_property
    def key(self) -> list[int]:
        """The index of the right side that belongs to each pair."""
        return [self.rights.index(pair.right) for pair in self.pair]


class Matching(PlainKind[Body]):
    """Find the pairs."""

    name = "matching"
    label = _l("matching")
    folder = "matching"
    spec = Body

    def flaws(self, body: Body) -> Iterator[Flaw]:
        """Fewer than two pairs, one right side for all, repeated left sides, idle decoys, no feedback."""
        yield from few("pair", body.pair, "pairs")
        yield from repeated("pair", (pair.left for pair in body.pair), "left")
        yield from idle(body.decoy, {pair.right for pair in body.pair}, "the right side of a pair", "pair")
        if len(body.pair) > 1 and len(body.rights) == 1:
            yield Flaw(("pair",), "all pairs have the same right side", "Add a pair or a decoy that differs.")
        told = ((pair.left, pair.feedback) for pair in body.pair)
        yield from unexplained("pair", told, "Explain why they belong together.")

    def arrange(self, body: Body, rng: Random) -> list[Any]:
        """Two orders: of the left sides, and of the right sides."""
        return [shuffled(len(body.pair), rng), shuffled(len(body.rights), rng)]

    def read_response(self, _body: Body, order: list[Any], given: Given) -> list[int | None] | None:
        """For each presented left side `0`, `1`, … the presented position of its right side, or ""."""
        lefts, rights = order
        return assigned(lefts, rights, given)

    def solution(self, body: Body, order: list[Any]) -> Given:
        """Each left side with its own right side."""
        lefts, rights = order
        return assignment(lefts, rights, body.key)

    def mistake(self, body: Body, order: list[Any]) -> Given | None:
        """Each left side with the right side after its own."""
        lefts, rights = order
        return assignment(lefts, rights, [(index + 1) % len(rights) for index in body.key])

    def grade(self, body: Body, response: list[int | None] | None, *, critical: bool, missed: str) -> Grade:
        """An equal share for each correct pair. A critical pair that is not correct is missed."""
        return shared(misplaced(body.pair, response, body.key), len(body.pair), critical=critical, missed=missed)
