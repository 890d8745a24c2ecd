"""A learner's way through a course, derived from facts. Nothing here is ever stored.

A lesson is done if it was marked as done in its current text, a quiz if it is passed. Every
step that is not done carries its reasons as values (`Obstacle`); `reasons.py` puts them into words.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal, NamedTuple

from lms.assessment.rules import QuizState
from lms.curriculum.document import Content, Document, Lesson, Module, Quiz, Rehearsal
from lms.rehearsal.rules import NEVER, RehearsalState, asked_for

Code = Literal[
    "lesson-first", "lesson-again", "quiz-first", "rehearsal-first",
    "not-opened", "opened", "changed",
    "quiz-never", "quiz-open", "quiz-marking", "quiz-held", "quiz-failed",
    "rehearsal-never", "rehearsal-open", "rehearsal-failed",
]  # fmt: skip
WHOLE = 100
MOST_SECONDS = 60  # that count from one post of a lesson's page, which posts every 30


@dataclass(frozen=True)
class Finished:
    """A lesson was marked as done, in the text of this digest."""

    digest: str
    at: datetime


@dataclass(frozen=True)
class Facts:
    """What a learner did in one enrolment."""

    finished: Mapping[str, Finished]
    visited: Mapping[str, datetime]  # when each lesson was last open
    quizzes: Mapping[str, QuizState]
    rehearsals: Mapping[str, RehearsalState] = field(default_factory=dict)

    @property
    def passed(self) -> frozenset[str]:
        """The quizzes and rehearsals that are passed."""
        quizzes = {uid for uid, state in self.quizzes.items() if state.status == "passed"}
        return frozenset(quizzes | {uid for uid, state in self.rehearsals.items() if state.status == "passed"})


@dataclass(frozen=True)
class Obstacle:
    """One reason why a step is not done: a code, and the step that leads on."""

    code: Code
    step: str  # to go to
    title: str  # of that step
    finished: Finished | None = None
    visited: datetime | None = None
    quiz: Quiz | None = None
    state: QuizState | None = None
    at: datetime | None = None  # the moment of the state
    rehearsal: Rehearsal | None = None
    rehearsed: RehearsalState = NEVER


@dataclass(frozen=True)
class Step:
    """A step's state for one learner. `why` is empty exactly if it is done.

    Reasons are computed on demand, because the page of a lesson shows those of one module only.
    """

    uid: str
    content: Content
    module: Module
    done: bool
    seen: "Seen" = field(repr=False, compare=False)

    @cached_property
    def why(self) -> tuple[Obstacle, ...]:
        """Why it is not done: unmet prerequisites, otherwise what is missing in the step itself."""
        return () if self.done else self._locks or (_own_why(self.content, self.seen),)

    @property
    def locked(self) -> bool:
        """Whether a prerequisite is not met. Never true for a step that was begun."""
        return bool(self._locks)

    @cached_property
    def _locks(self) -> tuple[Obstacle, ...]:
        document, facts, passed, _at = self.seen
        state = facts.quizzes.get(self.uid) or facts.rehearsals.get(self.uid)
        begun = self.uid in facts.finished or (state is not None and state.status != "never")
        return () if begun else unmet(document, self.uid, facts.finished, passed)

    @cached_property
    def waiting(self) -> bool:
        """Whether the learner can only wait at the moment."""
        quiz = self.seen.facts.quizzes.get(self.uid)
        return quiz is not None and quiz.waits(self.seen.at)

    @property
    def title(self) -> str:
        """What the step is called."""
        return self.content.title

    @property
    def minutes(self) -> int:
        """How long it takes, or 0 if that is not stated."""
        return 0 if isinstance(self.content, Quiz) else self.content.minutes

    @property
    def is_lesson(self) -> bool:
        """Whether it is a lesson, rather than a quiz or a rehearsal."""
        return isinstance(self.content, Lesson)

    @property
    def is_rehearsal(self) -> bool:
        """Whether it is a conversation or a simulation."""
        return isinstance(self.content, Rehearsal)

    @property
    def actionable(self) -> bool:
        """Whether the learner can work on it now."""
        return not (self.done or self.locked or self.waiting)


class Seen(NamedTuple):
    """What all steps of a way share: the document, the facts and the moment."""

    document: Document
    facts: Facts
    passed: frozenset[str]
    at: datetime


@dataclass(frozen=True)
class Way:
    """The whole way: the steps in order, how much is done, where to continue, what completion still needs."""

    steps: tuple[Step, ...]
    seen: Seen = field(repr=False, compare=False)

    @cached_property
    def percent(self) -> int:
        """Done steps of all steps, rounded down."""
        return percent(self.done, len(self.steps))

    @cached_property
    def next(self) -> Step | None:
        """Where "Continue" leads, or None if nothing can be done now."""
        return _next(self.steps, self.seen.facts)

    @cached_property
    def missing(self) -> tuple[Step, ...]:
        """What the certificate's rule still requires."""
        needed = required(self.seen.document)
        return tuple(step for step in self.steps if step.uid in needed and not step.done)

    @property
    def complete(self) -> bool:
        """Whether everything that the certificate's rule requires is done."""
        return not self.missing

    @cached_property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.done for step in self.steps)

    def step(self, uid: str) -> Step:
        """The step of this id. Raises KeyError."""
        for step in self.steps:
            if step.uid == uid:
                return step
        raise KeyError(uid)

    def around(self, uid: str) -> tuple[Step | None, Step | None]:
        """The steps before and after this one."""
        place = self.steps.index(self.step(uid))
        before = self.steps[place - 1] if place else None
        return before, self.steps[place + 1] if place + 1 < len(self.steps) else None

    def after(self, uid: str) -> Step | None:
        """Where to go from this step: the next one that can be worked on, otherwise where "Continue" leads."""
        place = self.steps.index(self.step(uid))
        return next((step for step in self.steps[place + 1 :] if step.actionable), self.next)


