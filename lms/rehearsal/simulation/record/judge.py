"""The judge of every session, live or in turns: replays its entries and says what each part is worth, and why.

Pure. Nothing that a browser claims counts, and the states stored between the entries are not used either.
"""

from dataclasses import dataclass, field

from lms.rehearsal.rules import percent
from lms.rehearsal.simulation.engine.place import START
from lms.rehearsal.simulation.engine.readings import softness
from lms.rehearsal.simulation.engine.state import PROMPT, STAY, Alert, Over, Reply, SessionState
from lms.rehearsal.simulation.engine.trace import play
from lms.rehearsal.simulation.record.session import Session

SAMPLE = 10  # ticks from one point of the plot to the next
GATES = (1, 2, 3, 4)
LITTLE_HURRY, SOME_HURRY = 10, 40  # ticks in a layer
SHORT_ABOVE = 40  # ticks above the ceiling that still earn half
SIGNS = (Alert.SIGN, Alert.HELD)


@dataclass(frozen=True)
class Moment:
    """Something that counted, and when. `what` names it, `about` is its gate, alert, number or mark."""

    tick: int
    what: str
    about: int = 0


@dataclass
class Heard:
    """An alert and its outcome: "prompt", "late", "ignored", "critical", or "" while it is open."""

    kind: int
    own: bool
    tick: int
    sign: int
    outcome: str = ""
    numbered: bool = False
    left: bool = False  # answered by coming off
    after: int = 0  # ticks until it was answered


@dataclass(frozen=True)
class Point:
    """One point of the plot."""

    tick: int
    pressure: int
    softness: int
    discomfort: int
    breath: int
    depth: int


@dataclass(frozen=True)
class PartMark:
    """What one part is worth: points out of `of`; `which` is its gate, layer or alert; `why` names the reason."""

    part: str
    points: int
    of: int
    which: int = 0
    why: str = ""


@dataclass
class SessionRecord:
    """A session as the judge has seen it."""

    session: Session
    state: SessionState
    points: list[Point] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)

    def watch(self, now: SessionState) -> None:
        """Record what happened in one tick."""
        if now.tick % SAMPLE == 0 or now.over:
            self.points.append(
                Point(now.tick, now.pressure, softness(now), now.discomfort, now.breath, now.depth)
            )  # fmt: skip
        self._gates(now)
        self._alerts(now)
        if now.replies > self._replies:
            self._note(now, "yes" if now.reply == Reply.YES else "wait", now.said)
        if now.stay == STAY and self._stay < STAY:
            self._note(now, "stayed")
        if now.over:
            self._note(
                now, {Over.OFF: "off", Over.CRITICAL: "critical", Over.TIME: "time"}[Over(now.over)], now.critical
            )
        self._remember(now)

    def __post_init__(self) -> None:
        """Begin where the session begins."""
        self._remember(self.state)

    def _remember(self, now: SessionState) -> None:
        self._entered, self._replies, self._stay, self._answered = now.entered, now.replies, now.stay, now.answered
        self._alert, self._since = now.alert, now.since

    def _note(self, now: SessionState, what: str, about: int = 0) -> None:
        self.moments.append(Moment(now.tick, what, about))

    def _gates(self, now: SessionState) -> None:
        for gate in GATES:
            if now.entered >> gate & 1 and not self._entered >> gate & 1:
                asked = not now.unasked >> gate & 1 and now.critical != 1
                self._note(now, "gate" if asked else "unasked", gate)

    def _alerts(self, now: SessionState) -> None:
        open_one = self.heard[-1] if self.heard and not self.heard[-1].outcome else None
        if open_one:
            open_one.numbered = open_one.numbered or bool(now.numbered)
            self._close(open_one, now)
        if now.alert and (now.since != self._since or not self._alert):
            self.heard.append(Heard(now.alert, bool(now.own), now.tick, now.sign))
            self._note(now, "alert", len(self.heard))

    def _close(self, heard: Heard, now: SessionState) -> None:
        waited = now.tick - heard.tick
        if now.answered > self._answered:
            heard.outcome, heard.left = "prompt" if waited <= PROMPT else "late", bool(now.leaving)
        elif now.critical:
            heard.outcome = "critical"
        elif not now.alert or now.since != self._since:
            heard.outcome = "ignored"
        if heard.outcome:
            heard.after = waited
            if heard.outcome != "critical":  # the end of the session covers it
                self._note(now, heard.outcome, len(self.heard))


