"""A question as it is asked: one variant of a family, in the order of its attempt, with what was answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from markupsafe import Markup

from lms.core.cache import cached
from lms.core.ids import EditionId
from lms.curriculum.document import Document, Family, Lesson, Variant
from lms.curriculum.queries import document
from lms.curriculum.reference import Source
from lms.curriculum.render import inline
from lms.questions.kinds import KINDS
from lms.questions.kinds.base import Given, Grade, Kind
from lms.questions.kinds.figure.kind import FigureKind

CONFIDENCE = ("guessing", "fairly-sure", "certain")
Drawn = dict[str, Any]  # {"family", "variant", "order"} of Attempt.questions


def plain(text: str) -> str:
    """A text of a course without its markup, for places that take none."""
    return str(inline(text).striptags())


@dataclass(frozen=True)
class Question:
    """A variant that can be asked: its family, its kind, what the kind has read."""

    family: Family
    variant: Variant
    kind: Kind[Any]
    body: Any
    lesson: Lesson | None
    sources: Mapping[str, Source]
    language: str  # of the course

    def arrange(self, rng: Random) -> Drawn:
        """How an attempt keeps it."""
        return {"family": self.family.id, "variant": self.variant.id, "order": self.kind.arrange(self.body, rng)}

    def grade(self, response: Any) -> Grade:  # noqa: ANN401 - JSON
        """Mark an answer; None, for a question that was not answered, says of nothing that it was done."""
        critical, missed = self.family.critical, self.variant.missed
        grade = self.kind.grade(self.body, response, critical=critical, missed=missed)
        return replace(grade, missed="", blank="wholly") if response is None and grade.critical_missed else grade

    def cited(self, ids: Iterable[str] = ()) -> list[Source]:
        """The sources of these ids, or the family's."""
        return [self.sources[uid] for uid in (tuple(ids) or self.family.sources) if uid in self.sources]


def read(course: Document, family_id: str, variant_id: str) -> Question:
    """The question of this variant. Raises KeyError where the course has none."""
    family = course.family[family_id]
    variant = family.variant(variant_id)
    kind = KINDS[family.kind]
    return Question(
        family=family,
        variant=variant,
        kind=kind,
        body=kind.body(variant.body),
        lesson=course.lesson.get(family.lesson),
        sources=course.source,
        language=course.language,
    )


@cached(8192)
def question(edition_id: EditionId, family_id: str, variant_id: str) -> Question:
    """The same, read once in a process: an edition never changes."""
    return read(document(edition_id), family_id, variant_id)


@dataclass(frozen=True)
class Asked:
    """A question in its place: what the templates get."""

    question: Question
    order: list[Any]
    field: str  # begins the names of its form fields
    anchor: str  # its id on the page
    number: int = 0  # its place among `count` of an attempt, from 1; 0 for one that stands alone
    count: int = 0
    response: Any = None
    seq: int = 0
    flagged: bool = False
    confidence: str = ""
    asks_confidence: bool = False
    section: str = ""
    locked: bool = False  # cannot be answered any more
    grade: Grade | None = None  # set only where right and wrong may be told
    seed: str = ""  # of the order of a practice question, which its form carries back
    figure: Markup | None = None
    lesson_path: str = ""  # where it is taught, once that may be told

    @property
    def body(self) -> Any:  # noqa: ANN401 - the kind's own
        """What the kind has read."""
        return self.question.body

    @property
    def folder(self) -> str:
        """Where its kind's templates lie."""
        return self.question.kind.folder

    @property
    def on_figure(self) -> bool:
        """Whether it is answered on its figure, and shown there afterwards by its kind's `over.html`."""
        return isinstance(self.question.kind, FigureKind)

    def drawn(self, over: Markup) -> Markup:
        """The figure with more shapes on top of it, in its own units."""
        end = Markup("</svg>")
        return (over + end).join((self.figure or Markup("")).split(end, 1))

    @property
    def ask(self) -> Markup:
        """The question itself."""
        return inline(self.question.variant.ask)

    @property
    def certain_and_wrong(self) -> bool:
        """Whether its learner was certain, and it is not right; only where that may be told."""
        graded = self.grade is not None and not self.grade.awaits
        return graded and self.confidence == "certain" and not self.grade.right  # type: ignore[union-attr]

    @property
    def complete(self) -> bool:
        """Whether every part is answered."""
        return self.question.kind.complete(self.body, self.response)

    @property
    def so_far(self) -> str:
        """How far the answer has come, in words, where its kind says so."""
        return self.question.kind.so_far(self.body, self.response)

    def read_response(self, given: Given) -> Any:  # noqa: ANN401 - JSON
        """The canonical answer to presented positions. Raises Invalid."""
        return self.question.kind.read_response(self.body, self.order, given)
