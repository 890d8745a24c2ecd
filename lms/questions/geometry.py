"""Geometry on figures: points in and near areas with holes, the midline, routes and their directions.

Points are whole numbers in a figure's own units, x to the right and y down, so that every result except that of an
angle is exact. A border belongs to its area, a hole does not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import atan2, degrees

Point = tuple[int, int]
Ring = Sequence[Point]  # closed: the last point connects to the first
Edge = tuple[Point, Point]
FEWEST = 3  # corners of a ring
HAIR = 1e-9  # degrees: rounding errors of an angle stay below it, a step on any grid is far above


@dataclass(frozen=True)
class Area:
    """The inside of an outer ring, without its holes."""

    outer: Ring
    holes: tuple[Ring, ...] = ()

    @property
    def edges(self) -> Iterator[Edge]:
        """Every edge, including those of the holes."""
        for ring in (self.outer, *self.holes):
            yield from edges(ring)

    def holds(self, point: Point) -> bool:
        """Whether the point lies in it or on its border."""
        return _standing(point, self.outer) >= 0 and all(_standing(point, hole) <= 0 for hole in self.holes)

    def within(self, point: Point, reach: int) -> bool:
        """Whether the point is at most `reach` away from it."""
        return self.holds(point) or any(_close(point, edge, reach) for edge in self.edges)

    def meets(self, start: Point, end: Point) -> bool:
        """Whether the straight line from one point to the other touches it anywhere."""
        return self.holds(start) or any(_touch((start, end), edge) for edge in self.edges)

    def encloses(self, ring: Ring) -> bool:
        """Whether a ring lies in it without touching its border."""
        return self.holds(ring[0]) and not any(_touch(mine, its) for mine in self.edges for its in edges(ring))

    def overlaps(self, other: "Area") -> bool:
        """Whether the two share a point."""
        return any(self.meets(*edge) for edge in other.edges) or other.holds(self.outer[0])


def edges(ring: Ring) -> Iterator[Edge]:
    """Each corner with the next."""
    return pairwise((*ring, ring[0]))


def crossing(ring: Ring) -> Edge | None:
    """The start points of two edges that touch each other, or None if the ring is simple."""
    every = list(edges(ring))
    for (one, edge), (other, again) in combinations(enumerate(every), 2):
        neighbours = other - one == 1 or (one == 0 and other == len(every) - 1)
        if edge[0] == edge[1] or again[0] == again[1]:
            return edge[0], again[0]
        if _fold_back(edge, again) if neighbours else _touch(edge, again):
            return edge[0], again[0]
    return None


def mirrored(point: Point, midline: int) -> Point:
    """The same place on the other side of the body. `midline` is the x of the midline."""
    return 2 * midline - point[0], point[1]


def off_course(start: Point, end: Point, direction: float) -> float:
    """Degrees, 0 to 180, between a line and a direction: 0 is up, 90 right, 180 down, 270 left.

    Raises ValueError if the line has no length.
    """
    if start == end:
        raise ValueError("a way without length has no direction")
    found = degrees(atan2(end[0] - start[0], start[1] - end[1]))
    return abs((found - direction + 180) % 360 - 180)


def on_course(start: Point, end: Point, direction: float, tolerance: float) -> bool:
    """Whether a line has the direction, within `tolerance` degrees. A line without length has none."""
    return start != end and off_course(start, end, direction) <= tolerance + HAIR


def _turn(start: Point, end: Point, point: Point) -> int:
    """Positive if the point is on one side of the line, negative on the other, 0 on it."""
    return (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])


def _on(point: Point, edge: Edge) -> bool:
    (ax, ay), (bx, by) = edge
    inside = min(ax, bx) <= point[0] <= max(ax, bx) and min(ay, by) <= point[1] <= max(ay, by)
    return inside and _turn(*edge, point) == 0


def _standing(point: Point, ring: Ring) -> int:
    """1 inside the ring, 0 on it, -1 outside, by the parity of crossings of a ray to the right."""
    inside = False
    for edge in edges(ring):
        if _on(point, edge):
            return 0
        (_ax, ay), (_bx, by) = edge
        if (ay > point[1]) != (by > point[1]) and (_turn(*edge, point) > 0) == (by > ay):
            inside = not inside
    return 1 if inside else -1


def _close(point: Point, edge: Edge, reach: int) -> bool:
    """Whether the edge is within `reach` of the point. Compares squares, so that nothing is rounded."""
    (ax, ay), (bx, by) = edge
    along, length = (point[0] - ax) * (bx - ax) + (point[1] - ay) * (by - ay), (bx - ax) ** 2 + (by - ay) ** 2
    if along <= 0 or length == 0:
        return (point[0] - ax) ** 2 + (point[1] - ay) ** 2 <= reach**2
    if along >= length:
        return (point[0] - bx) ** 2 + (point[1] - by) ** 2 <= reach**2
    return _turn(*edge, point) ** 2 <= reach**2 * length


def _touch(one: Edge, other: Edge) -> bool:
    turns = (_turn(*one, other[0]), _turn(*one, other[1]), _turn(*other, one[0]), _turn(*other, one[1]))
    if _apart(turns[0], turns[1]) and _apart(turns[2], turns[3]):
        return True
    return any(_on(end, other) for end in one) or any(_on(end, one) for end in other)


def _apart(one: int, other: int) -> bool:
    return (one > 0 > other) or (one < 0 < other)


def _fold_back(edge: Edge, following: Edge) -> bool:
    """Whether two edges that share a corner overlap."""
    shared = next(iter({*edge} & {*following}))
    ends = [next(end for end in each if end != shared) for each in (edge, following)]
    return _on(ends[0], following) or _on(ends[1], edge)
