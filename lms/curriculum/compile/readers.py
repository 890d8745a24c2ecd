"""A reader for each sort of file: what the file contains, and its problems.

What a reader finds depends only on the file and its arguments from other files. So as long as these
stay the same, `read` returns it from a cache, and after a change only the changed file is read again.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from functools import partial
from pathlib import PurePosixPath

from lms.core.cache import cached
from lms.curriculum.compile.bank import read_families
from lms.curriculum.compile.figures import read_figure
from lms.curriculum.compile.files import TomlFile, entries, entry, named, only, read_toml, tables, twice
from lms.curriculum.compile.material import LessonFile, Material, QuizFile
from lms.curriculum.compile.names import STEP
from lms.curriculum.compile.problems import Report, SourceLine
from lms.curriculum.compile.rehearsals import read_rehearsal
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
from lms.curriculum.kinds import Frame, Readable
from lms.curriculum.part import Part
from lms.curriculum.rehearsals import RehearsalContext, Sort

LESSON = re.compile(r"\A\+\+\+[ \t]*\n(?P<head>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
CLAIMS = re.compile(r"claims[^/]*\.toml")
Rows = Mapping[str, tuple[type[Part], str]]  # a file's lists of tables: shape and name in Material
ROWS: Mapping[str, Rows] = {
    "sources.toml": {"source": (SourceEntry, "sources")},
    "glossary.toml": {"term": (TermEntry, "terms")},
    "cautions.toml": {"caution": (CautionEntry, "cautions"), "red_flag": (RedFlagEntry, "red_flags")},
}
ROWS_OF_CLAIMS: Rows = {"claim": (ClaimEntry, "claims")}
LAYOUT_HINT = "See docs/writing-courses.md for the files of a course"
HOLDS = (  # which sorts of things a file may contain
    (re.compile(r"sources\.toml"), ("source",)),
    (CLAIMS, ("claim",)),
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


def holds(path: str) -> tuple[str, ...]:
    """The sorts of things that are not reported as unknown or unused if this file cannot be read."""
    return next((sorts for name, sorts in HOLDS if name.fullmatch(path)), ())


class FileRead:
    """A file during reading and, afterwards, its contents and problems."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self.material, self.report = Material(), Report()

    def error(self, message: str, hint: str = "") -> None:
        """Report a problem with the file as a whole."""
        self.report.error(SourceLine(self.path, 1), message, hint)

    def toml(self) -> TomlFile | None:
        """The whole file as TOML, or None if it is invalid, which is reported."""
        return self.head(self.text, above=0)

    def head(self, text: str, above: int) -> TomlFile | None:
        """A part of the file as TOML, with `above` lines before it. None if it is invalid, which is reported."""
        file = read_toml(self.path, text, self.report, above)
        if file is None:
            self.unsure()
        return file

    def unsure(self) -> None:
        """Record that the file may contain things that could not be read."""
        self.material.names.unsure.update(holds(self.path))

    def name(self, file: TomlFile, key: str, sort: str) -> None:
        """Add the id of each `[[key]]`."""
        for loc, data in tables(file, key, Report()):
            self.material.names.add(sort, data.get("id"), partial(file.spot, *loc))

    def step(self, file: TomlFile, sort: str) -> None:
        """Add the id of a file that is one step of the course."""
        uid, spot = file.data.get("id"), partial(file.spot, "id")
        self.material.names.add(STEP, uid, spot)
        self.material.names.know(sort, uid, spot)


@cached(1024)  # files: a course has a hundred or two
def read(reader: Callable[..., None], path: str, text: str, *known: Hashable) -> FileRead:
    """What a reader finds in a file. `known` are its arguments from other files. Cached: never change it."""
    file = FileRead(path, text)
    reader(file, *known)
    return file


def stranger(file: FileRead) -> None:
    """A file that does not belong in a course."""
    file.error("does not belong in a course", LAYOUT_HINT)


def readme(_file: FileRead) -> None:
    """README.md, which is for authors and not part of the course."""


def course(file: FileRead) -> None:
    """course.toml: the course's head, its modules, certificate and achievements."""
    toml, found = file.toml(), file.material
    if toml is None:
        return
    head = {name: value for name, value in toml.data.items() if name not in {"module", "certificate", "achievement"}}
    found.head = entry(CourseHead, head, toml, (), file.report, "the course")
    file.name(toml, "module", "module")
    found.modules = entries(toml, "module", ModuleEntry, file.report)
    certificate = toml.data.get("certificate", {})
    found.certificate = entry(CertificateEntry, certificate, toml, ("certificate",), file.report, "certificate")
    file.name(toml, "achievement", "achievement")
    found.achievements = entries(toml, "achievement", AchievementEntry, file.report)


