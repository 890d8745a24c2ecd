"""The contents of a course's files: of one file, and of all together."""

from dataclasses import dataclass, field, fields

from lms.curriculum.compile.bank import FamilyEntry
from lms.curriculum.compile.files import Entry
from lms.curriculum.compile.names import Names, Ref
from lms.curriculum.compile.problems import SourceLine
from lms.curriculum.compile.rehearsals import RehearsalFile
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
from lms.curriculum.compile.survey import At, Survey
from lms.curriculum.document import Figure


@dataclass(frozen=True)
class LessonFile:
    """A lesson: its head, objectives, text, and what was found in the text."""

    head: Entry[LessonHead]
    objectives: list[Entry[ObjectiveEntry]]
    text: str
    found: Survey
    folder: str
    at: At  # maps a line of the text to a line of the file

    @property
    def id(self) -> str:
        """The id of the lesson."""
        return self.head.value.id

    @property
    def title(self) -> str:
        """Its title."""
        return self.head.value.title


@dataclass(frozen=True)
class QuizFile:
    """A quiz and its folder."""

    quiz: Entry[QuizEntry]
    folder: str

    @property
    def id(self) -> str:
        """The id of the quiz."""
        return self.quiz.value.id

    @property
    def path(self) -> str:
        """Its file."""
        return self.quiz.file.path


@dataclass
class Material:
    """All contents of the files, before checking that they fit together."""

    names: Names = field(default_factory=Names)
    head: Entry[CourseHead] | None = None
    certificate: Entry[CertificateEntry] | None = None
    modules: list[Entry[ModuleEntry]] = field(default_factory=list)
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
    refs: list[Ref] = field(default_factory=list)
    folders: dict[str, SourceLine] = field(default_factory=dict)  # of lessons and quizzes

    def include(self, other: "Material") -> None:
        """Add the contents of one more file, without changing `other`."""
        self.names.include(other.names)
        self.head, self.certificate = self.head or other.head, self.certificate or other.certificate
        self.folders = {**other.folders, **self.folders}
        for each in fields(self):
            mine = getattr(self, each.name)
            if isinstance(mine, list):
                mine += getattr(other, each.name)
