"""The page of an open run. It knows the current line, but no points and no effects."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from lms.core.pages import Page
from lms.curriculum.document import Document, Rehearsal
from lms.curriculum.reference import Source
from lms.rehearsal.conversation import rules
from lms.rehearsal.conversation.pages.words import WRITTEN
from lms.rehearsal.conversation.rules import REFERENCE, ConversationRun, Talk, Turn
from lms.rehearsal.conversation.shape import STOP, Line, StandingChoice
from lms.rehearsal.conversation.stored import order_of
from lms.rehearsal.values import OwnRun


@dataclass(frozen=True)
class SpokenWith:
    """The client, as the page shows them."""

    name: str
    about: str  # what the booking says

    @property
    def initial(self) -> str:
        """The letter shown as their picture."""
        return self.name[:1]


@dataclass(frozen=True)
class Scene:
    """What the client says and shows. In the written case, only the narration."""

    says: str
    signs: str
    told: str = ""


@dataclass(frozen=True)
class Feedback:
    """The feedback on a choice, and its sources."""

    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Spoken:
    """A past turn: the scene, what you said or did, and what it revealed."""

    number: int
    moment: Scene
    you: str
    answer: str
    feedback: Feedback
    warned: str  # a critical error that was let pass once, or ""


@dataclass(frozen=True, kw_only=True)
class TalkPage(Page):
    """The current line, and what can be said or done."""

    template = "rehearsal/talk.html"
    document: Document
    rehearsal: Rehearsal
    client: SpokenWith
    written: bool
    number: int  # of the next step
    earlier: tuple[Spoken, ...]
    last: Spoken | None
    now: Scene
    choices: tuple[str, ...]
    may_pause: bool
    step_path: str
    introduction_path: str


def talk_page(own: OwnRun, run: ConversationRun) -> TalkPage:
    """Build the page of an open run."""
    told = Phrasing(own, run.talk)
    line = run.talk.lines[run.state.line]
    spoken = told.spoken(run.turns)
    return TalkPage(
        document=own.document,
        rehearsal=own.rehearsal,
        client=told.client,
        written=told.written,
        number=len(run.turns) + 1,
        earlier=spoken[:-1],
        last=spoken[-1] if spoken else None,
        now=told.moment(line),
        choices=tuple(told.text(run.talk.choices[line.id][uid].text) for uid in order_of(own, run, len(run.turns))),
        may_pause=rules.may_pause(run.talk, run.state),
        step_path=url_for("rehearsal.step", id=own.run.public_id),
        introduction_path=introduction_path(own),
    )


def introduction_path(own: OwnRun) -> str:
    """Where the conversation begins."""
    return url_for("rehearsal.conversation", slug=own.document.slug, uid=own.rehearsal.id)


class Phrasing:
    """Puts lines and choices into the words of the variant and of the run's form."""

    def __init__(self, own: OwnRun, spoken: Talk) -> None:
        self.course: Document = own.document
        self.written = own.run.form == WRITTEN
        self.talk = spoken
        self.text = spoken.said
        self.client = SpokenWith(spoken.body.client.name, self.text(spoken.body.client.about))

    def moment(self, line: Line) -> Scene:
        """What the client says and shows, or the narration of it."""
        if self.written:
            return Scene("", "", self.text(line.told))
        return Scene(self.text(line.says), self.text(line.signs))

    def spoken(self, turns: Iterable[Turn]) -> tuple[Spoken, ...]:
        """Turns that were taken, in order."""
        return tuple(self.turn(turn, number) for number, turn in enumerate(turns, 1))

    def turn(self, turn: Turn, number: int) -> Spoken:
        """One turn that was taken."""
        choice = turn.choice
        return Spoken(
            number=number,
            moment=self.moment(turn.line),
            you=self.text(choice.text if choice else self._standing(turn).say),
            answer=self.text(choice.reveals) if choice else "",
            feedback=self.feedback(self._reason(turn)),
            warned=self.text(choice.missed) if choice and turn.warned else "",
        )

    def _standing(self, turn: Turn) -> StandingChoice:
        return self.talk.body.stop if turn.take == STOP else self.talk.body.pause

    def _reason(self, turn: Turn) -> str:
        if turn.choice:
            return turn.choice.feedback
        return turn.line.called if turn.called else self._standing(turn).feedback

    def feedback(self, text: str) -> Feedback:
        """The text without its references, and the sources that they name."""
        named = dict.fromkeys(found[1] for found in REFERENCE.finditer(text) if found[1] in self.course.source)
        plain = REFERENCE.sub(lambda found: "" if found[1] in named else found[0], text)
        return Feedback(self.text(plain), tuple(self.course.source[uid] for uid in named))
