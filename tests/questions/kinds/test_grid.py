import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.core.errors import Invalid
from lms.questions.geometry import Area
from lms.questions.kinds.figure.grid import MOST_COLUMNS, MOST_ROWS, Grid, over, points, read_places

GRID = Grid(left=3, top=-5, step=18, columns=8, rows=11)
sides = st.floats(300, 3000)


@given(st.integers(0, 7), st.integers(0, 10), st.integers(0, 8))
def test_a_form_and_a_point_say_the_same_place(column, row, part):
    place = GRID.place(column, row, part)
    assert all(isinstance(each, int) for each in place)
    assert GRID.where(place) == (column, row, part)
    sent = {"0-column": [str(column)], "0-row": [str(row)], "0-part": [str(part)]}
    assert read_places(GRID, 1, sent) == [list(place)]
    assert GRID.square(place) == "ABCDEFGH"[column] + str(row + 1)


def test_a_part_that_is_left_out_is_the_middle_one():
    assert read_places(GRID, 1, {"0-column": ["2"], "0-row": ["4"]}) == [list(GRID.place(2, 4, 4))]
    assert read_places(GRID, 1, {"0-column": ["2"], "0-row": ["4"], "0-part": [""]}) == [list(GRID.place(2, 4, 4))]


def test_half_a_place_is_none_yet():
    assert read_places(GRID, 1, {}) is None
    assert read_places(GRID, 1, {"0-part": ["4"]}) is None
    assert read_places(GRID, 1, {"0-column": ["2"], "0-row": [""], "0-part": ["4"]}) is None
    assert read_places(GRID, 2, {"1-column": ["0"], "1-row": ["0"]}) == [None, list(GRID.place(0, 0, 4))]


@pytest.mark.parametrize(
    "sent",
    [
        {"0-column": ["8"], "0-row": ["0"]},
        {"0-column": ["0"], "0-row": ["11"]},
        {"0-column": ["0"], "0-row": ["0"], "0-part": ["9"]},
        {"0-column": ["-1"], "0-row": ["0"]},
        {"0-column": ["1.5"], "0-row": ["0"]},
        {"0-column": ["1", "2"], "0-row": ["0"]},
        {"0-column": ["²"], "0-row": ["0"]},
        {"1-column": ["0"], "1-row": ["0"]},
        {"choice": ["0"]},
        {"0-x": ["120"], "0-y": ["3"]},
    ],
)
def test_what_is_not_on_the_grid_is_refused(sent):
    with pytest.raises(Invalid):
        read_places(GRID, 1, sent)


@given(st.floats(-500, 500), st.floats(-500, 500), sides, sides)
def test_any_figure_gets_a_grid_with_names_that_stays_inside(left, top, width, height):
    grid = over((left, top, width, height))
    assert grid.columns <= MOST_COLUMNS
    assert grid.rows <= MOST_ROWS
    assert grid.step % 6 == 0
    for place in (grid.place(0, 0, 0), grid.place(grid.columns - 1, grid.rows - 1, 8)):
        assert left <= place[0] <= left + width
        assert top <= place[1] <= top + height


def test_the_places_of_an_area_are_all_of_them():
    area = Area(((10, 10), (90, 20), (60, 90)), (((40, 30), (60, 30), (50, 50)),))
    every = (GRID.place(*each) for each in ((c, r, p) for c in range(8) for r in range(11) for p in range(9)))
    assert sorted(GRID.places(area)) == sorted(place for place in every if area.holds(place))
    assert list(GRID.places(Area(((500, 500), (510, 500), (500, 510))))) == []


def test_an_answer_becomes_points():
    assert points([[3, 4], None], 2) == [(3, 4), None]
    assert points(None, 2) == [None, None]
