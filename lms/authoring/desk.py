"""A course in the editor: the course folder overlaid with drafts, compiled once for each state."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from flask import current_app

from lms.authoring.writing import Unwritable, excerpt
from lms.core.cache import OncePerKey
from lms.core.errors import NotFound
from lms.core.ids import PersonId
from lms.curriculum.actions import read
from lms.curriculum.compile import FamilyEntry, Material, Outcome, Problem, QuizFile, Reading
from lms.curriculum.document import Document, Family
from lms.curriculum.queries import Draft, Taught, drafts, overtaken
from lms.curriculum.reference import Source
from lms.curriculum.source import Tree, Unreadable, digest, overlaid, read_folder

NEW_QUESTIONS = "questions/desk.toml"  # the file that new families are added to

_readings: OncePerKey[tuple[str, str, bool], Reading] = OncePerKey(
    "desks", 8
)  # so that showing a page does not compile again


@dataclass(frozen=True)
class Seat:
    """A person at the desk of a course that they teach, before any of the course is read.

    `item` is the id of a question or a quiz from the address, or "".
    """

    course: Taught
    person_id: PersonId
    item: str = ""


@dataclass(frozen=True)
class Desk:
    """One course in the editor, for one person."""

    seat: Seat
    shipped: Tree
    drafts: Mapping[str, Draft]
    tree: Tree
    reading: Reading

    @property
    def course(self) -> Taught:
        """The course as its instructor's row says."""
        return self.seat.course

    @property
    def outcome(self) -> Outcome:
        """The outcome of compiling."""
        return self.reading.outcome

    @property
    def material(self) -> Material:
        """Every part that could be read."""
        return self.reading.material

    @property
    def overtaken(self) -> tuple[str, ...]:
        """Drafts whose file in the course folder has changed since."""
        return overtaken(self.shipped, self.drafts.values())

    def family(self, uid: str) -> FamilyEntry:
        """The question family of this id. Raises NotFound."""
        for each in self.material.families:
            if each.family.id == uid:
                return each
        raise NotFound

    def quiz(self, uid: str) -> QuizFile:
        """The quiz of this id. Raises NotFound."""
        for each in self.material.quizzes:
            if each.id == uid:
                return each
        raise NotFound

    def takes(self, sort: Literal["family", "step"], uid: str) -> bool:
        """Whether an id is free, for a new family or a new step of the course."""
        return uid not in self.material.names.of(sort)

    def version(self, path: str) -> int:
        """The version of a file's draft, or 0 without one."""
        return self.drafts[path].version if path in self.drafts else 0

    def base(self, path: str, text: str) -> str | None:
        """The digest to store with a draft of this file: that of the course folder's file it is based on."""
        shipped = digest(self.shipped[path]) if path in self.shipped else None
        begun = self.drafts[path].base_digest if path in self.drafts else shipped
        return shipped if shipped == digest(text) else begun

    def state(self, entry: FamilyEntry) -> str:
        """How a family differs from the course folder: "new", "changed" or ""."""
        path, uid = entry.path, entry.family.id
        if path not in self.drafts:
            return ""
        try:
            before = excerpt(self.shipped.get(path, ""), uid)
        except Unwritable:  # the file in the folder is no longer TOML; only the draft can be read
            return "changed"
        return "new" if not before else "changed" if before != excerpt(self.tree[path], uid) else ""

    def alone(self, families: Iterable[Family]) -> Document:
        """A document with only these families, and the course's sources and figures to show them with."""
        head = self.material.head
        return Document(
            slug=self.course.slug,
            title=self.course.title,
            summary="",
            language=head.value.language if head else "en",
            modules=(),
            lessons=(),
            quizzes=(),
            families=tuple(families),
            figures=tuple(self.material.figures),
            sources=tuple(Source(**dict(each.value)) for each in self.material.sources),
        )

    def titles(self) -> dict[str, str]:
        """The titles of the lessons by their ids."""
        return {each.id: each.title for each in self.material.lessons}

    def problems(self, path: str = "") -> tuple[Problem, ...]:
        """The problems, errors before advice and those of this file first."""
        found = self.outcome.problems
        return tuple(sorted(found, key=lambda each: (each.level != "error", each.path != path)))

    def tags(self) -> tuple[str, ...]:
        """Every tag of the question bank, sorted."""
        return tuple(sorted({tag for each in self.material.families for tag in each.family.tags}))


def load_desk(seat: Seat) -> Desk:
    """Load the desk as it is now. One statement."""
    settings, course = current_app.config["SETTINGS"], seat.course
    shipped = read_folder(settings.courses / course.slug)
    changed = {each.path: each for each in drafts(course.course_id)}
    tree = overlaid(shipped, {path: each.text for path, each in changed.items()})
    strict = settings.block_unconfirmed
    state = (course.slug, _digest(tree), strict)
    reading = _readings.get(state, lambda: read(course.slug, tree, block_unconfirmed=strict))
    return Desk(seat, shipped, changed, tree, reading)


def _digest(tree: Tree) -> str:
    return hashlib.sha256("\0".join(_parts(tree)).encode("utf-8", "surrogatepass")).hexdigest()


def _parts(tree: Tree) -> Iterator[str]:
    for path, text in tree.items():
        yield from (path, "unreadable" if isinstance(text, Unreadable) else "text", text)
