"""Names to put on the marked places of a figure; decoys belong nowhere.

The answer is a list with the index in `Body.names`, or None, for each place in the author's order.
"""

from collections.abc import Iterator
from functools import cached_property
from random import Random
from typing import Any

from pydantic import Field

from lms.core.i18n import lazy_gettext as _l
from lms.curriculum.kinds import Flaw
from lms.curriculum.spec import Spec
from lms.questions.geometry import Point
from lms.questions.kinds.base import Given, Grade, assigned, assignment, shuffled
from lms.questions.kinds.faults import misplaced, shared
from lms.questions.kinds.figure.kind import FigureKind
from lms.questions.kinds.figure.zones import FigureBody, frame_hint
from lms.questions.kinds.flaws import few, idle, unexplained

MOST = 20


class LabeledPlace(Spec):
    """A marked point and its name."""

    name: str = Field(min_length=1)
    at: Point
    feedback: str = ""
    critical: bool = False
    missed: str = ""
    sources: tuple[str, ...] = ()


class Body(FigureBody):
    """What the author wrote. Places are numbered in the order in which they are written."""

    place: tuple[LabeledPlace, ...]
    decoy: tuple[str, ...] = ()

    @cached_property
    def names(self) -> list[str]:
        """All names, without repeats and sorted, so that their order does not reveal the key."""
        return sorted({place.name for place in self.place} | set(self.decoy))

    @cached_property
    def key(self) -> list[int]:
        """The index of the name that belongs to each place."""
        return [self.names.index(place.name) for place in self.place]


class Label(FigureKind[Body]):
    """Put names on places."""

    name = "label"
    label = _l("labeling")
    folder = "label"
    spec = Body

    def flaws(self, body: Body) -> Iterator[Flaw]:
        """Too few or too many places, a place twice or outside the figure, idle decoys, no feedback."""
        if len(body.place) > MOST:
            yield Flaw(("place",), f"has {len(body.place)} places", f"Write at most {MOST}.")
        yield from few("place", body.place, "places")
        yield from _point_flaws(body)
        told = ((place.name, place.feedback) for place in body.place)
        yield from unexplained("place", told, "Say in one sentence how to recognize it.")
        yield from idle(body.decoy, {place.name for place in body.place}, "the name of a place", "place")
        if len(body.place) > 1 and len(body.names) == 1:
            yield Flaw(("place",), "all places have the same name", "Add a place or a decoy that differs.")

    def arrange(self, body: Body, rng: Random) -> list[Any]:
        """The names in a random order. The places keep their numbers."""
        return shuffled(len(body.names), rng)

    def read_response(self, body: Body, order: list[Any], given: Given) -> list[int | None] | None:
        """For each place `0`, `1`, … the presented position of its name, or ""."""
        return assigned(range(len(body.place)), order, given)

    def solution(self, body: Body, order: list[Any]) -> Given:
        """Each place with its own name."""
        return assignment(range(len(body.place)), order, body.key)

    def grade(self, body: Body, response: list[int | None] | None, *, critical: bool, missed: str) -> Grade:
        """An equal share for each place with its own name. A critical place without it is missed."""
        return shared(misplaced(body.place, response, body.key), len(body.place), critical=critical, missed=missed)


def _point_flaws(body: Body) -> Iterator[Flaw]:
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