def way(document: Document, facts: Facts, at: datetime) -> Way:
    """The learner's way through the course at this moment."""
    seen = Seen(document, facts, facts.passed, at)
    return Way(tuple(_step(uid, seen) for uid in document.steps), seen)


def percent(done: int, of: int) -> int:
    """Done steps in percent, rounded down: 100 only if every step is done, 0 without steps."""
    return done * WHOLE // of if of else 0


def credible(seconds: int, last: datetime | None, moment: datetime) -> int:
    """How many of the claimed seconds are possible: none with the first post, at most those since the last."""
    passed = int((moment - last).total_seconds()) if last else 0
    return max(0, min(seconds, passed, MOST_SECONDS))


def required(document: Document) -> frozenset[str]:
    """The ids of the steps that the certificate's rule requires."""
    rule = document.certificate
    lessons = tuple(document.lesson) if rule.lessons == "all" else rule.lessons
    return frozenset(lessons) | frozenset(rule.quizzes) | asked_for(document)


def is_finished(lesson: Lesson, finished: Finished | None) -> bool:
    """Whether it was finished in its current text."""
    return finished is not None and finished.digest == lesson.digest


def unmet(
    document: Document, uid: str, finished: Mapping[str, Finished], passed: Collection[str]
) -> tuple[Obstacle, ...]:  # fmt: skip
    """The unmet prerequisites of a step. `passed` are quizzes and rehearsals."""
    whys = (_first(document, each, finished) for each in document.before[uid] if each not in passed)
    return tuple(why for why in whys if why)


def _first(document: Document, uid: str, finished: Mapping[str, Finished]) -> Obstacle | None:
    """The obstacle of this prerequisite: always for a quiz or rehearsal, for a lesson if it is not finished."""
    lesson = document.lesson.get(uid)
    if lesson is None:
        code: Code = "quiz-first" if uid in document.quiz else "rehearsal-first"
        return Obstacle(code, uid, document.content[uid].title)
    before = finished.get(uid)
    if is_finished(lesson, before):
        return None
    return Obstacle("lesson-again" if before else "lesson-first", uid, lesson.title, finished=before)


def _step(uid: str, seen: Seen) -> Step:
    it = seen.document.content[uid]
    done = is_finished(it, seen.facts.finished.get(uid)) if isinstance(it, Lesson) else uid in seen.passed
    return Step(uid, it, seen.document.step_module[uid], done, seen)


def _own_why(it: Content, seen: Seen) -> Obstacle:
    """What is missing in a step that is not done."""
    if isinstance(it, Lesson):
        return _lesson_why(it, seen.facts)
    return _quiz_why(it, seen) if isinstance(it, Quiz) else _rehearsal_why(it, seen.facts)


def _lesson_why(lesson: Lesson, facts: Facts) -> Obstacle:
    finished, visited = facts.finished.get(lesson.id), facts.visited.get(lesson.id)
    code: Code = "changed" if finished else "opened" if visited else "not-opened"
    return Obstacle(code, lesson.id, lesson.title, finished=finished, visited=visited)


def _quiz_why(quiz: Quiz, seen: Seen) -> Obstacle:
    state = seen.facts.quizzes.get(quiz.id)
    codes: dict[str, Code] = {
        "open": "quiz-open", "marking": "quiz-marking", "held": "quiz-held", "failed": "quiz-failed",
    }  # fmt: skip
    code = codes.get(state.status if state else "", "quiz-never")
    return Obstacle(code, quiz.id, quiz.title, quiz=quiz, state=state, at=seen.at)


def _rehearsal_why(rehearsal: Rehearsal, facts: Facts) -> Obstacle:
    state = facts.rehearsals.get(rehearsal.id, NEVER)
    codes: dict[str, Code] = {
        "never": "rehearsal-never", "open": "rehearsal-open", "failed": "rehearsal-failed",
    }  # fmt: skip
    return Obstacle(codes[state.status], rehearsal.id, rehearsal.title, rehearsal=rehearsal, rehearsed=state)


def _next(steps: tuple[Step, ...], facts: Facts) -> Step | None:
    """The newest open attempt or run, else the unfinished lesson visited last, else the first unlocked step."""
    ready = [step for step in steps if step.actionable]
    attempts = [(begun_at, step) for step in ready if (begun_at := _begun_at(step, facts))]
    begun = [(facts.visited[step.uid], step) for step in ready if step.is_lesson and step.uid in facts.visited]
    latest = attempts or begun
    if latest:
        return max(latest, key=lambda each: each[0])[1]
    return ready[0] if ready else None


def _begun_at(step: Step, facts: Facts) -> datetime | None:
    """When the open attempt or run was begun."""
    quiz, rehearsal = facts.quizzes.get(step.uid), facts.rehearsals.get(step.uid)
    return quiz.begun_at if quiz else rehearsal.begun_at if rehearsal else None
