"""A grid over a figure: every place that can be chosen, by pointer, keyboard or plain form.

The figure is divided into squares named as on a map (C7), and each square into 3 x 3 parts. The middle of
a part is a place: a point with whole coordinates in the figure's own units. There are no other places, so an
answer is the same whichever way it is given.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import floor
from string import ascii_uppercase

from lms.curriculum.kinds import Frame
from lms.questions.geometry import Area, Point
from lms.questions.kinds.base import Given, chosen, only, single

PARTS = 3  # parts of a square, across and down
STEP = 2 * PARTS  # the side of a square is a multiple, so that middles are whole numbers
FEWEST, MOST_COLUMNS, MOST_ROWS = 2, len(ascii_uppercase), 60
MIDDLE = PARTS**2 // 2  # the number of the middle part of a square
FIELDS = ("column", "row", "part")  # of a mark
Response = list[list[int] | None] | None  # x and y of each mark, as JSON


@dataclass(frozen=True)
class Grid:
    """Squares of side `step`, from `left`, `top`. What does not fill a square is margin."""

    left: int
    top: int
    step: int
    columns: int
    rows: int

    @property
    def fine(self) -> int:
        """The side of a part."""
        return self.step // PARTS

    @property
    def letters(self) -> str:
        """The names of the columns."""
        return ascii_uppercase[: self.columns]

    def place(self, column: int, row: int, part: int) -> Point:
        """The middle of a part of a square. Parts are numbered in reading order from 0; the middle one is 4."""
        half = self.fine // 2
        x = self.left + column * self.step + part % PARTS * self.fine + half
        return x, self.top + row * self.step + part // PARTS * self.fine + half

    def where(self, place: Point) -> tuple[int, int, int]:
        """Column, row and part of a place."""
        across, down = (place[0] - self.left) // self.fine, (place[1] - self.top) // self.fine
        return across // PARTS, down // PARTS, down % PARTS * PARTS + across % PARTS

    def square(self, point: Point) -> str:
        """The name of the square of a point, or "" in the margins."""
        column, row = (point[0] - self.left) // self.step, (point[1] - self.top) // self.step
        if not (0 <= column < self.columns and 0 <= row < self.rows):
            return ""
        return f"{self.letters[column]}{row + 1}"

    def places(self, area: Area) -> Iterator[Point]:
        """Every place in an area."""
        xs, ys = zip(*area.outer, strict=True)
        for y in self._between(self.top, min(ys), max(ys), self.rows):
            for x in self._between(self.left, min(xs), max(xs), self.columns):
                if area.holds((x, y)):
                    yield x, y

    def _between(self, first: int, least: int, most: int, squares: int) -> range:
        start = first + self.fine // 2
        begin = max(0, -(-(least - start) // self.fine))
        end = min(squares * PARTS, (most - start) // self.fine + 1)
        return range(start + begin * self.fine, start + end * self.fine, self.fine)


def over(frame: Frame, step: int | None = None) -> Grid:
    """The grid over the visible part of a figure. Without a `step` it has the smallest squares that can be named."""
    left, top, width, height = frame
    if step is None:
        step = STEP * (1 + floor(max(width / (MOST_COLUMNS + 1), height / (MOST_ROWS + 1)) / STEP))
    columns, rows = floor(width / step), floor(height / step)
    return Grid(
        left=round(left + (width - columns * step) / 2),
        top=round(top + (height - rows * step) / 2),
        step=step,
        columns=columns,
        rows=rows,
    )


def read_places(grid: Grid, count: int, given: Given) -> Response:
    """Read the places of `count` marks from the fields `0-column`, `0-row`, `0-part` and so on.

    A mark without column or row has no place yet. Returns None if no mark has one. Raises Invalid for what is
    not on the grid.
    """
    only(given, (f"{mark}-{part}" for mark in range(count) for part in FIELDS))
    places = [_read_place(grid, mark, given) for mark in range(count)]
    return None if all(place is None for place in places) else places


def send_places(grid: Grid, places: Iterable[Point]) -> Given:
    """The fields of marks at these places: the inverse of `read_places`."""
    return {
        f"{mark}-{part}": [str(value)]
        for mark, place in enumerate(places)
        for part, value in zip(FIELDS, grid.where(place), strict=True)
    }


def points(response: Response, count: int) -> list[Point | None]:
    """The places of an answer as points, None for each mark without one."""
    return [(place[0], place[1]) if place else None for place in response or [None] * count]


def _read_place(grid: Grid, mark: int, given: Given) -> list[int] | None:
    sent = [single(given, f"{mark}-{part}") for part in FIELDS]
    column, row, part = (
        chosen(range(most), value) if value else None
        for value, most in zip(sent, (grid.columns, grid.rows, PARTS**2), strict=True)
    )
    if column is None or row is None:
        return None
    return list(grid.place(column, row, MIDDLE if part is None else part))
