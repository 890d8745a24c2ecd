"""Where no one presses in is the same everywhere: in the figure, in what is asked on it, and in the simulation."""

import re
import tomllib
from functools import cache
from itertools import pairwise

import pytest

from config import ROOT
from lms.curriculum.compile import read_course
from lms.curriculum.source import read_folder
from lms.questions.asked import read
from lms.questions.geometry import Area
from lms.questions.kinds import KINDS
from lms.rehearsal.sorts import SORTS

COURSE = ROOT / "courses" / "psoas-major"
MIDLINE = 200
GRID = [(across, down) for across in range(62, 339, 5) for down in range(122, 486, 5)]
HAIR = 2  # so near to the edge of the rectus a point may lie on either side


@cache
def document():
    return read_course(COURSE.name, read_folder(COURSE), KINDS, SORTS).outcome.document


@cache
def asked(family, variant):
    """A question of the course, as its kind reads it."""
    return read(document(), family, variant).body


def sort(body, point):
    """What is found at a place."""
    return body.judged([list(point)])[0].sort


@cache
def rectus_edge():
    """The outer edge of the rectus on the client's right, point by point, as the figure without words draws it."""
    path = re.search(r'd="M150 200(q[^m"]+)m', (COURSE / "figures" / "front-plain.svg").read_text())[1]
    x, y, edge = 150.0, 200.0, []
    for command, numbers in re.findall(r"([ql])([^ql]+)", path):
        steps = list(zip(*[map(float, numbers.split())] * 2, strict=True))
        curves = (
            zip(steps[::2], steps[1::2], strict=True)
            if command == "q"
            else [((i / 2, j / 2), (i, j)) for i, j in steps]
        )
        for bend, end in curves:
            for part in (each / 50 for each in range(51)):
                a, b = 2 * part * (1 - part), part * part
                edge.append((x + a * bend[0] + b * end[0], y + a * bend[1] + b * end[1]))
            x, y = x + end[0], y + end[1]
    return edge


def edge_at(down):
    """How far out the edge lies at this height, from the midline."""
    for (x, y), (_x, below) in pairwise(rectus_edge()):
        if y <= down <= below:
            return MIDLINE - x
    raise ValueError(down)


@cache
def simulated(*kinds):
    """The areas of these kinds in the simulation."""
    zones = tomllib.loads((COURSE / "simulations" / "first-access.toml").read_text())["place"]["zone"]
    return [Area(tuple(map(tuple, each["points"]))) for each in zones if each["kind"] in kinds]


def on_the_edge(across, down):
    return 200 <= down <= 455 and abs(abs(across - MIDLINE) - edge_at(down)) <= HAIR


def test_the_map_hatches_the_area_that_is_asked_for():
    drawn = (COURSE / "figures" / "danger-map.svg").read_text()
    path = re.search(r'id="danger-map-never" d="([^"]+)"', drawn)[1]
    corners = [list(map(int, re.findall(r"\d+", each))) for each in path.split("Z")[:-1]]
    zones = asked("never-press", "b").spot[0].zone
    assert [list(zip(each[::2], each[1::2], strict=True)) for each in corners] == [
        [tuple(point) for point in zone.area.outer] for zone in zones
    ]


def test_the_figure_has_the_edge_where_it_is_looked_for():
    assert (rectus_edge()[0], rectus_edge()[-1]) == ((150, 200), (185, 455))


@pytest.mark.parametrize("down", range(200, 456, 5))
def test_from_one_edge_of_the_rectus_to_the_other_nobody_presses_in(down):
    never, start = asked("never-press", "b"), asked("start-zone-place", "a")
    reach = edge_at(down)
    for out in (-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1):
        across = MIDLINE + int(out * reach)  # towards the midline
        assert sort(never, (across, down)) == "right", (across, down)
    for out in (-0.6, -0.3, 0, 0.3, 0.6):
        assert sort(start, (MIDLINE + int(out * reach), down)) == "no-go"
    if down < 380:  # below it the groin begins outside
        for side in (-1, 1):
            assert sort(never, (MIDLINE + side * int(reach + HAIR + 1), down)) != "right"


def test_where_the_simulation_forbids_sinking_the_questions_forbid_it():
    never, starts = asked("never-press", "b"), [asked("start-zone-place", each) for each in "ab"]
    forbidden = [point for point in GRID if any(area.holds(point) for area in simulated("never"))]
    assert len(forbidden) > 900
    for point in forbidden:
        assert sort(never, point) == "right", point
        assert all(body.judged([list(point)])[0].worth == 0 for body in starts) or on_the_edge(*point), point


def test_where_the_simulation_lets_the_hand_sink_the_questions_allow_it():
    never, starts = asked("never-press", "b"), [asked("start-zone-place", each) for each in "ab"]
    allowed = [point for point in GRID if any(area.holds(point) for area in simulated("start", "near"))]
    assert len(allowed) > 100
    for point in allowed:
        if not on_the_edge(*point):
            assert sort(never, point) != "right", point
            assert all(sort(body, point) != "no-go" for body in starts), point


@pytest.mark.parametrize("point", [(90, 330), (115, 370), (130, 330), (270, 345), (310, 300), (100, 230), (120, 520)])
def test_outside_the_edges_and_above_the_groin_is_not_the_place_to_mark(point):
    assert sort(asked("never-press", "b"), point) != "right"


def test_no_question_forbids_a_place_that_may_be_pressed():
    never, stroke = asked("never-press", "b"), asked("first-stroke", "a")
    zones = [*asked("start-zone-place", "a").no_go, *stroke.never, *asked("first-stroke", "b").never]
    for point in GRID:
        if any(zone.area.holds(point) for zone in zones):
            assert sort(never, point) == "right", point
    for area in simulated("start"):
        assert not any(zone.area.overlaps(area) for zone in stroke.never)


@pytest.mark.parametrize(
    ("point", "found"),
    [
        *[((across, down), "right") for across in (190, 220, 250, 280, 310) for down in (30, 45, 58)],
        *[(point, "right") for point in [(250, 110), (234, 155), (263, 152), (262, 90)]],
        *[(point, "elsewhere") for point in [(150, 50), (350, 50), (85, 165), (170, 120), (330, 120), (250, 205)]],
        *[(point, "known") for point in [(186, 205), (314, 205), (140, 235), (205, 180)]],
    ],
)
def test_in_the_slice_it_reaches_from_inside_the_rectus_edges_to_the_great_vessels(point, found):
    assert sort(asked("never-press", "a"), point) == found


def test_what_makes_the_way_straight_down_dangerous_are_the_vessels():
    danger = asked("never-press", "c")
    assert [sort(danger, point) for point in [(234, 155), (263, 152), (186, 205), (200, 45)]] == [
        "right", "right", "known", "elsewhere",
    ]  # fmt: skip
