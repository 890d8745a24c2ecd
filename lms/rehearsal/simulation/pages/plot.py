"""The course of a session as coordinates: pressure and softness, the number with its ceiling, the breath."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lms.rehearsal.simulation.engine.state import FULL, TICKS_A_SECOND
from lms.rehearsal.simulation.record.judge import Moment, Point, SessionRecord

WIDTH, HEIGHT = 380, 330
LEFT, RIGHT = 24, 72  # margins; the names stand at the right
HAND, NUMBER, BREATH = (30, 150), (172, 272), (284, 306)  # top and bottom of the three bands
MOST_POINTS = 300
MARKED = ("alert", "gate", "unasked", "stayed", "critical", "off", "time")
TABLE_SECONDS = 5
APART = 17


@dataclass(frozen=True)
class Flag:
    """A moment that counted: its number in the list, and where it stands."""

    number: int
    x: float
    grave: bool


@dataclass(frozen=True)
class Curve:
    """A line and the height of its name at the right end."""

    line: str
    name_at: float


@dataclass(frozen=True)
class Plot:
    """Everything that is drawn, in the units of the view box."""

    pressure: Curve
    softness: Curve
    number: Curve
    ceiling_at: float  # the height of its name
    breath: str
    flags: tuple[Flag, ...]
    seconds: tuple[tuple[int, float], ...]
    numbers: tuple[tuple[int, float], ...]
    ceilings: tuple[tuple[float, float, float], ...]  # left, right and height: on the way in, and on the muscle
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    hand: tuple[int, int] = HAND
    felt: tuple[int, int] = NUMBER


def counted(record: SessionRecord) -> list[Moment]:
    """The moments that are marked in the plot, in order."""
    return [each for each in record.moments if each.what in MARKED]


def plot(record: SessionRecord, entry: int, muscle: int) -> Plot:
    """The plot of a session that has at least one point; `entry` and `muscle` are its ceilings."""
    points = record.points[:: max(1, -(-len(record.points) // MOST_POINTS))]
    last = max(1, record.state.tick)

    def at(tick: int) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * tick / last, 1)

    def curve(value: Callable[[Point], int], band: tuple[int, int]) -> Curve:
        line = " ".join(f"{at(point.tick)},{_height(value(point), band)}" for point in points)
        return Curve(line, _height(value(points[-1]), band))

    pressure, softness = _apart(curve(lambda each: each.pressure, HAND), curve(lambda each: each.softness, HAND))
    breath = curve(lambda each: each.breath, BREATH).line
    number = curve(lambda each: each.discomfort, NUMBER)
    arrived = next((at(point.tick) for point in points if point.depth == 3 * FULL), None)
    ceilings = _ceilings(arrived, entry, muscle)
    number, ceiling = _apart(number, Curve("", ceilings[-1][2]))
    return Plot(
        pressure, softness, number, ceiling.name_at,
        breath=f"{LEFT},{BREATH[1]} {breath} {at(points[-1].tick)},{BREATH[1]}",
        flags=tuple(
            Flag(number, at(each.tick), each.what in ("unasked", "critical"))
            for number, each in enumerate(counted(record), 1)
        ),
        seconds=tuple((second, at(second * TICKS_A_SECOND)) for second in _round(last // TICKS_A_SECOND)),
        numbers=tuple((number, _height(number * 100, NUMBER)) for number in (0, entry, muscle, 10)),
        ceilings=ceilings,
    )  # fmt: skip


def rows(record: SessionRecord) -> list[Point]:
    """The points of the table: one in five seconds, and the last."""
    step = TABLE_SECONDS * TICKS_A_SECOND
    return [each for each in record.points if each.tick % step == 0 or each is record.points[-1]]


def _ceilings(arrived: float | None, entry: int, muscle: int) -> tuple[tuple[float, float, float], ...]:
    on_the_way = (float(LEFT), arrived or float(WIDTH - RIGHT), _height(entry * 100 + 99, NUMBER))
    if arrived is None:
        return (on_the_way,)
    return on_the_way, (arrived, float(WIDTH - RIGHT), _height(muscle * 100 + 99, NUMBER))


def _height(value: float, band: tuple[int, int]) -> float:
    return round(band[1] - (band[1] - band[0]) * value / FULL, 1)


def _apart(one: Curve, other: Curve) -> tuple[Curve, Curve]:
    """Names far enough from each other to be read."""
    short = APART - abs(one.name_at - other.name_at)
    if short <= 0:
        return one, other
    up, down = (one, other) if one.name_at <= other.name_at else (other, one)
    up, down = Curve(up.line, up.name_at - short / 2), Curve(down.line, down.name_at + short / 2)
    return (up, down) if one.name_at <= other.name_at else (down, up)


def _round(seconds: int) -> Sequence[int]:
    step = next((each for each in (5, 10, 20, 30, 60, 120) if seconds / each <= 6), 120)  # noqa: PLR2004
    return range(0, seconds + 1, step)
