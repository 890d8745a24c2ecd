"""Names to put on the marked places of a figure; decoys belong nowhere.

The answer is a list with the index of the name (of `Body.names`) for each place in the author's order, or None.
"""

from collections.abc import Iterator
from functools import cached_property
from random import Random
from typing import Any

from pydantic import Field

from lms.curriculum.kinds import Flaw, Frame
from lms.curriculum.spec import Spec
from lms.questions.geometry import Point
from lms.questions.kinds.base import Fault, Given, Grade, assigned, few, repeated, shared, shuffled
from lms.questions.kinds.figure.kind import OnFigureKind
from lms.questions.kinds.figure.zones import OnFigure, frame_hint, specified_on

MOST = 20


class Place(Spec):
    """A marked point and the name that belongs to it."""

    name: str = Field(min_length=1)
    at: Point
    feedback: str = ""
    critical: bool = False
    missed: str = ""
    sources: tuple[str, ...] = ()


class Body(OnFigure):
    """What the author wrote. The places are numbered in the order in which they are written."""

    place: tuple[Place, ...]
    decoy: tuple[str, ...] = ()

    @cached_property
    def names(self) -> list[str]:
        """All names, each once. In the order of the alphabet, so that their order tells nothing of the key."""
        return sorted({place.name for place in self.place} | set(self.decoy))


class Label(OnFigureKind[Body]):
    """Names to put on places."""

    name = "label"
    folder = "label"
    spec = Body

    def read_on(self, fields: dict[str, Any], frame: Frame) -> tuple[dict[str, Any], list[Flaw]]:
        """Flaws: too few or too many places, a place twice or outside the figure, idle decoys, no feedback."""
        body, flaws = specified_on(Body, fields, frame)
        if body is None:
            return {}, flaws
        if len(body.place) > MOST:
            flaws.append(Flaw(("place",), f"has {len(body.place)} places", f"Write at most {MOST}."))
        flaws += [*few("place", body.place, "places"), *_place_flaws(body), *_decoy_flaws(body)]
        flaws += repeated("decoy", body.decoy)
        if len(body.place) > 1 and len(body.names) == 1:
            flaws.append(Flaw(("place",), "all places have the same name", "Add a place or a decoy that differs."))
        return body.model_dump(mode="json"), flaws

    def arrange(self, body: Body, rng: Random) -> list[Any]:
        """The names in a random order; the places keep their numbers."""
        return shuffled(len(body.names), rng)

    def read_response(self, body: Body, order: list[Any], given: Given) -> list[int | None] | None:
        """For each place `0`, `1`, … the presented position of its name, or ""."""
        return assigned(range(len(body.place)), order, given)

    def grade(self, body: Body, response: list[int | None] | None, *, critical: bool, missed: str) -> Grade:
        """A share for each place with its own name; a critical place without it is missed."""
        given = response or [None] * len(body.place)
        faults = [
            Fault(place.critical, place.missed, blank=found is None)
            for place, found in zip(body.place, given, strict=True)
            if found is None or body.names[found] != place.name
        ]
        return shared(faults, len(body.place), critical=critical, missed=missed)


def _place_flaws(body: Body) -> Iterator[Flaw]:
    seen: set[Point] = set()
    for index, place in enumerate(body.place):
        if list(body.outside([place.at])):
            yield Flaw(("place", index, "at"), f"“{place.name}” is outside the figure", frame_hint(body))
        if place.at in seen:
            yield Flaw(
                ("place", index, "at"),
                f"“{place.name}” is on the same spot as another place",
                "Learners could not tell them apart.",
            )
        seen.add(place.at)
        if not place.feedback.strip():
            hint = "Say in one sentence how to recognize it."
            yield Flaw(("place", index, "feedback"), f"“{place.name}” has no feedback", hint, "advice")


def _decoy_flaws(body: Body) -> Iterator[Flaw]:
    names = {place.name for place in body.place}
    for index, decoy in enumerate(body.decoy):
        if decoy in names:
            yield Flaw(("decoy", index), f"“{decoy}” is the name of a place", "A decoy must not match any place.")
