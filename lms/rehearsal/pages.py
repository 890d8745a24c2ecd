"""What the introduction of a rehearsal gets; the pages of each sort are its own."""

from dataclasses import dataclass

from lms.core.pages import Page
from lms.curriculum.document import Document, Rehearsal
from lms.enrolment.gates import Reason
from lms.rehearsal.rules import RehearsalState
from lms.rehearsal.words import Why


@dataclass(frozen=True)
class Door:
    """A form in which a run can begin: what its button sends and says, and a sentence beside it."""

    form: str
    label: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class IntroductionPage(Page):
    """The first page of a rehearsal: what it is, how one stands, and the ways in."""

    template = "rehearsal/introduction.html"
    document: Document
    rehearsal: Rehearsal
    sort: str  # in the reader's language
    rules: list[str]
    state: RehearsalState
    result: str  # of the run that counts, "" before there is one
    why: Why | None
    closed: tuple[Reason, ...]  # what must come first
    doors: tuple[Door, ...]  # none while a run is open, or something comes first
    begin_path: str
    open_path: str  # the run that is open, or ""
    read_path: str  # the debrief of the newest finished run, or ""
    course_path: str
