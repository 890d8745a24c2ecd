from math import hypot

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from lms.questions.geometry import Area, crossing, mirrored, off_course, on_course

POINTS = 100_000
SQUARE = ((0, 0), (100, 0), (100, 100), (0, 100))
HOLE = ((30, 30), (70, 30), (70, 70), (30, 70))
HORSESHOE = ((0, 0), (100, 0), (100, 90), (70, 90), (70, 30), (30, 30), (30, 90), (0, 90))
STAR = ((50, 0), (62, 38), (100, 38), (69, 60), (81, 100), (50, 75), (19, 100), (31, 60), (0, 38), (38, 38))
AREAS = {
    "square with a hole": Area(SQUARE, (HOLE,)),
    "horseshoe": Area(HORSESHOE),
    "star": Area(STAR),
    "two holes": Area(
        SQUARE, (((10, 10), (40, 10), (25, 60)), ((60, 60), (90, 60), (90, 90), (75, 70), (60, 90)))
    ),
    "slice of psoas": Area(tuple((186 + round(28 * c), 205 + round(40 * s)) for c, s in [
        (1, 0), (.71, .71), (0, 1), (-.71, .71), (-1, 0), (-.71, -.71), (0, -1), (.71, -.71)])),
}  # fmt: skip
coordinate = st.integers(-40, 40)
point = st.tuples(coordinate, coordinate)
rings = st.lists(point, min_size=3, max_size=9, unique=True)


@st.composite
def stars(draw):
    """Simple rings, concave ones among them: corners in the order in which one turns around a middle."""
    x, y = draw(point)
    turns = sorted(draw(st.lists(st.integers(0, 23), min_size=3, max_size=12, unique=True)))
    corners = [(turn, draw(st.integers(4, 40))) for turn in turns]
    ring = [
        (x + round(far * np.cos(turn * np.pi / 12)), y + round(far * np.sin(turn * np.pi / 12)))
        for turn, far in corners
    ]
    assume(crossing(ring) is None)
    return ring


def theirs(area):
    """The same area in shapely."""
    return shapely.Polygon(area.outer, area.holes)


@pytest.mark.parametrize("name", AREAS)
def test_a_hundred_thousand_points_lie_where_shapely_says(name):
    area, polygon = AREAS[name], theirs(AREAS[name])
    left, top, right, bottom = map(int, polygon.bounds)
    rng = np.random.default_rng(7)
    xs = rng.integers(left - 15, right + 16, POINTS // len(AREAS))
    ys = rng.integers(top - 15, bottom + 16, POINTS // len(AREAS))
    points = shapely.points(xs, ys)
    covered, distances = shapely.covers(polygon, points), shapely.distance(polygon, points)
    differences = edges = 0
    for x, y, held, distance in zip(xs.tolist(), ys.tolist(), covered.tolist(), distances.tolist(), strict=True):
        differences += area.holds((x, y)) != held
        for reach in (0, 5, 12):
            if abs(distance - reach) > 1e-9:
                differences += area.within((x, y), reach) != (distance < reach)
            else:  # shapely rounds; on the edge of the band is in it
                edges += 1
                differences += not area.within((x, y), reach)
    assert differences == 0
    assert edges > 100, "points on the very edge were among them"
    assert 0 < covered.sum() < len(xs)


@given(rings, st.lists(point, min_size=1, max_size=30))
def test_any_simple_ring_holds_what_shapely_says(ring, points):
    polygon = shapely.Polygon(ring)
    assert (crossing(ring) is None) == polygon.is_valid
    assume(polygon.is_valid)
    area = Area(ring)
    for each in points:
        assert area.holds(each) == polygon.covers(shapely.Point(each))


@given(stars(), point, point)
def test_a_way_meets_an_area_where_shapely_says(ring, start, end):
    assume(start != end)
    assert Area(ring).meets(start, end) == shapely.Polygon(ring).intersects(shapely.LineString([start, end]))


@given(stars(), stars())
def test_areas_overlap_and_enclose_where_shapely_says(one, other):
    mine, yours = shapely.Polygon(one), shapely.Polygon(other)
    assert Area(one).overlaps(Area(other)) == mine.intersects(yours)
    assert Area(one).encloses(other) == mine.contains_properly(yours)


def test_a_border_belongs_to_its_area_and_a_hole_does_not():
    area = Area(SQUARE, (HOLE,))
    assert all(area.holds(each) for each in ((0, 0), (50, 0), (100, 100), (30, 30), (30, 50)))
    assert not any(area.holds(each) for each in ((50, 50), (31, 31), (-1, 0), (101, 50)))
    assert (area.within((50, 50), 19), area.within((50, 50), 20)) == (False, True)


def test_a_way_inside_a_hole_meets_nothing():
    area = Area(SQUARE, (HOLE,))
    assert not area.meets((40, 40), (60, 60))
    assert area.meets((40, 40), (80, 80))
    assert area.meets((-10, 50), (110, 50))
    assert not area.meets((-10, -10), (110, -10))


@pytest.mark.parametrize(
    "ring",
    [
        ((0, 0), (10, 10), (10, 0), (0, 10)),  # a bow tie
        ((0, 0), (10, 0), (5, 0)),  # no area
        ((0, 0), (10, 0), (10, 10), (5, 0)),  # touches its own edge
        ((0, 0), (10, 0), (10, 10), (10, 10)),  # a corner twice
        ((0, 0), (10, 0), (0, 0), (0, 10)),
    ],
)
def test_a_ring_that_meets_itself_is_noticed(ring):
    assert crossing(ring) is not None


@pytest.mark.parametrize(
    ("end", "direction"), [((0, -9), 0), ((9, -9), 45), ((9, 0), 90), ((0, 9), 180), ((-9, 0), 270), ((-9, -9), 315)]
)
def test_directions_go_round_from_the_top(end, direction):
    assert off_course((0, 0), end, direction) == pytest.approx(0, abs=1e-9)
    assert off_course((0, 0), end, (direction + 180) % 360) == pytest.approx(180)


def test_the_edge_of_the_tolerance_is_on_course():
    assert on_course((0, 0), (7, -7), 0, 45)
    assert on_course((0, 0), (-7, -7), 0, 45)
    assert not on_course((0, 0), (7, -6), 0, 45)
    assert on_course((0, 0), (-1, -100), 359, 2)
    assert not on_course((3, 3), (3, 3), 0, 90)
    with pytest.raises(ValueError, match="no direction"):
        off_course((3, 3), (3, 3), 0)


@given(point, point, st.integers(0, 359))
def test_an_angle_is_that_between_the_two_arrows(start, end, direction):
    assume(start != end)
    dx, dy = end[0] - start[0], end[1] - start[1]
    radians = np.radians(direction)
    cosine = (dx * np.sin(radians) - dy * np.cos(radians)) / hypot(dx, dy)
    assert off_course(start, end, direction) == pytest.approx(np.degrees(np.arccos(np.clip(cosine, -1, 1))), abs=1e-5)


@given(point, coordinate)
def test_a_mirrored_point_comes_back(where, midline):
    assert mirrored(mirrored(where, midline), midline) == where
    assert mirrored((midline, 5), midline) == (midline, 5)
