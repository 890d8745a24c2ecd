"""Read every file of a tree and combine the results."""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from pathlib import PurePosixPath

from lms.curriculum.compile import readers
from lms.curriculum.compile.material import Material
from lms.curriculum.compile.problems import Report, SourceLine
from lms.curriculum.compile.rehearsals import SORTS, sort_of
from lms.curriculum.kinds import Readable
from lms.curriculum.source import Tree, Unreadable

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
FIRST = ("sources.toml", "figures/")  # lessons refer to sources, questions to figures
TOP = {"course.toml": readers.course, "README.md": readers.readme}
Chosen = tuple[Callable[..., None], tuple[Hashable, ...]]  # a reader, and its arguments from other files


def gather(tree: Tree, kinds: Mapping[str, Readable], sorts: SORTS, report: Report) -> Material:
    """Read every file of the tree. Sources and figures come first, because others need them; rehearsals last."""
    gatherer = _Gatherer(tree, kinds, sorts, report)
    folders = {sort.folder for sort in sorts.values()}
    paths = sorted(gatherer.texts, key=lambda path: path.split("/")[0] in folders)
    gatherer.take(path for path in paths if path.startswith(FIRST))
    gatherer.take(path for path in paths if not path.startswith(FIRST))
    if "course.toml" not in tree:
        report.error(SourceLine("course.toml", 1), "course.toml is missing", readers.LAYOUT_HINT)
    gatherer.material.names.twice(report)
    for file in gatherer.files:
        report.include(file.report)
    return gatherer.material


class _Gatherer:
    """Reads one file after another, each with the reader for its path."""

    def __init__(self, tree: Tree, kinds: Mapping[str, Readable], sorts: SORTS, report: Report) -> None:
        self.kinds, self.sorts, self.report = frozenset(kinds.items()), sorts, report
        self.material, self.files = Material(), list[readers.FileRead]()
        self.texts = {path: text for path, text in tree.items() if self._readable(path, text)}

    def _readable(self, path: str, text: str) -> bool:
        if isinstance(text, Unreadable):
            self.report.error(SourceLine(path, text.line), str(text))
        elif found := CONTROL.search(text):
            line = text.count("\n", 0, found.start()) + 1
            self.report.error(SourceLine(path, line), f"contains the control character U+{ord(found.group()):04X}")
        else:
            return True
        self.material.names.unsure.update(readers.holds(path))
        return False

    def take(self, paths: Iterable[str]) -> None:
        """Read these files, each with the results of those before it."""
        for path in paths:
            reader, known = self._reader(PurePosixPath(path))
            file = readers.read(reader, path, self.texts[path], *known)
            self.material.include(file.material)
            self.files.append(file)

    def _reader(self, path: PurePosixPath) -> Chosen:
        folder = str(path.parent)
        if folder == ".":
            return _at_the_top(path.name), ()
        if folder == "figures":
            return self._figure(path)
        if path.suffix == ".toml" and (found := self._table(folder)):
            return found
        in_a_folder = len(path.parts) == 2  # noqa: PLR2004 - the folder of a module, and a file
        if in_a_folder and path.name.endswith(".quiz.toml"):
            return readers.quiz, ()
        if in_a_folder and path.suffix == ".md":
            names = self.material.names
            return readers.lesson, (None if "source" in names.unsure else frozenset(names.of("source")),)
        return readers.stranger, ()

    def _figure(self, path: PurePosixPath) -> Chosen:
        if path.suffix == ".svg":
            return readers.figure, (self.texts.get(str(path.with_suffix(".md"))),)
        if path.suffix == ".md":
            return readers.description, (str(path.with_suffix(".svg")) in self.texts,)
        return readers.stranger, ()

    def _table(self, folder: str) -> Chosen | None:
        """The reader for folders with one sort of table each."""
        figures = self.material.figures
        if folder == "questions":
            return readers.bank, (self.kinds, tuple((each.id, each.frame) for each in figures))
        if folder == "checklists":
            return readers.checklist, ()
        if sort := sort_of(folder, self.sorts):
            return readers.rehearsal, (sort, tuple(figures), frozenset(self.material.names.of("source")))
        return None


def _at_the_top(name: str) -> Callable[..., None]:
    if name in TOP:
        return TOP[name]
    return readers.rows if name in readers.ROWS or readers.CLAIMS.fullmatch(name) else readers.stranger
