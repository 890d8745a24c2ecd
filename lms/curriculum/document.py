"""The compiled course: frozen values, no database, no web. An edition is one `Document` as JSON."""

import re
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from lms.curriculum.awards import Achievement, Certificate
from lms.curriculum.checklist import Checklist
from lms.curriculum.part import Part
from lms.curriculum.reference import Caution, Claim, RedFlag, Source, Term

Level = Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]
Purpose = Literal["check", "test", "exam"]
FeedbackPolicy = Literal["at-once", "after-submit", "after-pass", "after-last"]
AtEnd = Literal["submit", "grace"]
RehearsalSort = Literal["conversation", "simulation"]
VIEW_BOX = re.compile(r'<svg\b[^>]*\bviewBox="([^"]*)"')
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class Figure(Part):
    """A drawing: checked SVG, title, description, and a text alternative in Markdown."""

    id: str
    svg: str
    title: str
    description: str
    alternative: str

    @cached_property
    def frame(self) -> tuple[float, float, float, float] | None:
        """The visible part in its own units (left, top, width, height), or None without a usable viewBox."""
        found = VIEW_BOX.search(self.svg)
        numbers = [float(each) for each in NUMBER.findall(found[1])] if found else []
        if len(numbers) != len("xywh") or min(numbers[2:]) <= 0:
            return None
        return numbers[0], numbers[1], numbers[2], numbers[3]


class Objective(Part):
    """What a learner can do after the lesson."""

    id: str
    text: str
    level: Level


class Lesson(Part):
    """A lesson: its head and its Markdown. `digest` changes with everything that a reader would notice."""

    id: str
    title: str
    summary: str = ""
    minutes: int
    objectives: tuple[Objective, ...] = ()
    seed: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    safety: bool = False
    warning: str = ""
    text: str
    digest: str


class Variant(Part):
    """One version of a question. `body` is what its kind has read: options, pairs, the key."""

    id: str
    ask: str
    figure: str = ""
    missed: str = ""
    body: dict[str, Any]


class Family(Part):
    """A question, in several variants."""

    id: str
    kind: str
    critical: bool = False
    lesson: str
    objective: str = ""
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    variants: tuple[Variant, ...]

    def variant(self, uid: str) -> Variant:
        """The variant of this id. Raises KeyError."""
        return {each.id: each for each in self.variants}[uid]


class Draw(Part):
    """One line of a quiz's draw: a family by name, each critical one of a tag or lesson, or a count."""

    family: str = ""
    tag: str = ""
    lesson: str = ""
    critical: Literal["", "each"] = ""
    count: int = 0
    section: str = ""  # the section of the quiz that it belongs to


class Quiz(Part):
    """A quiz draws families from the bank. `attempts` and `minutes` 0 mean no limit; `pass_mark` is in percent.

    `one_way`: a section cannot be changed once left. `confidence`: learners say how sure they are of each answer.
    """

    id: str
    title: str
    purpose: Purpose
    lesson: str = ""
    pass_mark: int
    attempts: int = 0
    wait_hours: int = 0
    minutes: int = 0
    at_end: AtEnd = "submit"
    grace_seconds: int = 0
    opens: datetime | None = None
    closes: datetime | None = None
    one_way: bool = False
    confidence: bool = False
    feedback: FeedbackPolicy
    requires: tuple[str, ...] = ()
    draw: tuple[Draw, ...]


class Rehearsal(Part):
    """Practice without a client: a conversation or a simulation. `body` is what its sort has read.

    `pass_mark` is in percent of the best possible score of the variant.
    """

    id: str
    sort: RehearsalSort
    title: str
    summary: str = ""
    lesson: str
    minutes: int
    requires: tuple[str, ...] = ()
    warning: str = ""
    pass_mark: int = 80
    sources: tuple[str, ...] = ()
    body: dict[str, Any]


Content = Lesson | Quiz | Rehearsal  # what a step can be


class Module(Part):
    """A module: its steps in order."""

    id: str
    title: str
    summary: str = ""
    safety: bool = False
    requires: tuple[str, ...] = ()
    steps: tuple[str, ...]  # ids: each lesson, then its checks, then its rehearsals; tests last


class Document(Part):
    """A whole course, compiled."""

    slug: str
    title: str
    summary: str
    language: str = "en"
    authors: tuple[str, ...] = ()
    licence: str = ""
    standard: Literal["", "safety"] = ""
    enrolment: Literal["open", "invited"] = "open"
    disclaimer: str = ""
    certificate: Certificate = Certificate()
    achievements: tuple[Achievement, ...] = ()
    modules: tuple[Module, ...]
    lessons: tuple[Lesson, ...]
    quizzes: tuple[Quiz, ...]
    rehearsals: tuple[Rehearsal, ...] = ()
    families: tuple[Family, ...] = ()
    figures: tuple[Figure, ...] = ()
    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    terms: tuple[Term, ...] = ()
    cautions: tuple[Caution, ...] = ()
    red_flags: tuple[RedFlag, ...] = ()
    checklists: tuple[Checklist, ...] = ()

    @cached_property
    def lesson(self) -> dict[str, Lesson]:
        """Lessons by id."""
        return {each.id: each for each in self.lessons}

    @cached_property
    def quiz(self) -> dict[str, Quiz]:
        """Quizzes by id."""
        return {each.id: each for each in self.quizzes}

    @cached_property
    def rehearsal(self) -> dict[str, Rehearsal]:
        """Conversations and simulations by id."""
        return {each.id: each for each in self.rehearsals}

    @cached_property
    def family(self) -> dict[str, Family]:
        """Question families by id."""
        return {each.id: each for each in self.families}

    @cached_property
    def figure(self) -> dict[str, Figure]:
        """Figures by id."""
        return {each.id: each for each in self.figures}

    @cached_property
    def source(self) -> dict[str, Source]:
        """Sources by id."""
        return {each.id: each for each in self.sources}

    @cached_property
    def claim(self) -> dict[str, Claim]:
        """Claims by id."""
        return {each.id: each for each in self.claims}

    @cached_property
    def step_module(self) -> dict[str, Module]:
        """The module of each step's id."""
        return {step: module for module in self.modules for step in module.steps}

    @cached_property
    def content(self) -> dict[str, Content]:
        """Lessons, quizzes and rehearsals by id."""
        return {**self.lesson, **self.quiz, **self.rehearsal}

    @cached_property
    def before(self) -> dict[str, tuple[str, ...]]:
        """The prerequisites of each step: its module's, then its own, without repeats and without itself."""
        found = {}
        for uid, module in self.step_module.items():
            ids = dict.fromkeys((*module.requires, *self.content[uid].requires))
            found[uid] = tuple(each for each in ids if each != uid)
        return found

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """The ids of all lessons, quizzes and rehearsals, in order."""
        return tuple(step for module in self.modules for step in module.steps)
