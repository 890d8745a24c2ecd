"""A route over a figure: its start, direction and end, and what it must never cross.

The answer is a list with the two places, start and end; either may be None.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from pydantic import Field

from lms.core.i18n import lazy_gettext as _l
from lms.curriculum.kinds import Flaw
from lms.curriculum.spec import Spec
from lms.questions.geometry import Point, on_course
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

MARKS = 2  # start and end
PARTS = 3  # start, direction, end: a third of the mark each


class Terminus(Zone):
    """Where the route starts or ends. `feedback_wrong` is for anywhere else."""

    feedback_wrong: str = ""


class Bearing(Spec):
    """The direction in degrees, within `tolerance`: 0 is up, 90 to the right of the figure, 180 down."""

    direction: float = Field(ge=0, lt=360)
    tolerance: float = Field(gt=0, le=90)
    feedback: str = ""
    feedback_wrong: str = ""


@dataclass(frozen=True)
class JudgedRoute:
    """What was correct in a route, and the forbidden zone that it crossed, if any."""

    start: bool
    course: bool
    end: bool
    crossed: NoGo | None = None


class Body(GridBody):
    """What the author wrote."""

    start: Terminus
    course: Bearing
    end: Terminus
    never: tuple[NoGo, ...] = ()

    def judged(self, response: Response) -> JudgedRoute:
        """What was correct in a route. Marks without a place are not."""
        start, end = points(response, MARKS)
        whole = (start, end) if start and end else None
        way = [place for place in (start, end) if place]
        return JudgedRoute(
            start=start is not None and self.start.area.holds(start),
            course=whole is not None and on_course(*whole, self.course.direction, self.course.tolerance),
            end=end is not None and self.end.area.holds(end),
            crossed=next((zone for zone in self.never if way and zone.area.meets(way[0], way[-1])), None),
        )


class Route(FigureKind[Body]):
    """Show a route."""

    name = "route"
    label = _l("path on a figure")
    folder = "route"
    spec = Body

    def flaws(self, body: Body) -> Iterator[Flaw]:
        """Zones without a shape, outside the figure or off the grid; no possible route; no feedback."""
        sane = True
        for flaw in _zone_flaws(body):
            sane &= flaw.level != "error"
            yield flaw
        if sane and not any(True for _ in _right_ways(body)):
            hint = "Change the direction, widen the tolerance or redraw the zones."
            yield Flaw(("course",), "no path from start to end can be correct", hint)

    def read_response(self, body: Body, _order: list[Any], given: Given) -> Response:
        """The places of the start and of the end on the grid."""
        return read_places(body.lattice, MARKS, given)

    def solution(self, body: Body, _order: list[Any]) -> Given:
        """A route from the start to the end."""
        return send_places(body.lattice, next(_right_ways(body)))

    def grade(self, body: Body, response: Response, *, critical: bool, missed: str) -> Grade:
        """A third each for start, direction and end. A route through a forbidden zone earns nothing and is missed."""
        judged = body.judged(response)
        if judged.crossed:
            return Grade(0.0, critical_missed=True, missed=judged.crossed.missed or missed)
        right = judged.start + judged.course + judged.end
        given = sum(place is not None for place in points(response, MARKS))
        lost = [Fault(critical=True, missed="", blank=right == given < MARKS)] if critical and right < PARTS else []
        return lost_by(lost, right / PARTS, missed)


def _zone_flaws(body: Body) -> Iterator[Flaw]:
    yield from grid_flaws(body)
    yield from zone_flaws(body, body.never, ("never",))
    yield from _silent(body)
    for field, zone in (("start", body.start), ("end", body.end)):
        for flaw in _ends(body, zone):
            yield Flaw((field, *flaw.where[1:]), flaw.message, flaw.hint, flaw.level)


def _ends(body: Body, zone: Terminus) -> Iterator[Flaw]:
    yield from zone_flaws(body, (zone,), ())
    if sound((zone, *body.never)) and not grid_flaws(body):
        yield from unreachable(body.lattice, zone, (0,))
        yield from shared_places(body.lattice, (zone,), body.never, ())


def _silent(body: Body) -> Iterator[Flaw]:
    """Advice for parts without feedback on a wrong answer."""
    parts = {"start": body.start.feedback_wrong, "end": body.end.feedback_wrong, "course": body.course.feedback_wrong}
    for field, text in parts.items():
        if not text.strip():
            hint = "Say in one sentence what is wrong."
            yield Flaw((field, "feedback_wrong"), f"the {field} has no feedback for a wrong answer", hint, "advice")


def _right_ways(body: Body) -> Iterator[tuple[Point, Point]]:
    """Every correct route on the grid."""
    for start, end in product(body.lattice.places(body.start.area), body.lattice.places(body.end.area)):
        on_its_way = on_course(start, end, body.course.direction, body.course.tolerance)
        if on_its_way and not any(zone.area.meets(start, end) for zone in body.never):
            yield start, end
