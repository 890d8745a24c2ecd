"""Places on a figure as authors write them: zones, wrong places, landmarks. And their flaws."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, TypeVar

from pydantic import Field

from lms.curriculum.kinds import Flaw, Frame
from lms.curriculum.spec import Spec, specified
from lms.questions.geometry import FEWEST, Area, Point, Ring, crossing
from lms.questions.kinds.figure.grid import FEWEST as FEWEST_SQUARES
from lms.questions.kinds.figure.grid import MOST_COLUMNS, MOST_ROWS, STEP, Grid, over

Way = tuple[str | int, ...]  # the path to a field
MOST_CORNERS = 200


class Zone(Spec):
    """An area of the figure: a polygon in its own units, with holes, and the feedback for choosing it."""

    name: str = Field(min_length=1)
    points: tuple[Point, ...]
    hole: tuple[tuple[Point, ...], ...] = ()
    feedback: str = ""

    @cached_property
    def area(self) -> Area:
        """Its shape."""
        return Area(self.points, self.hole)


class NoGo(Zone):
    """A zone that must never be chosen. `missed` ends the sentence "not passed yet: …"."""

    missed: str = ""


class Landmark(Spec):
    """A named point for orientation without seeing the figure. Everyone gets it, so it must not give away the key."""

    name: str = Field(min_length=1)
    at: Point


class FigureBody(Spec):
    """A question on a figure. The compiler supplies the frame, the visible part of the figure."""

    frame: Frame

    def outside(self, points: Iterable[Point]) -> Iterator[Point]:
        """The points outside the visible part."""
        left, top, width, height = self.frame
        for x, y in points:
            if not (left <= x <= left + width and top <= y <= top + height):
                yield x, y


F = TypeVar("F", bound=FigureBody)


class GridBody(FigureBody):
    """A question whose answer is one or more places on the grid."""

    grid: int | None = Field(default=None, gt=0)  # the side of a square, in the figure's units
    landmark: tuple[Landmark, ...] = ()

    @cached_property
    def lattice(self) -> Grid:
        """The grid itself."""
        return over(self.frame, self.grid)

    @property
    def landmarks(self) -> list[tuple[str, str]]:
        """Each landmark's name and square."""
        return [(each.name, self.lattice.square(each.at)) for each in self.landmark]


def specified_on(spec: type[F], fields: dict[str, Any], frame: Frame) -> tuple[F | None, list[Flaw]]:
    """An author's fields as a spec for a figure with this frame, or None with every fault in plain words."""
    if "frame" in fields:
        return None, [Flaw(("frame",), "frame cannot be set here", "It is read from the figure.")]
    return specified(spec, {**fields, "frame": list(frame)})


def grid_flaws(body: GridBody) -> list[Flaw]:
    """Flaws of a grid that is too fine or too coarse, and of landmarks outside it."""
    grid = body.lattice if body.grid is None or body.grid % STEP == 0 else None
    if grid is None:
        return [Flaw(("grid",), f"grid is {body.grid}", f"The side of a square must be a multiple of {STEP}.")]
    if not (FEWEST_SQUARES <= grid.columns <= MOST_COLUMNS and FEWEST_SQUARES <= grid.rows <= MOST_ROWS):
        hint = f"A grid has {FEWEST_SQUARES} to {MOST_COLUMNS} columns and {FEWEST_SQUARES} to {MOST_ROWS} rows."
        return [Flaw(("grid",), f"the grid has {grid.columns} columns and {grid.rows} rows", hint)]
    return [
        Flaw(("landmark", index, "at"), f"“{each.name}” is outside the figure", frame_hint(body))
        for index, each in enumerate(body.landmark)
        if not grid.square(each.at)
    ]


def zone_flaws(body: FigureBody, zones: Sequence[Zone], way: Way) -> Iterator[Flaw]:
    """Flaws of zones without an area, outside the visible part, or without feedback. `way` leads to their list."""
    for index, zone in enumerate(zones):
        here = (*way, index)
        yield from _shape_flaws(zone, here)
        for point in list(body.outside((*zone.points, *(each for hole in zone.hole for each in hole))))[:1]:
            yield Flaw((*here, "points"), f"“{zone.name}” is outside the figure at {_said(point)}", frame_hint(body))
        if not zone.feedback.strip():
            hint = "Say in one sentence what is there."
            yield Flaw((*here, "feedback"), f"“{zone.name}” has no feedback", hint, "advice")


def frame_hint(body: FigureBody) -> str:
    """The visible part of the figure, in words."""
    left, top, width, height = body.frame
    return f"The visible area goes from {left:g} to {left + width:g} across and from {top:g} to {top + height:g} down."


def sound(zones: Iterable[Zone]) -> bool:
    """Whether all have a valid shape, so that points can be tested against them."""
    return all(not list(_shape_flaws(zone, ())) for zone in zones)


def unreachable(grid: Grid, zone: Zone, way: Way) -> Iterator[Flaw]:
    """The flaw of a zone too narrow to contain a place of the grid."""
    if not any(True for _ in grid.places(zone.area)):
        hint = f"Positions are {grid.fine} apart. Make the zone larger or the grid finer (grid is {grid.step} now)."
        yield Flaw((*way, "points"), f"no grid position falls in “{zone.name}”", hint)


def shared_places(grid: Grid, zones: Sequence[Zone], others: Sequence[NoGo], way: Way) -> Iterator[Flaw]:
    """The flaw of a correct zone that shares places with one that must never be chosen."""
    for index, zone in enumerate(zones):
        for other in others:
            if any(other.area.holds(place) for place in grid.places(zone.area)):
                hint = "A place cannot be both correct and dangerous. Draw the zones apart."
                yield Flaw((*way, index, "points"), f"“{zone.name}” overlaps “{other.name}”", hint)


def _shape_flaws(zone: Zone, way: Way) -> Iterator[Flaw]:
    rings: list[tuple[Way, Ring]] = [((*way, "points"), zone.points)]
    rings += [((*way, "hole", index), hole) for index, hole in enumerate(zone.hole)]
    whole = True
    for here, ring in rings:
        if not FEWEST <= len(ring) <= MOST_CORNERS:
            whole = False
            hint = f"A polygon has {FEWEST} to {MOST_CORNERS}."
            yield Flaw(here, f"“{zone.name}” has {len(ring)} corners", hint)
        elif met := crossing(ring):
            whole = False
            hint = "List the corners in order around the zone."
            yield Flaw(here, f"“{zone.name}” crosses itself near {_said(met[0])} and {_said(met[1])}", hint)
    if whole:
        yield from _hole_flaws(zone, way)


def _hole_flaws(zone: Zone, way: Way) -> Iterator[Flaw]:
    outer = Area(zone.points)
    for index, hole in enumerate(zone.hole):
        if not outer.encloses(hole) or any(Area(hole).overlaps(Area(other)) for other in zone.hole[:index]):
            hint = "A hole must be inside its polygon and apart from other holes."
            yield Flaw((*way, "hole", index), f"a hole in “{zone.name}” is not inside it", hint)


def _said(point: Point) -> str:
    return f"{point[0]}, {point[1]}"
