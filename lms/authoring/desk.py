"""A course as it lies on the desk: the shipped folder with the drafts laid over it, compiled once for each state."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lms.authoring.queries import Taught
from lms.authoring.writing import Unwritable, excerpt
from lms.core.cache import Once
from lms.curriculum import kinds, rehearsals
from lms.curriculum.compile import Outcome, compile_course
from lms.curriculum.compile.bank import FamilyEntry
from lms.curriculum.compile.gather import Material, QuizFile, gather
from lms.curriculum.compile.names import STEP
from lms.curriculum.compile.problems import Report
from lms.curriculum.document import Document, Family
from lms.curriculum.queries import Draft, overtaken
from lms.curriculum.reference import Source
from lms.curriculum.source import Tree, Unreadable, digest, overlaid, read_folder

NEW_QUESTIONS = "questions/desk.toml"  # where families go that are new


@dataclass(frozen=True)
class Read:
    """What the compiler makes of a tree: the outcome, and every part that could be read."""

    outcome: Outcome
    material: Material


_reads: Once[tuple[str, str, bool], Read] = Once("desks", 8)  # compiling takes a tenth of a second and more


@dataclass(frozen=True)
class Desk:
    """One course on the desk of one person."""

    course: Taught
    person_id: int
    shipped: Tree
    drafts: Mapping[str, Draft]
    tree: Tree
    read: Read

    @property
    def outcome(self) -> Outcome:
        """What compiling gave."""
        return self.read.outcome

    @property
    def material(self) -> Material:
        """Every part that could be read."""
        return self.read.material

    @property
    def overtaken(self) -> tuple[str, ...]:
        """Changed files whose shipped file is another one by now."""
        return overtaken(self.shipped, self.drafts.values())

    def family(self, uid: str) -> FamilyEntry | None:
        """The question family of this id."""
        return next((each for each in self.material.families if each.family.id == uid), None)

    def quiz(self, uid: str) -> QuizFile | None:
        """The quiz of this id."""
        return next((each for each in self.material.quizzes if each.quiz.value.id == uid), None)

    def takes(self, sort: str, uid: str) -> bool:
        """Whether an id is free for a new family, or for a new quiz."""
        return uid not in self.material.names.of("family" if sort == "family" else STEP)

    def version(self, path: str) -> int:
        """The version of a file's draft, 0 without one."""
        return self.drafts[path].version if path in self.drafts else 0

    def base(self, path: str, text: str) -> str | None:
        """The digest to keep with a draft of this file: that of the shipped file it was begun over."""
        shipped = digest(self.shipped[path]) if path in self.shipped else None
        begun = self.drafts[path].base_digest if path in self.drafts else shipped
        return shipped if shipped == digest(text) else begun

    def state(self, entry: FamilyEntry) -> str:
        """How a family differs from the shipped folder: new, changed, or not at all (empty)."""
        path, uid = entry.head.file.path, entry.family.id
        if path not in self.drafts:
            return ""
        try:
            before = excerpt(self.shipped.get(path, ""), uid)
        except Unwritable:  # the shipped file is no TOML any more, and only the draft over it can be read
            return "changed"
        return "new" if not before else "changed" if before != excerpt(self.tree[path], uid) else ""

    def alone(self, families: Iterable[Family]) -> Document:
        """A document of these families alone, with the course's sources and figures: enough to show them."""
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

    def tags(self) -> tuple[str, ...]:
        """Every tag of the bank, by name."""
        return tuple(sorted({tag for each in self.material.families for tag in each.family.tags}))


def lay_out(course: Taught, person_id: int, drafts: Iterable[Draft], folder: Path, *, strict: bool) -> Desk:
    """The course's desk. `folder` is where the courses ship; `strict` makes unconfirmed safety rules errors."""
    shipped = read_folder(folder / course.slug)
    changed = {each.path: each for each in drafts}
    tree = overlaid(shipped, {path: each.text for path, each in changed.items()})
    read = _reads.get((course.slug, _digest(tree), strict), lambda: _read(course.slug, tree, strict=strict))
    return Desk(course, person_id, shipped, changed, tree, read)


def _read(slug: str, tree: Tree, *, strict: bool) -> Read:
    outcome = compile_course(slug, tree, kinds.known(), rehearsals.known(), block_unconfirmed=strict)
    return Read(outcome, gather(tree, kinds.known(), rehearsals.known(), Report()))


def _digest(tree: Tree) -> str:
    return hashlib.sha256("\0".join(_parts(tree)).encode("utf-8", "surrogatepass")).hexdigest()


def _parts(tree: Tree) -> Iterator[str]:
    for path, text in tree.items():
        yield from (path, "unreadable" if isinstance(text, Unreadable) else "text", text)
