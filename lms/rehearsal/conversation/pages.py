"""What the pages of a conversation get. While a run goes on they know its present line: no points, no effects."""

from dataclasses import dataclass

from lms.core.pages import Page
from lms.curriculum.document import Document, Rehearsal
from lms.curriculum.reference import Source
from lms.rehearsal.conversation.chart import Chart


@dataclass(frozen=True)
class Client:
    """Who is spoken with."""

    name: str
    about: str  # what the booking says

    @property
    def initial(self) -> str:
        """The letter that stands for them."""
        return self.name[:1]


@dataclass(frozen=True)
class Moment:
    """What the client says and shows; in the written case only what is told of it."""

    says: str
    signs: str
    told: str = ""


@dataclass(frozen=True)
class Feedback:
    """What is said to a choice, and the sources it rests on."""

    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Spoken:
    """A turn that was taken: the moment, what you said or did, and what it brought to light."""

    number: int
    moment: Moment
    you: str
    answer: str
    feedback: Feedback
    warned: str  # what was a critical error and let pass once, or ""


@dataclass(frozen=True, kw_only=True)
class TalkPage(Page):
    """The present line, and what may be said or done."""

    template = "rehearsal/talk.html"
    document: Document
    rehearsal: Rehearsal
    client: Client
    written: bool
    number: int  # of the step that comes
    earlier: tuple[Spoken, ...]
    last: Spoken | None
    now: Moment
    choices: tuple[str, ...]
    may_pause: bool
    pause_say: str
    stop_say: str
    step_path: str
    introduction_path: str


@dataclass(frozen=True)
class Weighed:
    """Something that was or could have been taken, with its points and its reason."""

    text: str
    points: int | None  # None for a critical error
    critical: str  # which, in words, or ""
    feedback: Feedback


@dataclass(frozen=True)
class TurnBack:
    """A turn, looked back on: what was taken, and what else was offered."""

    spoken: Spoken
    taken: Weighed
    others: tuple[Weighed, ...]
    withdrew: bool
    levels: tuple[int, ...]  # trust, guarding and pain after it


@dataclass(frozen=True, kw_only=True)
class DebriefPage(Page):
    """A finished run, looked back on."""

    template = "rehearsal/debrief.html"
    document: Document
    rehearsal: Rehearsal
    client: Client
    written: bool
    passed: bool
    result: str
    points: int
    of: int
    stopped: bool  # by a stop that was not called for
    turns: tuple[TurnBack, ...]
    begun: tuple[int, ...]  # trust, guarding and pain at the beginning
    chart: Chart
    never_asked: tuple[str, ...]
    consent: tuple[tuple[str, bool], ...]  # each of the eleven lines, and whether it was covered
    best: tuple[Spoken, ...]
    introduction_path: str
    onward_path: str
    course_path: str
