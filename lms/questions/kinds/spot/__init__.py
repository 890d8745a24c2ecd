"""One or more places to choose on a figure. The answer is a list with the place of each mark, or None.

A place is checked in this order: a no-go zone, the correct zone, a wrong place that the author describes,
near the correct zone, the same place on the other side of the body, anywhere else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pydantic import Field

from lms.core.i18n import lazy_gettext as _l
from lms.curriculum.kinds import Flaw
from lms.curriculum.spec import Spec
from lms.questions.geometry import Point, mirrored
from lms.questions.kinds.base import Given, Grade
from lms.questions.kinds.faults import Fault, lost_by
from lms.questions.kinds.figure.grid import Response, points, read_places, send_places
from lms.questions.kinds.figure.kind import FigureKind
from lms.questions.kinds.figure.zones import (
    GridBody,
    NoGo,
    Zone,
    grid_flaws,
    shared_places,
    sound,
    unreachable,
    zone_flaws,
)
from lms.questions.kinds.flaws import repeated

MOST = 9
Z = TypeVar("Z", bound=Zone)
Sort = Literal["right", "near", "known", "no-go", "other-side", "elsewhere", "none"]


class Spot(Spec):
    """A place to find: any of its zones. Up to `near` away, in the figure's units, still earns `near_worth`."""

    label: str = ""  # the prompt for it, if there are several
    zone: tuple[Zone, ...]
    near: int = Field(default=0, ge=0)
    near_worth: float = Field(default=0.5, ge=0, le=1)
    near_feedback: str = ""
    side: Literal["", "left", "right"] = ""  # of the client
    other_side: str = ""  # the feedback for the same place on the other side
    feedback_wrong: str = ""


@dataclass(frozen=True)
class SpotVerdict:
    """The verdict on a place: its share of the points, and its feedback."""

    sort: Sort
    worth: float = 0.0
    name: str = ""
    feedback: str = ""
    missed: str = ""


class Body(GridBody):
    """What the author wrote."""

    spot: tuple[Spot, ...]
    no_go: tuple[NoGo, ...] = ()
    known: tuple[Zone, ...] = ()
    midline: int | None = None  # its x, if sides matter
    view: Literal["front", "back"] = "front"  # from the front, or a slice from the feet: the client's right is left

    @property
    def labels(self) -> list[str]:
        """The prompt for each mark."""
        return [spot.label for spot in self.spot]

    def judged(self, response: Response) -> list[SpotVerdict]:
        """The verdict on each mark."""
        places = zip(self.spot, points(response, len(self.spot)), strict=True)
        return [_judge_one(self, spot, place) if place else SpotVerdict("none") for spot, place in places]

    def on_side(self, point: Point, side: str) -> bool:
        """Whether a point is on this side of the client. The midline is on both."""
        across = (point[0] - (self.midline or 0)) * (-1 if self.view == "front" else 1)
        return across >= 0 if side == "right" else across <= 0


