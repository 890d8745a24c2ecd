"""The reference data of a course: sources, claims with their badges, terms, cautions and red flags."""

from datetime import date
from typing import Literal

from lms.curriculum.part import Part

Badge = Literal["E", "M", "T", "S"]
Light = Literal["red", "amber", "green", "stop"]
Band = Literal["emergency", "urgent", "soon"]


class Source(Part):
    """Where a fact comes from. `weak` ones are shown as "source to be replaced"."""

    id: str
    citation: str
    address: str = ""
    weak: bool = False


class Claim(Part):
    """A statement with its evidence badge. `said` is what people say, `statement` is how we teach it."""

    id: str
    statement: str
    badge: Badge
    said: str = ""
    finding: str = ""
    sources: tuple[str, ...] = ()
    confirm: bool = False
    reviewer: str = ""
    reviewed_on: date | None = None


class Term(Part):
    """A glossary word."""

    id: str
    term: str
    meaning: str
    say: str = ""
    also: tuple[str, ...] = ()


class Caution(Part):
    """A row of the traffic-light table."""

    id: str
    item: str
    light: Light
    action: str
    why: str = ""
    sources: tuple[str, ...] = ()
    confirm: bool = False


class RedFlag(Part):
    """A red flag, and how soon a doctor is needed."""

    id: str
    sign: str
    band: Band
    sources: tuple[str, ...] = ()
    confirm: bool = False
