"""The debrief of a conversation: every turn with its points and reasons, and the best path."""

from dataclasses import dataclass

from lms.core import addresses
from lms.core.pages import Page
from lms.curriculum.document import Document, Rehearsal
from lms.rehearsal import critical_errors, words
from lms.rehearsal.conversation import consent, rules
from lms.rehearsal.conversation.pages.chart import Chart, chart, values
from lms.rehearsal.conversation.pages.talk import Feedback, Phrasing, Spoken, SpokenWith, introduction_path
from lms.rehearsal.conversation.rules import ConversationRun, Turn
from lms.rehearsal.conversation.shape import STOP, Choice
from lms.rehearsal.conversation.stored import body_of
from lms.rehearsal.models import RehearsalMark
from lms.rehearsal.rules import percent
from lms.rehearsal.values import OwnRun


@dataclass(frozen=True)
class Weighed:
    """Something that was or could have been taken, with its points and feedback."""

    text: str
    points: int | None  # None for a critical error
    critical: str  # which, in words, or ""
    feedback: Feedback


@dataclass(frozen=True)
class TurnBack:
    """A turn in the debrief: what was taken, and what else was offered."""

    spoken: Spoken
    taken: Weighed
    others: tuple[Weighed, ...]
    withdrew: bool
    levels: tuple[int, ...]  # trust, guarding and pain after it


@dataclass(frozen=True, kw_only=True)
class DebriefPage(Page):
    """The debrief of a finished run."""

    template = "rehearsal/debrief.html"
    document: Document
    rehearsal: Rehearsal
    client: SpokenWith
    written: bool
    passed: bool
    result: str
    points: int
    of: int
    stopped: bool  # ended by a stop that was not called for
    turns: tuple[TurnBack, ...]
    begun: tuple[int, ...]  # trust, guarding and pain at the beginning
    chart: Chart
    never_asked: tuple[str, ...]
    consent: tuple[tuple[str, bool], ...]  # each of the eleven lines, and whether it was covered
    best: tuple[Spoken, ...]
    introduction_path: str
    onward_path: str
    course_path: str


def debrief_page(own: OwnRun, run: ConversationRun, mark: RehearsalMark) -> DebriefPage:
    """Build the debrief of a finished run."""
    told = Phrasing(own, run.talk)
    reached = percent(mark.points, mark.of)
    passed = reached >= mark.needed and not mark.critical
    body = body_of(own.run.edition_id, own.run.rehearsal)
    best = rules.follow(run.talk, body.fixed[run.talk.variant.id].way)
    levels = values(run)
    last = run.turns[-1]
    return DebriefPage(
        document=own.document,
        rehearsal=own.rehearsal,
        client=told.client,
        written=told.written,
        passed=passed,
        result=words.result(reached, mark.needed, mark.missed, passed=passed, language=own.document.language),
        points=int(mark.points),
        of=int(mark.of),
        stopped=last.take == STOP and not last.called,
        turns=tuple(_back(told, turn, number, levels[number]) for number, turn in enumerate(run.turns, 1)),
        begun=levels[0],
        chart=chart(run),
        never_asked=tuple(topic.text for topic in body.topics if topic.id not in run.state.asked),
        consent=_consent(run),
        best=told.spoken(best.turns),
        introduction_path=introduction_path(own),
        onward_path=addresses.onward(own.document.slug, own.rehearsal.id),
        course_path=addresses.course(own.document.slug),
    )


def _consent(run: ConversationRun) -> tuple[tuple[str, bool], ...]:
    covered = {number for turn in run.turns if turn.choice for number in turn.choice.covers}
    return tuple((str(text), number in covered) for number, text in consent.LINES.items())


def _back(told: Phrasing, turn: Turn, number: int, levels: tuple[int, ...]) -> TurnBack:
    spoken = told.turn(turn, number)
    critical = critical_errors.words(turn.after.critical)
    others = (uid for uid in rules.offered(told.talk, turn.before) if uid != turn.take)
    return TurnBack(
        spoken=spoken,
        taken=Weighed(spoken.you, None if critical else turn.points, critical, spoken.feedback),
        others=tuple(_weighed(told, told.talk.choices[turn.line.id][uid]) for uid in others),
        withdrew=turn.withdrew,
        levels=levels,
    )


def _weighed(told: Phrasing, choice: Choice) -> Weighed:
    """A choice that was not taken."""
    feedback = told.feedback(choice.feedback)
    return Weighed(told.text(choice.text), choice.points, critical_errors.words(choice.critical), feedback)