class Spots(FigureKind[Body]):
    """Choose places."""

    name = "spot"
    label = _l("hotspot")
    folder = "spot"
    spec = Body

    def flaws(self, body: Body) -> Iterator[Flaw]:
        """Zones without a shape, outside the figure, off the grid, dangerous or on the wrong side; no feedback."""
        yield from _number_flaws(body)
        yield from grid_flaws(body)
        yield from zone_flaws(body, body.no_go, ("no_go",))
        yield from zone_flaws(body, body.known, ("known",))
        gridded = not grid_flaws(body) and sound(body.no_go)
        for index, spot in enumerate(body.spot):
            yield from _spot_flaws(body, spot, index, gridded=gridded)

    def read_response(self, body: Body, _order: list[Any], given: Given) -> Response:
        """The place of each mark on the grid."""
        return read_places(body.lattice, len(body.spot), given)

    def solution(self, body: Body, _order: list[Any]) -> Given:
        """A place in the middle of each spot's first zone."""
        zones = (list(body.lattice.places(spot.zone[0].area)) for spot in body.spot)
        return send_places(body.lattice, [places[len(places) // 2] for places in zones])

    def grade(self, body: Body, response: Response, *, critical: bool, missed: str) -> Grade:
        """A share for each mark. A no-go zone, or an incorrect mark in a critical question, is missed."""
        verdicts = body.judged(response)
        dangerous = [each for each in verdicts if each.sort == "no-go"]
        lost = dangerous or [each for each in verdicts if critical and each.sort != "right"]
        faults = [Fault(critical=True, missed=each.missed, blank=each.sort == "none") for each in lost]
        return lost_by(faults, sum(each.worth for each in verdicts) / len(verdicts), missed)


def _judge_one(body: Body, spot: Spot, place: Point) -> SpotVerdict:
    if danger := next(_holding(body.no_go, place), None):
        return SpotVerdict("no-go", name=danger.name, feedback=danger.feedback, missed=danger.missed)
    if zone := next(_holding(spot.zone, place), None):
        return SpotVerdict("right", 1.0, zone.name, zone.feedback)
    if known := next(_holding(body.known, place), None):
        return SpotVerdict("known", name=known.name, feedback=known.feedback)
    if spot.near and _near(spot, place):
        return SpotVerdict("near", spot.near_worth, feedback=spot.near_feedback)
    if spot.side and _near(spot, mirrored(place, body.midline or 0)):
        return SpotVerdict("other-side", feedback=spot.other_side)
    return SpotVerdict("elsewhere", feedback=spot.feedback_wrong)


def _holding(zones: Sequence[Z], place: Point) -> Iterator[Z]:
    return (zone for zone in zones if zone.area.holds(place))


def _near(spot: Spot, place: Point) -> bool:
    return any(zone.area.within(place, spot.near) for zone in spot.zone)


def _number_flaws(body: Body) -> Iterator[Flaw]:
    if not 1 <= len(body.spot) <= MOST:
        yield Flaw(("spot",), f"has {len(body.spot)} spots", f"Write 1 to {MOST} spots.")
    if len(body.spot) > 1:
        yield from repeated("spot", body.labels, "label")
        for index, spot in enumerate(body.spot):
            if not spot.label.strip():
                yield Flaw(
                    ("spot", index, "label"),
                    "needs a label, because there are several spots",
                    "Say what learners look for.",
                )


def _spot_flaws(body: Body, spot: Spot, index: int, *, gridded: bool) -> Iterator[Flaw]:
    way = ("spot", index, "zone")
    if not spot.zone:
        yield Flaw(way, "has no zone", "Add at least one correct zone.")
    yield from zone_flaws(body, spot.zone, way)
    if sound(spot.zone) and gridded:
        for each, zone in enumerate(spot.zone):
            yield from unreachable(body.lattice, zone, (*way, each))
        yield from shared_places(body.lattice, spot.zone, body.no_go, way)
    yield from _side_flaws(body, spot, index)
    said = {"feedback_wrong": spot.feedback_wrong}
    said |= {"near_feedback": spot.near_feedback} if spot.near else {}
    said |= {"other_side": spot.other_side} if spot.side else {}
    for field, text in said.items():
        if not text.strip():
            yield Flaw(
                ("spot", index, field), f"{field} is empty", "Say in one sentence what is wrong there.", "advice"
            )


def _side_flaws(body: Body, spot: Spot, index: int) -> Iterator[Flaw]:
    if spot.side and body.midline is None:
        yield Flaw(("spot", index, "side"), "names a side, but the question has no midline", "Write midline = 200.")
    elif spot.side:
        for each, zone in enumerate(spot.zone):
            if not all(body.on_side(point, spot.side) for point in zone.points):
                hint = 'Seen from the front, the client\'s right is on the left; set view = "back" to reverse this.'
                message = f"“{zone.name}” is not on the client’s {spot.side}"
                yield Flaw(("spot", index, "zone", each, "points"), message, hint)
