"""Every file of a tree read into the parts of a course, each with the place where it stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from typing import Any, TypeVar

from lms.curriculum.compile.bank import FamilyEntry, read_families
from lms.curriculum.compile.figures import read_figure
from lms.curriculum.compile.files import Entry, TomlFile, entries, entry, named, only, read_toml, tables, twice
from lms.curriculum.compile.names import STEP, Names, Ref
from lms.curriculum.compile.problems import Report, Spot
from lms.curriculum.compile.rehearsals import SORTS, RehearsalFile, read_rehearsal, sort_of
from lms.curriculum.compile.shapes import (
    AchievementEntry,
    CautionEntry,
    CertificateEntry,
    ChecklistEntry,
    ClaimEntry,
    CourseHead,
    LessonHead,
    ModuleEntry,
    ObjectiveEntry,
    QuizEntry,
    RedFlagEntry,
    SourceEntry,
    TermEntry,
)
from lms.curriculum.compile.survey import At, Survey, survey
from lms.curriculum.document import Figure
from lms.curriculum.kinds import Kind
from lms.curriculum.part import Part
from lms.curriculum.rehearsals import Known, Sort
from lms.curriculum.source import Tree, Unreadable

P = TypeVar("P", bound=Part)
LESSON = re.compile(r"\A\+\+\+[ \t]*\n(?P<head>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
HOLDS = (  # which sorts of things a file may hold
    (re.compile(r"sources\.toml"), ("source",)),
    (re.compile(r"claims[^/]*\.toml"), ("claim",)),
    (re.compile(r"glossary\.toml"), ("term",)),
    (re.compile(r"cautions\.toml"), ("caution", "red flag")),
    (re.compile(r"course\.toml"), ("module", "achievement")),
    (re.compile(r"questions/.*"), ("family",)),
    (re.compile(r"figures/.*"), ("figure",)),
    (re.compile(r"checklists/.*"), ("checklist",)),
    (re.compile(r"(conversations|simulations)/.*"), ("rehearsal", "conversation", "simulation", STEP)),
    (re.compile(r".*\.quiz\.toml"), ("quiz", STEP)),
    (re.compile(r".*\.md"), ("lesson", STEP, "objective")),
)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
FIRST = ("sources.toml", "figures/")  # lessons name sources, questions are asked on figures
LAYOUT_HINT = "See docs/writing-courses.md for the files of a course"


@dataclass(frozen=True)
class LessonFile:
    """A lesson: its head, its objectives, its text and what was found in it."""

    head: Entry[LessonHead]
    objectives: list[Entry[ObjectiveEntry]]
    text: str
    found: Survey
    folder: str
    at: At  # a line of the text as a spot in the file


@dataclass(frozen=True)
class QuizFile:
    """A quiz and the folder it stands in."""

    quiz: Entry[QuizEntry]
    folder: str


@dataclass
class Material:
    """All that the files of a course say, before it is known whether it fits together."""

    names: Names
    head: Entry[CourseHead] | None = None
    modules: list[Entry[ModuleEntry]] = field(default_factory=list)
    certificate: Entry[CertificateEntry] | None = None
    achievements: list[Entry[AchievementEntry]] = field(default_factory=list)
    sources: list[Entry[SourceEntry]] = field(default_factory=list)
    claims: list[Entry[ClaimEntry]] = field(default_factory=list)
    terms: list[Entry[TermEntry]] = field(default_factory=list)
    cautions: list[Entry[CautionEntry]] = field(default_factory=list)
    red_flags: list[Entry[RedFlagEntry]] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    families: list[FamilyEntry] = field(default_factory=list)
    lessons: list[LessonFile] = field(default_factory=list)
    quizzes: list[QuizFile] = field(default_factory=list)
    rehearsals: list[RehearsalFile] = field(default_factory=list)
    checklists: list[Entry[ChecklistEntry]] = field(default_factory=list)
    folders: dict[str, Spot] = field(default_factory=dict)  # of lessons and quizzes
    refs: list[Ref] = field(default_factory=list)


def gather(tree: Tree, kinds: Mapping[str, Kind], sorts: SORTS, report: Report) -> Material:
    """Read every file of the tree. Sources and figures first, as others stand on them; rehearsals last."""
    gatherer = Gatherer(tree, kinds, sorts, report)
    folders = {sort.folder for sort in sorts.values()}
    for path in sorted(gatherer.texts, key=lambda path: (path.split("/")[0] in folders, not path.startswith(FIRST))):
        gatherer.take(path)
    if "course.toml" not in tree:
        report.error(Spot("course.toml", 1), "course.toml is missing", LAYOUT_HINT)
    return gatherer.material


class Gatherer:
    """Takes one file after the other."""

    def __init__(self, tree: Tree, kinds: Mapping[str, Kind], sorts: SORTS, report: Report) -> None:
        self.report, self.kinds, self.sorts = report, kinds, sorts
        self.material = Material(Names(report))
        self.texts = {path: text for path, text in tree.items() if self._readable(path, text)}

    def _readable(self, path: str, text: str) -> bool:
        if isinstance(text, Unreadable):
            self.report.error(Spot(path, text.line), str(text))
            self._unsure(path)
        elif found := CONTROL.search(text):
            line = text.count("\n", 0, found.start()) + 1
            self.report.error(Spot(path, line), f"contains the control character U+{ord(found.group()):04X}")
            self._unsure(path)
        else:
            return True
        return False

    def _unsure(self, path: str) -> None:
        """Nothing is said to be unknown or unused that this file may hold."""
        self.material.names.unsure.update(next((sorts for name, sorts in HOLDS if name.fullmatch(path)), ()))

    def take(self, path: str) -> None:
        """Read one file as what its path says it is."""
        pure = PurePosixPath(path)
        folder, name = str(pure.parent), pure.name
        if folder == ".":
            self._top(name)
        elif folder == "questions" and pure.suffix == ".toml":
            self._bank(path)
        elif folder == "figures" and pure.suffix in {".svg", ".md"}:
            self._figure(pure)
        elif pure.suffix == ".toml" and (folder == "checklists" or sort_of(folder, self.sorts)):
            self._practised(path, sort_of(folder, self.sorts))
        elif len(pure.parts) == 2 and name.endswith(".quiz.toml"):  # noqa: PLR2004 - a folder and a file
            self._quiz(path, folder)
        elif len(pure.parts) == 2 and pure.suffix == ".md":  # noqa: PLR2004
            self._lesson(path, folder)
        else:
            self.report.error(Spot(path, 1), "does not belong in a course", LAYOUT_HINT)

    def _top(self, name: str) -> None:
        made_of: dict[str, dict[str, Any]] = {
            "sources.toml": {"source": (SourceEntry, self.material.sources)},
            "glossary.toml": {"term": (TermEntry, self.material.terms)},
            "cautions.toml": {
                "caution": (CautionEntry, self.material.cautions),
                "red_flag": (RedFlagEntry, self.material.red_flags),
            },
        }
        if name == "course.toml":
            self._course()
        elif name in made_of or re.fullmatch(r"claims[^/]*\.toml", name):
            self._tables(name, made_of.get(name, {"claim": (ClaimEntry, self.material.claims)}))
        elif name != "README.md":
            self.report.error(Spot(name, 1), "does not belong in a course", LAYOUT_HINT)

    def _tables(self, path: str, made_of: dict[str, Any]) -> None:
        if file := self._toml(path):
            only(file, tuple(made_of), self.report)
            for key, (shape, into) in made_of.items():
                self._name(file, key, key.replace("_", " "))
                into.extend(entries(file, key, shape, self.report))

    def _name(self, file: TomlFile, key: str, sort: str) -> None:
        for loc, data in tables(file, key, Report()):
            self.material.names.add(sort, data.get("id"), partial(file.spot, *loc))

    def _toml(self, path: str) -> TomlFile | None:
        file = read_toml(path, self.texts[path], self.report)
        if file is None:
            self._unsure(path)
        return file

    def _course(self) -> None:
        file = self._toml("course.toml")
        if file is None:
            return
        tables = {"module", "certificate", "achievement"}
        head = {name: value for name, value in file.data.items() if name not in tables}
        self.material.head = entry(CourseHead, head, file, (), self.report, "the course")
        self._name(file, "module", "module")
        self.material.modules = entries(file, "module", ModuleEntry, self.report)
        certificate = file.data.get("certificate", {})
        self.material.certificate = entry(
            CertificateEntry, certificate, file, ("certificate",), self.report, "certificate"
        )
        self._name(file, "achievement", "achievement")
        self.material.achievements = entries(file, "achievement", AchievementEntry, self.report)

    def _figure(self, path: PurePosixPath) -> None:
        twin = str(path.with_suffix(".md" if path.suffix == ".svg" else ".svg"))
        spot = Spot(str(path), 1)
        if path.suffix == ".md":
            if twin not in self.texts:
                self.report.error(spot, "is a text description with no drawing", f"Add {twin}")
            return
        alternative = self.texts.get(twin, "")
        if not alternative.strip():
            self.report.error(spot, "the figure has no text description", f"Write it in {twin}")
        self.material.names.add("figure", path.stem, lambda: spot)
        text = self.texts[str(path)]
        self.material.figures.append(read_figure(path.stem, str(path), text, alternative, self.report))

    def _quiz(self, path: str, folder: str) -> None:
        file = self._toml(path)
        self.material.folders.setdefault(folder, Spot(path, 1))
        if file is None:
            return
        self._step(file, "quiz")
        if quiz := entry(QuizEntry, file.data, file, (), self.report, named("quiz", file.data)):
            self.material.quizzes.append(QuizFile(quiz, folder))

    def _bank(self, path: str) -> None:
        if file := self._toml(path):
            frames = {figure.id: figure.frame for figure in self.material.figures}
            self.material.families += read_families(file, self.kinds, frames, self.material.names, self.report)

    def _practised(self, path: str, sort: Sort | None) -> None:
        file = self._toml(path)
        if file is None:
            return
        if sort is None:
            self._checklist(file)
        else:
            self._rehearsal(file, sort)

    def _checklist(self, file: TomlFile) -> None:
        self.material.names.add("checklist", file.data.get("id"), partial(file.spot, "id"))
        name = named("checklist", file.data)
        if found := entry(ChecklistEntry, file.data, file, (), self.report, name):
            twice(file, "step", name, self.report)
            self.material.checklists.append(found)

    def _rehearsal(self, file: TomlFile, sort: Sort) -> None:
        self._step(file, sort.name)
        known = Known({each.id: each for each in self.material.figures}, frozenset(self.material.names.of("source")))
        if read := read_rehearsal(file, sort, known, self.report):
            self.material.rehearsals.append(read)

    def _step(self, file: TomlFile, sort: str) -> None:
        uid, spot = file.data.get("id"), partial(file.spot, "id")
        self.material.names.add(STEP, uid, spot)
        self.material.names.know(sort, uid, spot)

    def _lesson(self, path: str, folder: str) -> None:
        self.material.folders.setdefault(folder, Spot(path, 1))
        found = LESSON.match(self.texts[path])
        if found is None:
            hint = "Start the lesson with a line of +++, then its TOML header, then another line of +++"
            self.report.error(Spot(path, 1), "the lesson has no header", hint)
            self._unsure(path)
            return
        above = found.group().count("\n") if found.group().endswith("\n") else found.group().count("\n") + 1
        text = self.texts[path][found.end() :]
        known = None if "source" in self.material.names.unsure else frozenset(self.material.names.of("source"))
        at: At = lambda line: Spot(path, above + line + 1)  # noqa: E731
        seen = survey(text, known, at, self.report)
        self.material.refs += seen.refs
        file = read_toml(path, found["head"], self.report, above=1)
        if file:
            self._head(file, text, seen, at)
        else:
            self._unsure(path)

    def _head(self, file: TomlFile, text: str, seen: Survey, at: At) -> None:
        self._step(file, "lesson")
        self._name(file, "objective", "objective")
        objectives = entries(file, "objective", ObjectiveEntry, self.report)
        data = {name: value for name, value in file.data.items() if name != "objective"}
        if head := entry(LessonHead, data, file, (), self.report, named("lesson", data)):
            folder = str(PurePosixPath(file.path).parent)
            self.material.lessons.append(LessonFile(head, objectives, text, seen, folder, at))
