"""Building the pages of a conversation from its run: plain values in, page contexts out; nothing is written."""

from collections.abc import Iterable

from flask import url_for

from lms.core import addresses
from lms.core.cache import cached
from lms.curriculum.document import Document
from lms.curriculum.queries import document
from lms.rehearsal import catalogue, queries, words
from lms.rehearsal.conversation import consent, rules
from lms.rehearsal.conversation.chart import chart, values
from lms.rehearsal.conversation.pages import (
    Client,
    DebriefPage,
    Feedback,
    Moment,
    Spoken,
    TalkPage,
    TurnBack,
    Weighed,
)
from lms.rehearsal.conversation.read import read_body
from lms.rehearsal.conversation.rules import REFERENCE, Run, Talk, Turn
from lms.rehearsal.conversation.shape import STOP, Body, Choice, Line, Standing
from lms.rehearsal.models import RehearsalMark
from lms.rehearsal.policy import OwnRun
from lms.rehearsal.rules import percent

WRITTEN = "written"


@cached(256)
def body_of(edition_id: int, uid: str) -> Body:
    """The body of a conversation, read once in a process: an edition never changes."""
    return read_body(document(edition_id).rehearsal[uid].body)


def played(own: OwnRun) -> Run:
    """The run as its stored steps give it. One statement."""
    body = body_of(own.run.edition_id, own.run.rehearsal)
    return rules.replay(body, own.run.variant, (step.entry for step in queries.steps(own.run.id)))


def order_of(own: OwnRun, run: Run, step: int) -> tuple[str, ...]:
    """The choices offered after so many steps, in the order in which this run presents them."""
    state = run.state_at(step)
    if state.over:
        return ()
    return rules.presented(own.run.seed, run.talk.lines[state.line], rules.offered(run.talk, state))


def talk(own: OwnRun, run: Run) -> TalkPage:
    """The present line of a run that goes on."""
    told = _Told(own, run.talk)
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
        pause_say=told.text(run.talk.body.pause.say),
        stop_say=told.text(run.talk.body.stop.say),
        step_path=url_for("rehearsal.step", id=own.run.public_id),
        introduction_path=introduction_path(own),
    )


def debrief(own: OwnRun, run: Run, mark: RehearsalMark) -> DebriefPage:
    """A finished run and its mark, looked back on."""
    told = _Told(own, run.talk)
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
        turns=tuple(told.back(turn, number, levels[number]) for number, turn in enumerate(run.turns, 1)),
        begun=levels[0],
        chart=chart(run),
        never_asked=tuple(topic.text for topic in body.topics if topic.id not in run.state.asked),
        consent=_consent(run),
        best=told.spoken(best.turns),
        introduction_path=introduction_path(own),
        onward_path=addresses.onward(own.document.slug, own.rehearsal.id),
        course_path=addresses.course(own.document.slug),
    )


def introduction_path(own: OwnRun) -> str:
    """Where the conversation begins."""
    return url_for("rehearsal.conversation", slug=own.document.slug, uid=own.rehearsal.id)


def _consent(run: Run) -> tuple[tuple[str, bool], ...]:
    covered = {number for turn in run.turns if turn.choice for number in turn.choice.covers}
    return tuple((str(text), number in covered) for number, text in consent.LINES.items())


class _Told:
    """Puts lines and choices into the words of the variant and the form of the run."""

    def __init__(self, own: OwnRun, spoken: Talk) -> None:
        self.course: Document = own.document
        self.written = own.run.form == WRITTEN
        self.talk = spoken
        self.text = spoken.said
        self.client = Client(spoken.body.client.name, self.text(spoken.body.client.about))

    def moment(self, line: Line) -> Moment:
        if self.written:
            return Moment("", "", self.text(line.told))
        return Moment(self.text(line.says), self.text(line.signs))

    def spoken(self, turns: Iterable[Turn]) -> tuple[Spoken, ...]:
        return tuple(self.turn(turn, number) for number, turn in enumerate(turns, 1))

    def turn(self, turn: Turn, number: int) -> Spoken:
        choice = turn.choice
        return Spoken(
            number=number,
            moment=self.moment(turn.line),
            you=self.text(choice.text if choice else self._standing(turn).say),
            answer=self.text(choice.reveals) if choice else "",
            feedback=self.feedback(self._reason(turn)),
            warned=self.text(choice.missed) if choice and turn.warned else "",
        )

    def _standing(self, turn: Turn) -> Standing:
        return self.talk.body.stop if turn.take == STOP else self.talk.body.pause

    def _reason(self, turn: Turn) -> str:
        if turn.choice:
            return turn.choice.feedback
        return turn.line.called if turn.called else self._standing(turn).feedback

    def feedback(self, text: str) -> Feedback:
        """The text without its references, and the sources that these name."""
        named = dict.fromkeys(found[1] for found in REFERENCE.finditer(text) if found[1] in self.course.source)
        plain = REFERENCE.sub(lambda found: "" if found[1] in named else found[0], text)
        return Feedback(self.text(plain), tuple(self.course.source[uid] for uid in named))

    def back(self, turn: Turn, number: int, levels: tuple[int, ...]) -> TurnBack:
        spoken = self.turn(turn, number)
        critical = catalogue.words(turn.after.critical)
        others = (uid for uid in rules.offered(self.talk, turn.before) if uid != turn.take)
        return TurnBack(
            spoken=spoken,
            taken=Weighed(spoken.you, None if critical else turn.points, critical, spoken.feedback),
            others=tuple(self.weighed(self.talk.choices[turn.line.id][uid]) for uid in others),
            withdrew=turn.withdrew,
            levels=levels,
        )

    def weighed(self, choice: Choice) -> Weighed:
        """A choice that was not taken."""
        feedback = self.feedback(choice.feedback)
        return Weighed(self.text(choice.text), choice.points, catalogue.words(choice.critical), feedback)