@dataclass(frozen=True)
class Verdict:
    """The mark of a session, part by part."""

    record: SessionRecord
    marks: tuple[PartMark, ...]

    @property
    def points(self) -> int:
        """What was earned."""
        return sum(each.points for each in self.marks)

    @property
    def of(self) -> int:
        """The best that could be earned in this session."""
        return sum(each.of for each in self.marks)

    @property
    def percent(self) -> int:
        """The share of it, rounded down."""
        return percent(self.points, self.of)

    @property
    def critical(self) -> str:
        """The code of the critical error, or empty."""
        return f"ce{self.record.state.critical}" if self.record.state.critical else ""


def replay(session: Session) -> SessionRecord:
    """Play the whole session again from its inputs."""
    state = session.first
    record = SessionRecord(session, session.first)
    waiting: list[list[int]] = []
    for each in session.played:
        play(state, session.ground, each["inputs"], waiting, record.watch)
        waiting = each["waiting"]
    record.state = state
    return record


def judge(session: Session) -> Verdict:
    """What the session is worth."""
    record = replay(session)
    excused = _excused(record)
    marks = [_place(session), *(_gate(record.state, gate, excused=excused) for gate in GATES)]
    marks += [_patience(record.state, layer, excused=excused) for layer in range(3)]
    marks += [_stay(record.state, excused=excused), _ceiling(record.state)]
    marks += [_alert(each, which) for which, each in enumerate(record.heard, 1)]
    return Verdict(record, tuple(each for each in marks if each.of))


def _excused(record: SessionRecord) -> bool:
    """Whether coming off early was required: by the client's stop, or by a wide and strong pulse."""
    last = record.heard[-1] if record.heard else None
    return last is not None and last.left and not last.own and last.kind in (Alert.STOP, Alert.WIDE)


def _place(session: Session) -> PartMark:
    kinds = [each["kind"] for each in session.places]
    if kinds[0] == START == kinds[-1]:
        return PartMark("place", 2, 2, why="at-once")
    if kinds[-1] in (START, "near"):
        return PartMark("place", 1, 2, why="then" if kinds[-1] == START else "near")
    return PartMark("place", 0, 2, why=kinds[-1])


def _gate(state: SessionState, gate: int, *, excused: bool) -> PartMark:
    if not state.entered >> gate & 1:
        return PartMark("gate", 0, 0 if excused else 2, gate, "not-reached")
    unasked = state.unasked >> gate & 1 or (gate == 1 and state.critical == 1)
    return PartMark("gate", 0 if unasked else 2, 2, gate, "unasked" if unasked else "asked")


def _patience(state: SessionState, layer: int, *, excused: bool) -> PartMark:
    if not state.entered >> layer + 2 & 1:
        return PartMark("patience", 0, 0 if excused else 2, layer, "not-reached")
    hurry = (state.hurry_fascia, state.hurry_wall, state.hurry_deep)[layer]
    if state.forced >> layer & 1:
        return PartMark("patience", 0, 2, layer, "forced")
    if hurry <= LITTLE_HURRY:
        return PartMark("patience", 2, 2, layer, "patient")
    return PartMark("patience", int(hurry <= SOME_HURRY), 2, layer, "hurry")


def _stay(state: SessionState, *, excused: bool) -> PartMark:
    if not state.stay:
        return PartMark("stay", 0, 0 if excused else 2, why="not-reached")
    share = 2 if state.stay >= STAY else int(state.stay * 2 >= STAY)
    return PartMark("stay", share, share if excused else 2, why="stayed" if state.stay >= STAY else "short")


def _ceiling(state: SessionState) -> PartMark:
    if not state.contact:
        return PartMark("ceiling", 0, 4, why="no-contact")
    above = state.over_ceiling
    points = 4 if not above else 2 if above <= SHORT_ABOVE else 0
    return PartMark("ceiling", points, 4, above, "under" if not above else "above")


def _alert(heard: Heard, which: int) -> PartMark:
    points = {"prompt": 2, "late": 1}.get(heard.outcome, 0)
    if heard.own or (heard.numbered and heard.kind in SIGNS):
        points = max(0, points - 1)
    return PartMark("answer", points, 2, which, heard.outcome or "open")