def rows(file: FileRead) -> None:
    """Sources, glossary, cautions and claims: files that are lists of tables."""
    made_of = ROWS.get(file.path, ROWS_OF_CLAIMS)
    if toml := file.toml():
        only(toml, tuple(made_of), file.report)
        for key, (shape, into) in made_of.items():
            file.name(toml, key, key.replace("_", " "))
            setattr(file.material, into, entries(toml, key, shape, file.report))


def figure(file: FileRead, alternative: str | None) -> None:
    """A drawing. `alternative` is its text description, or None."""
    path = PurePosixPath(file.path)
    if not (alternative or "").strip():
        file.error("the figure has no text description", f"Write it in {path.with_suffix('.md')}")
    file.material.names.add("figure", path.stem, partial(SourceLine, file.path, 1))
    file.material.figures.append(read_figure(path.stem, file.path, file.text, alternative or "", file.report))


def description(file: FileRead, drawn: bool) -> None:
    """A text description, which is read with its drawing."""
    if not drawn:
        drawing = PurePosixPath(file.path).with_suffix(".svg")
        file.error("is a text description with no drawing", f"Add {drawing}")


def bank(file: FileRead, kinds: frozenset[tuple[str, Readable]], frames: tuple[tuple[str, Frame | None], ...]) -> None:
    """A file of the question bank. `frames` are the visible parts of figures."""
    if toml := file.toml():
        file.material.families += read_families(toml, dict(kinds), dict(frames), file.material.names, file.report)


def quiz(file: FileRead) -> None:
    """A quiz."""
    folder = str(PurePosixPath(file.path).parent)
    file.material.folders[folder] = SourceLine(file.path, 1)
    if toml := file.toml():
        file.step(toml, "quiz")
        if found := entry(QuizEntry, toml.data, toml, (), file.report, named("quiz", toml.data)):
            file.material.quizzes.append(QuizFile(found, folder))


def checklist(file: FileRead) -> None:
    """A checklist for practice under supervision."""
    if toml := file.toml():
        file.material.names.add("checklist", toml.data.get("id"), partial(toml.spot, "id"))
        name = named("checklist", toml.data)
        if found := entry(ChecklistEntry, toml.data, toml, (), file.report, name):
            twice(toml, "step", name, file.report)
            file.material.checklists.append(found)


def rehearsal(file: FileRead, sort: Sort, figures: tuple[Figure, ...], sources: frozenset[str]) -> None:
    """A conversation or a simulation, played through: by far the slowest file to read."""
    if toml := file.toml():
        file.step(toml, sort.name)
        known = RehearsalContext({each.id: each for each in figures}, sources)
        if found := read_rehearsal(toml, sort, known, file.report):
            file.material.rehearsals.append(found)


def lesson(file: FileRead, sources: frozenset[str] | None) -> None:
    """A lesson. `sources` are the ids of the course's sources, or None if they could not be read."""
    folder = str(PurePosixPath(file.path).parent)
    file.material.folders[folder] = SourceLine(file.path, 1)
    found = LESSON.match(file.text)
    if found is None:
        hint = "Start the lesson with a line of +++, then its TOML header, then another line of +++"
        file.error("the lesson has no header", hint)
        file.unsure()
        return
    above = found.group().count("\n") if found.group().endswith("\n") else found.group().count("\n") + 1
    text = file.text[found.end() :]
    at: At = lambda line: SourceLine(file.path, above + line + 1)  # noqa: E731
    seen = survey(text, sources, at, file.report)
    file.material.refs += seen.refs
    if toml := file.head(found["head"], above=1):
        _head(file, toml, text, seen, at)


def _head(file: FileRead, toml: TomlFile, text: str, seen: Survey, at: At) -> None:
    file.step(toml, "lesson")
    file.name(toml, "objective", "objective")
    objectives = entries(toml, "objective", ObjectiveEntry, file.report)
    data = {name: value for name, value in toml.data.items() if name != "objective"}
    if head := entry(LessonHead, data, toml, (), file.report, named("lesson", data)):
        folder = str(PurePosixPath(file.path).parent)
        file.material.lessons.append(LessonFile(head, objectives, text, seen, folder, at))
