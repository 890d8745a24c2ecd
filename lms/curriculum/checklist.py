"""An observed practical skill as a list of steps; the rule of passing is told in words, its numbers as fields."""

from typing import Literal

from lms.curriculum.part import Part

Critical = Literal["never", "where-required", "always"]


class ChecklistStep(Part):
    """One step that an assessor rates. A critical one that was not seen done is not passed.

    `where-required` is critical where the clinic asks for it. `cue` is what the assessor or the person on
    the table says or does to bring it about.
    """

    id: str
    part: str  # the heading it stands below
    text: str
    critical: Critical = "never"
    cue: str = ""


class Checklist(Part):
    """A station: its steps, its minutes, and how many of the steps that are not critical must be done, in percent."""

    id: str
    title: str
    minutes: int
    pass_percent: int
    times: int = 1  # how often it must be passed, on different people
    lesson: str
    rule: str
    sources: tuple[str, ...] = ()
    confirm: bool = False
    steps: tuple[ChecklistStep, ...]
