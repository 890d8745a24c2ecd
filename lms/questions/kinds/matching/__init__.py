"""Matching: each left side gets a right side; several may share one, and decoys fit nothing.

The answer is a list with the canonical index of the right side (of `Body.rights`) for each pair, or None.
"""

from functools import cached_property
from random import Random
from typing import Any

from pydantic import Field

from lms.curriculum.kinds import Flaw
from lms.curriculum.spec import Spec, specified
from lms.questions.kinds.base import BaseKind, Fault, Given, Grade, assigned, few, repeated, shared, shuffled


class Pair(Spec):
    """A left side and the right side that belongs to it."""

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
        """All right sides, each once. In the order of the alphabet, so that their order tells nothing of the key."""
        return sorted({pair.right for pair in self.pair} | set(self.decoy))


class Matching(BaseKind[Body]):
    """Pairs to find."""

    name = "matching"
    folder = "matching"
    spec = Body

    def read(self, fields: dict[str, Any]) -> tuple[dict[str, Any], list[Flaw]]:
        """Flaws: fewer than two pairs, one right side for all, repeated left sides, idle decoys, no feedback."""
        body, flaws = specified(Body, fields)
        if body is None:
            return {}, flaws
        flaws += [*few("pair", body.pair, "pairs"), *repeated("pair", (pair.left for pair in body.pair), "left")]
        flaws += [*_decoy_flaws(body), *repeated("decoy", body.decoy)]
        if len(body.pair) > 1 and len(body.rights) == 1:
            flaws.append(Flaw(("pair",), "all pairs have the same right side", "Add a pair or a decoy that differs."))
        hint = "Explain why they belong together."
        flaws += [
            Flaw(("pair", index, "feedback"), f"“{pair.left}” has no feedback", hint, "advice")
            for index, pair in enumerate(body.pair)
            if not pair.feedback.strip()
        ]
        return body.model_dump(mode="json"), flaws

    def arrange(self, body: Body, rng: Random) -> list[Any]:
        """Two orders: of the left sides, and of the right sides."""
        return [shuffled(len(body.pair), rng), shuffled(len(body.rights), rng)]

    def read_response(self, _body: Body, order: list[Any], given: Given) -> list[int | None] | None:
        """For each presented left side `0`, `1`, … the presented position of its right side, or ""."""
        lefts, rights = order
        return assigned(lefts, rights, given)

    def grade(self, body: Body, response: list[int | None] | None, *, critical: bool, missed: str) -> Grade:
        """A share for each right pair; a critical pair that is not right is missed."""
        rights = body.rights
        given = response or [None] * len(body.pair)
        faults = [
            Fault(pair.critical, pair.missed, blank=found is None)
            for pair, found in zip(body.pair, given, strict=True)
            if found is None or rights[found] != pair.right
        ]
        return shared(faults, len(body.pair), critical=critical, missed=missed)


def _decoy_flaws(body: Body) -> list[Flaw]:
    rights = {pair.right for pair in body.pair}
    return [
        Flaw(("decoy", index), f"“{decoy}” is the right side of a pair", "A decoy must not match any pair.")
        for index, decoy in enumerate(body.decoy)
        if decoy in rights
    ]
