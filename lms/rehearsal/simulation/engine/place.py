"""Where the hand is placed: a point in a zone of the figure or elsewhere, what it feels, and what it works on."""

from collections.abc import Mapping, Sequence
from typing import Any

from lms.questions.geometry import Area, Point
from lms.rehearsal.simulation.engine.state import Ground, ground_of

START, NEAR, NEVER, ELSEWHERE = "start", "near", "never", "elsewhere"
ORDER = (NEVER, START, NEAR)  # if zones overlap, the first counts
GIVE = {START: 100, NEAR: 70, NEVER: 50, ELSEWHERE: 50}  # percent: how well tissue softens there


def kind_of(body: Mapping[str, Any], point: Point) -> str:
    """The kind of zone at a point of the figure."""
    zone = zone_at(body, point)
    return str(zone["kind"]) if zone else ELSEWHERE


def feel_of(body: Mapping[str, Any], point: Point) -> str:
    """What a palm feels at a point, in the author's words."""
    return str((zone_at(body, point) or body["place"]["elsewhere"])["feel"])


def zone_at(body: Mapping[str, Any], point: Point) -> Mapping[str, Any] | None:
    """The zone at a point, or None."""
    zones: Sequence[Mapping[str, Any]] = sorted(body["place"]["zone"], key=lambda each: ORDER.index(each["kind"]))
    return next((each for each in zones if area(each).holds(point)), None)


def area(zone: Mapping[str, Any]) -> Area:
    """The shape of a compiled zone."""
    return Area(tuple((x, y) for x, y in zone["points"]))


def ground_at(body: Mapping[str, Any], kind: str) -> Ground:
    """The ground at a place of this kind."""
    return ground_of(body, give=GIVE[kind], beat=int(kind == NEVER))
