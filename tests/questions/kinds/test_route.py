import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.kinds import KINDS
from tests.assessment.onfigure import fields
from tests.questions.kinds.reading import answer, flaws_on, grade, read_on, refuses

START = {
    "name": "High",
    "points": [[48, 24], [96, 24], [96, 72], [48, 72]],
    "feedback": "Yes.",
    "feedback_wrong": "Higher.",
}
END = {
    "name": "Low",
    "points": [[48, 168], [96, 168], [96, 216], [48, 216]],
    "feedback": "Yes.",
    "feedback_wrong": "No.",
}
NEVER = {
    "name": "Midline",
    "points": [[112, 20], [128, 20], [128, 220], [112, 220]],
    "feedback": "Never.",
    "missed": "you crossed the midline",
}
COURSE = {"direction": 180, "tolerance": 20, "feedback": "Down.", "feedback_wrong": "It goes down."}
FIELDS = {"start": START, "course": COURSE, "end": END, "never": [NEVER], "grid": 24}
RIGHT = [[60, 60], [60, 180]]


def body(**changed):
    return read_on("route", **{**FIELDS, **changed})


def test_a_well_made_question_has_no_flaws():
    assert flaws_on("route", **FIELDS) == {}
    assert flaws_on("route", "advice", **FIELDS) == {}


@pytest.mark.parametrize(
    ("response", "points"),
    [
        (RIGHT, 1),
        ([[60, 60], [84, 180]], 1),  # 11 degrees off
        ([[52, 68], [92, 172]], 2 / 3),  # 21 degrees off
        ([[60, 84], [60, 180]], 2 / 3),  # starts too low
        ([[60, 60], [60, 156]], 2 / 3),  # ends too high
        ([[60, 180], [60, 60]], 0),  # the wrong way round
        ([[60, 60], None], 1 / 3),
        ([None, [60, 180]], 1 / 3),
        ([[60, 60], [60, 60]], 1 / 3),  # no way at all
        (None, 0),
    ],
)
def test_start_direction_and_end_are_a_third_each(response, points):
    marked = grade("route", body(), response)
    assert marked.points == pytest.approx(points)
    assert not marked.critical_missed


def test_a_way_over_a_zone_never_crossed_earns_nothing():
    for way in ([[60, 60], [180, 60]], [[60, 60], [116, 100]], [[120, 100], None], [[104, 12], [132, 36]]):
        marked = grade("route", body(), way)
        assert (marked.points, marked.critical_missed, marked.missed) == (0, True, "you crossed the midline")
    assert grade("route", body(never=[{**NEVER, "missed": ""}]), [[60, 60], [180, 60]]).missed == "you missed it"


def test_in_a_critical_question_all_three_must_be_right():
    assert not grade("route", body(), RIGHT, critical=True).critical_missed
    assert grade("route", body(), [[60, 84], [60, 180]], critical=True).missed == "you missed it"
    assert grade("route", body(), None, critical=True).critical_missed


@pytest.mark.parametrize(
    ("changed", "where", "words"),
    [
        ({"course": {**COURSE, "direction": 0}}, ("course",), "no path from start to end can be correct"),
        ({"course": {**COURSE, "direction": 360}}, ("course", "direction"), "direction input should be less than 360"),
        ({"course": {**COURSE, "tolerance": 0}}, ("course", "tolerance"), "tolerance input should be greater than 0"),
        (
            {"never": [{**NEVER, "points": [[0, 100], [240, 100], [240, 110], [0, 110]]}]},
            ("course",),
            "no path from start to end can be correct",
        ),
        (
            {"start": {**START, "points": [[48, 24], [96, 72], [96, 24], [48, 72]]}},
            ("start", "points"),
            "“High” crosses itself near 48, 24 and 96, 24",
        ),
        (
            {"end": {**END, "points": [[48, 168], [96, 168], [96, 300]]}},
            ("end", "points"),
            "“Low” is outside the figure at 96, 300",
        ),
        (
            {"end": {**END, "points": [[100, 100], [120, 100], [120, 120]]}},
            ("end", "points"),
            "“Low” overlaps “Midline”",
        ),
        (
            {"start": {**START, "points": [[49, 49], [51, 49], [50, 50]]}},
            ("start", "points"),
            "no grid position falls in “High”",
        ),
    ],
)
def test_a_way_that_nobody_can_go_is_an_error(changed, where, words):
    found = flaws_on("route", **{**FIELDS, **changed})
    assert found.get(where) == words, found


def test_what_says_nothing_is_advice():
    mute = {"feedback": "", "feedback_wrong": ""}
    changed = {"start": {**START, **mute}, "end": {**END, **mute}, "course": {**COURSE, **mute}}
    assert set(flaws_on("route", "advice", **{**FIELDS, **changed})) == {
        ("start", "feedback_wrong"),
        ("end", "feedback_wrong"),
        ("course", "feedback_wrong"),
        ("start", "feedback"),
        ("end", "feedback"),
    }


def test_places_are_read_from_the_form():
    assert answer("route", body(), [], **fields(0, RIGHT[0]), **fields(1, RIGHT[1])) == RIGHT
    assert answer("route", body(), [], **fields(0, RIGHT[0])) == [RIGHT[0], None]
    assert refuses("route", body(), [], {"0-column": ["99"], "0-row": ["0"]})
    assert KINDS["route"].complete(body(), RIGHT)
    assert not KINDS["route"].complete(body(), [RIGHT[0], None])


place = st.tuples(st.integers(0, 239), st.integers(0, 239))


@given(place, place, st.booleans())
def test_a_mark_is_a_number_of_thirds_unless_a_line_is_crossed(start, end, critical):
    marked = grade("route", body(), [list(start), list(end)], critical=critical)
    assert marked.points in (0, 1 / 3, 2 / 3, 1)
    if start[0] < 112 and end[0] < 112:
        assert marked.critical_missed == (critical and marked.points < 1)
    if start[0] < 112 and end[0] > 128 and min(start[1], end[1]) >= 20 and max(start[1], end[1]) <= 220:
        assert (marked.points, marked.critical_missed) == (0, True)
