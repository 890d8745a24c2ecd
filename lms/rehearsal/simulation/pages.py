"""What the pages of a session get. While it goes on they know no zone, no mark and no event before its time."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from lms.core.pages import Page
from lms.curriculum.document import Document, Rehearsal
from lms.rehearsal.simulation.plot import Plot


@dataclass(frozen=True, kw_only=True)
class RunPage(Page):
    """What both pages of an open run get."""

    document: Document
    rehearsal: Rehearsal
    name: str
    about: str
    honest: str
    number: int  # of the step that comes next
    step_path: str
    introduction_path: str


@dataclass(frozen=True, kw_only=True)
class PlacePage(RunPage):
    """Where the hand is placed."""

    template = "rehearsal/place.html"
    ask: str
    drawing: Markup
    spots: tuple[str, ...]
    feel: str  # what the last place felt like, "" before there is one
    run_path: str  # to go on from that place, "" before there is one


@dataclass(frozen=True, kw_only=True)
class SinkPage(RunPage):
    """The session: in turns, and live where the browser can."""

    template = "rehearsal/sink.html"
    live: bool  # this form was chosen
    session: dict[str, Any]  # what the script needs
    turn: int
    feel: str
    may_place: bool  # nothing was done yet
    now: list[tuple[str, str]]
    shows: str  # the sign or feeling that asks for an answer now, "" while there is none
    says: str  # the client's words that belong to it
    answer: str  # what the client said when last asked
    came: list[str]  # of the last turn
    choices: list[tuple[str, str]]
    live_path: str
    turns_path: str
    place_path: str


@dataclass(frozen=True)
class Part:
    """One part of the mark."""

    title: str
    points: int
    of: int
    reason: str


@dataclass(frozen=True)
class Told:
    """A moment that counted."""

    number: int
    at: str
    words: str


@dataclass(frozen=True)
class Row:
    """A row of the table under the plot."""

    at: str
    pressure: str
    softness: str
    number: str
    breath: str


@dataclass(frozen=True, kw_only=True)
class SinkDebriefPage(Page):
    """Looking back: the mark and its reasons, the plot, the moments, the place."""

    template = "rehearsal/sink_debrief.html"
    document: Document
    rehearsal: Rehearsal
    name: str
    honest: str
    passed: bool
    result: str
    critical: str
    points: int
    of: int
    parts: list[Part]
    plot: Plot | None  # None where nothing was done
    moments: list[Told]
    rows: list[Row]
    drawing: Markup
    place_words: str
    onward_path: str
    course_path: str
    introduction_path: str
