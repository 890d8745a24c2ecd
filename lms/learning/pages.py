"""What each of this feature's templates gets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from lms.core.pages import Page
from lms.core.paging import Pager
from lms.curriculum.document import Document, Lesson, Module
from lms.curriculum.reference import Term
from lms.learning.outline import Row, Section
from lms.learning.queries import CourseCard
from lms.learning.reasons import WhyNot
from lms.learning.rules import Finished, Way
from lms.questions.asked import Asked
from lms.ui.slots import Shown


@dataclass(frozen=True, kw_only=True)
class WelcomePage(Page):
    """The door: what this is, and what can be learned here."""

    template = "learning/welcome.html"
    courses: Sequence[CourseCard]


@dataclass(frozen=True, kw_only=True)
class CataloguePage(Page):
    """The courses, a page at a time."""

    template = "learning/catalogue.html"
    courses: Sequence[CourseCard]
    pages: Pager


@dataclass(frozen=True, kw_only=True)
class PublicCoursePage(Page):
    """A course as everybody sees it."""

    template = "learning/course_public.html"
    document: Document
    modules: tuple[tuple[Module, int], ...]  # each with its minutes
    minutes: int


@dataclass(frozen=True, kw_only=True)
class CoursePage(Page):
    """A course as one of its learners sees it."""

    template = "learning/course.html"
    document: Document
    way: Way
    sections: tuple[Section, ...]
    lines: tuple[tuple[Markup, ...], ...]  # the steps of each section
    onward: Row | None
    completion: WhyNot | None
    practice: str  # that some steps are not asked for
    minutes_left: int
    newer: "NewerEdition | None"


@dataclass(frozen=True, kw_only=True)
class NewerEdition:
    """A newer edition that the learner may take up, and which of their finished lessons it changes."""

    changed: tuple[str, ...]
    kept: int


@dataclass(frozen=True)
class Practice:
    """A practice question in its place; `asked` has its feedback once it is answered."""

    family: str
    asked: Asked
    path: str
    again: str  # the page with another wording
    incomplete: bool = False


@dataclass(frozen=True, kw_only=True)
class CheckPart(Page):
    """One practice question alone: the answer to a script that swaps it in place."""

    template = "learning/_check.html"
    part: Practice


@dataclass(frozen=True)
class Link:
    """A step before or after."""

    path: str
    title: str


@dataclass(frozen=True)
class Word:
    """A word of the glossary, and the first lesson that explains it."""

    term: Term
    lesson: Link | None


@dataclass(frozen=True, kw_only=True)
class GlossaryPage(Page):
    """The words of a course from A to Z."""

    template = "learning/glossary.html"
    document: Document
    course_path: str
    words: tuple[Word, ...]


@dataclass(frozen=True, kw_only=True)
class LessonPage(Page):
    """A lesson, open for reading."""

    template = "learning/lesson.html"
    document: Document
    lesson: Lesson
    module: Module
    module_number: int
    contents: Markup  # the list "on this page"
    sources: Markup
    parts: tuple[Markup | Practice, ...]  # text, and practice questions in their places
    sections: tuple[Section, ...]
    lines: tuple[tuple[Markup, ...], ...]  # the steps of each section
    way: Way
    path: str
    course_path: str
    finished: Finished | None  # in this wording, or in an earlier one where `row` says so
    row: Row
    before: Link | None
    after: Link | None


@dataclass(frozen=True, kw_only=True)
class LockedPage(Page):
    """A lesson that is not open yet: why, and what comes first."""

    template = "learning/locked.html"
    document: Document
    lesson: Lesson
    reasons: tuple[WhyNot, ...]
    course_path: str


@dataclass(frozen=True, kw_only=True)
class CourseStanding:
    """One of the learner's courses on the home page."""

    document: Document
    path: str
    way: Way
    onward: Row | None
    completion: WhyNot | None
    module_number: int


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """Where to go on, what is open, what is not done and why, what was wrong."""

    template = "learning/home.html"
    today: datetime
    first_name: str
    cards: tuple[Shown, ...]  # what higher features have to say
    main: CourseStanding | None
    others: tuple[CourseStanding, ...]
    open: tuple[Row, ...]
    stuck: tuple[Row, ...]
    missed: tuple["MissedLine", ...]


@dataclass(frozen=True, kw_only=True)
class MissedLine:
    """A question that was answered wrong, as the home page says it."""

    ask: Markup
    critical: bool
    certain: bool
    at: datetime
    lesson: str  # its title
    path: str
