"""The tables of the files: the document's parts with their ids checked, and heads that differ from them."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from lms.curriculum.awards import Achievement, Certificate, SupervisedPractice
from lms.curriculum.checklist import Checklist, ChecklistStep
from lms.curriculum.document import AtEnd, Draw, FeedbackPolicy, Objective, Purpose
from lms.curriculum.part import ID, Part
from lms.curriculum.reference import Caution, Claim, RedFlag, Source, Term

Word = Annotated[str, StringConstraints(pattern=ID, max_length=80)]
Text = Annotated[str, StringConstraints(pattern=r"\S")]
Folder = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][\w.-]*$")]


class SourceEntry(Source):
    """A [[source]]."""

    id: Word
    citation: Text


class ClaimEntry(Claim):
    """A [[claim]]."""

    id: Word
    statement: Text


class TermEntry(Term):
    """A [[term]]."""

    id: Word
    term: Text
    meaning: Text


class CautionEntry(Caution):
    """A [[caution]]."""

    id: Word
    item: Text
    action: Text


class RedFlagEntry(RedFlag):
    """A [[red_flag]]."""

    id: Word
    sign: Text


class ObjectiveEntry(Objective):
    """An [[objective]] in a lesson's head."""

    id: Word
    text: Text


class CourseHead(Part):
    """course.toml without its modules, certificate and achievements."""

    title: Annotated[str, StringConstraints(pattern=r"\S", max_length=200)]
    summary: Text
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] = "en"
    authors: tuple[Text, ...] = ()
    licence: str = ""
    standard: Literal["", "safety"] = ""
    enrolment: Literal["open", "invited"] = "open"
    disclaimer: str = ""


class ModuleEntry(Part):
    """A [[module]] of course.toml."""

    id: Word
    folder: Folder
    title: Text
    summary: str = ""
    safety: bool = False
    requires: tuple[str, ...] = ()


def _all_or_ids(value: Any) -> Any:  # noqa: ANN401 - what an author wrote
    ids = isinstance(value, tuple) and all(isinstance(each, str) for each in value)
    if value == "all" or ids:
        return value
    raise ValueError('must be "all" or a list of ids')


AllOrIds = Annotated[Any, AfterValidator(_all_or_ids)]


class PracticeEntry(SupervisedPractice):
    """The practice of a [certificate]."""

    checklist: Word
    times: int = Field(default=1, ge=1, le=100)


class CertificateEntry(Certificate):
    """The [certificate] of course.toml."""

    lessons: AllOrIds = "all"
    conversations: AllOrIds = ()
    simulations: AllOrIds = ()
    practice: PracticeEntry | None = None
    valid_months: int = Field(default=0, ge=0, le=1200)


class AchievementEntry(Achievement):
    """An [[achievement]] of course.toml."""

    id: Word
    title: Annotated[str, StringConstraints(pattern=r"\S", max_length=200)]
    lessons: AllOrIds = "all"
    quizzes: AllOrIds = "all"
    valid_months: int = Field(default=0, ge=0, le=1200)


class StepEntry(ChecklistStep):
    """A [[step]] of a checklist."""

    id: Word
    part: Text
    text: Text


class ChecklistEntry(Checklist):
    """A checklist's file; its steps are its [[step]] tables."""

    id: Word
    title: Text
    minutes: int = Field(ge=1, le=600)
    pass_percent: int = Field(ge=0, le=100)
    times: int = Field(default=1, ge=1, le=100)
    lesson: Text
    rule: Text
    steps: Annotated[tuple[StepEntry, ...], Field(min_length=1, alias="step")]


class LessonHead(Part):
    """The head of a lesson, without its objectives."""

    id: Word
    title: Text
    summary: str = ""
    minutes: int = Field(ge=1, le=600)
    seed: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    safety: bool = False
    warning: str = ""


class FamilyHead(Part):
    """The fields of a [[family]] that all kinds share."""

    id: Word
    kind: Text
    critical: bool = False
    lesson: Text
    objective: str = ""
    tags: tuple[Word, ...] = ()
    sources: tuple[str, ...] = ()


class VariantHead(Part):
    """The fields of a [[family.variant]] that all kinds share."""

    id: Word
    ask: Text
    figure: str = ""
    missed: str = ""


class RehearsalHead(Part):
    """The fields that conversations and simulations share."""

    id: Word
    title: Text
    summary: str = ""
    lesson: Text
    minutes: int = Field(ge=1, le=600)
    requires: tuple[str, ...] = ()
    warning: str = ""
    pass_mark: int = Field(default=80, ge=1, le=100)
    sources: tuple[str, ...] = ()


class QuizEntry(Part):
    """A quiz file."""

    id: Word
    title: Text
    purpose: Purpose
    lesson: str = ""
    pass_mark: int = Field(ge=1, le=100)
    attempts: int = Field(default=0, ge=0, le=1000)
    wait_hours: int = Field(default=0, ge=0, le=8760)
    minutes: int = Field(default=0, ge=0, le=1440)
    at_end: AtEnd = "submit"
    grace_seconds: int = Field(default=0, ge=0, le=3600)
    opens: AwareDatetime | None = None
    closes: AwareDatetime | None = None
    one_way: bool = False
    confidence: bool = False
    feedback: FeedbackPolicy
    requires: tuple[str, ...] = ()
    draw: Annotated[tuple[Draw, ...], Field(min_length=1)]
