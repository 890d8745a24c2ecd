"""An observed practical skill as a list of steps. The rule for passing is text, with its numbers as fields."""

from typing import Literal

from lms.curriculum.part import Part

Critical = Literal["never", "where-required", "always"]


class ChecklistStep(Part):
    """A step that an assessor rates. If a critical one was not seen done, the skill is not passed.

    `where-required` is critical if the clinic requires it. `cue` is what the assessor or the person on
    the table says or does to prompt it.
    """

    id: str
    part: str  # the heading it belongs to
    text: str
    critical: Critical = "never"
    cue: str = ""


class Checklist(Part):
    """A station: its steps, its minutes, and the percentage of non-critical steps that must be done."""

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
