"""A question as it is asked: one variant of a family, in the order of its attempt, with its answer."""

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
    """A text of a course without its markup, for places that allow none."""
    return str(inline(text).striptags())


@dataclass(frozen=True)
class Question:
    """A variant ready to be asked: its family, its kind, and the body that the kind has read."""

    family: Family
    variant: Variant
    kind: Kind[Any]
    body: Any
    lesson: Lesson | None
    sources: Mapping[str, Source]
    language: str  # of the course

    def arrange(self, rng: Random) -> Drawn:
        """The drawn question as an attempt stores it."""
        return {"family": self.family.id, "variant": self.variant.id, "order": self.kind.arrange(self.body, rng)}

    def grade(self, response: Any) -> Grade:  # noqa: ANN401 - JSON
        """Mark an answer. None means unanswered, for which nothing is described as done."""
        critical, missed = self.family.critical, self.variant.missed
        grade = self.kind.grade(self.body, response, critical=critical, missed=missed)
        return replace(grade, missed="", blank="wholly") if response is None and grade.critical_missed else grade

    def cited(self, ids: Iterable[str] = ()) -> list[Source]:
        """The sources of these ids, or the family's."""
        return [self.sources[uid] for uid in (tuple(ids) or self.family.sources) if uid in self.sources]


def read(course: Document, family_id: str, variant_id: str) -> Question:
    """Load the question of this variant. Raises KeyError if the course has none."""
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
    """The same, cached in the process, because an edition never changes."""
    return read(document(edition_id), family_id, variant_id)


@dataclass(frozen=True)
class Asked:
    """A question in its place on a page, for the templates."""

    question: Question
    order: list[Any]
    field: str  # the prefix of its form fields
    anchor: str  # its id on the page
    number: int = 0  # its number among `count` of an attempt, from 1, or 0 outside of one
    count: int = 0
    response: Any = None
    seq: int = 0
    flagged: bool = False
    confidence: str = ""
    asks_confidence: bool = False
    section: str = ""
    locked: bool = False  # closed for answers
    grade: Grade | None = None  # only if the verdict may be shown
    seed: str = ""  # for the order of a practice question; its form sends it back
    figure: Markup | None = None
    lesson_path: str = ""  # where it is taught, once that may be shown

    @property
    def body(self) -> Any:  # noqa: ANN401 - the kind's own
        """The body that the kind has read."""
        return self.question.body

    @property
    def folder(self) -> str:
        """The folder of its kind's templates."""
        return self.question.kind.folder

    @property
    def on_figure(self) -> bool:
        """Whether it is answered on its figure, where its kind's `over.html` later shows the answer."""
        return isinstance(self.question.kind, FigureKind)

    def drawn(self, over: Markup) -> Markup:
        """The figure with further shapes over it, in its own units."""
        end = Markup("</svg>")
        return (over + end).join((self.figure or Markup("")).split(end, 1))

    @property
    def ask(self) -> Markup:
        """The question itself."""
        return inline(self.question.variant.ask)

    @property
    def certain_and_wrong(self) -> bool:
        """Whether the learner was certain but not correct. Only if that may be shown."""
        graded = self.grade is not None and not self.grade.awaits
        return graded and self.confidence == "certain" and not self.grade.right  # type: ignore[union-attr]

    @property
    def complete(self) -> bool:
        """Whether every part is answered."""
        return self.question.kind.complete(self.body, self.response)

    @property
    def so_far(self) -> str:
        """The progress of the answer in words, if its kind gives any."""
        return self.question.kind.so_far(self.body, self.response)

    def read_response(self, given: Given) -> Any:  # noqa: ANN401 - JSON
        """The canonical answer for presented positions. Raises Invalid."""
        return self.question.kind.read_response(self.body, self.order, given)
