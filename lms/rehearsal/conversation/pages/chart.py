"""The chart of a run: trust, guarding and pain, turn by turn, as coordinates. The template draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lms.rehearsal.conversation.rules import ConversationRun
from lms.rehearsal.conversation.shape import FULL, METERS

WIDTH, HEIGHT = 340, 220
LEFT, RIGHT, TOP, BOTTOM = 28, 82, 12, 32  # margins; names are on the right
APART = 16  # the least distance between two names
MOST_NUMBERS = 12  # turns numbered below the chart


@dataclass(frozen=True)
class MeterCurve:
    """One of the three curves: its name, a polyline, its points, and the height of its name on the right."""

    meter: str
    line: str
    points: tuple[tuple[float, float], ...]
    name_at: float


@dataclass(frozen=True)
class Chart:
    """The chart, in the units of the view box."""

    curves: tuple[MeterCurve, ...]
    rows: tuple[tuple[int, float], ...]  # value and height of the horizontal lines
    turns: tuple[tuple[int, float], ...]  # number and place of the numbered turns
    left: int = LEFT
    right: int = WIDTH - RIGHT
    width: int = WIDTH
    height: int = HEIGHT


def chart(run: ConversationRun) -> Chart:
    """The chart of a run with at least one turn."""
    series = values(run)
    last = len(series) - 1
    places = [round(LEFT + (WIDTH - LEFT - RIGHT) * step / last, 1) for step in range(len(series))]
    heights = {meter: [_height(row[index]) for row in series] for index, meter in enumerate(METERS)}
    names = _spread({meter: each[-1] for meter, each in heights.items()})
    every = -(-last // MOST_NUMBERS)
    return Chart(
        curves=tuple(_curve(meter, list(zip(places, heights[meter], strict=True)), names[meter]) for meter in METERS),
        rows=tuple((value, _height(value)) for value in (0, FULL // 2, FULL)),
        turns=tuple((step, places[step]) for step in range(0, last + 1, every)),
    )


def values(run: ConversationRun) -> list[tuple[int, ...]]:
    """Trust, guarding and pain at the beginning and after each turn."""
    states = [run.first, *(turn.after for turn in run.turns)]
    return [tuple(getattr(state, meter) for meter in METERS) for state in states]


def _height(value: float) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / FULL, 1)


def _curve(meter: str, points: Sequence[tuple[float, float]], name_at: float) -> MeterCurve:
    return MeterCurve(meter, " ".join(f"{x},{y}" for x, y in points), tuple(points), name_at)


def _spread(wanted: dict[str, float]) -> dict[str, float]:
    """Heights for the names, near the wanted ones but far enough apart to be read."""
    order = sorted(wanted, key=lambda meter: wanted[meter])
    placed = {meter: wanted[meter] for meter in order}
    for above, below in pairwise(order):
        placed[below] = max(placed[below], placed[above] + APART)
    too_low = max(0.0, placed[order[-1]] - (HEIGHT - BOTTOM))
    return {meter: round(height - too_low, 1) for meter, height in placed.items()}
