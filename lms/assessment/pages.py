"""What each of this feature's templates gets."""

from dataclasses import dataclass
from datetime import datetime

from lms.assessment.queries import Late
from lms.assessment.rules import QuizState
from lms.assessment.words import Why
from lms.core.pages import Page
from lms.curriculum.document import Document, Quiz
from lms.enrolment.gates import Reason
from lms.questions.asked import Asked


@dataclass(frozen=True)
class Step:
    """A way on: a link, or a button that posts."""

    label: str
    path: str
    post: bool = False


@dataclass(frozen=True, kw_only=True)
class QuizPage(Page):
    """The first page of a quiz: its rules, how the learner stands, one way on."""

    template = "assessment/quiz.html"
    document: Document
    quiz: Quiz
    rules: list[str]
    state: QuizState
    result: str  # of the newest attempt, "" before there is one
    why: Why | None
    closed: tuple[Reason, ...]  # what must come first
    shut: str  # why it cannot be started by its dates, or ""
    primary: Step | None
    others: list[Step]
    course_path: str


@dataclass(frozen=True, kw_only=True)
class AttemptPage(Page):
    """An attempt to answer."""

    template = "assessment/attempt.html"
    document: Document
    quiz: Quiz
    public_id: str
    makeup: bool
    questions: list[Asked]
    answered: int
    asked: str  # the numbers, from 0, of the questions that can still be answered
    saved_at: datetime | None
    checks: bool  # each question can be checked as one goes
    incomplete: int  # the number of the one that could not be, for want of an answer; 0 for none
    course_path: str
    sign_in_path: str
    section: int | None  # of a one-way quiz, from 0
    last_section: bool
    deadline_at: datetime | None
    ends_at: datetime | None
    clock: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class TimeOverPage(Page):
    """Time has ended, and nobody has handed the attempt in yet."""

    template = "assessment/time_over.html"
    document: Document
    quiz: Quiz
    public_id: str
    deadline_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ConfirmPage(Page):
    """What is not answered yet, before an attempt is handed in."""

    template = "assessment/confirm.html"
    quiz: Quiz
    public_id: str
    count: int
    unanswered: list[Asked]
    flagged: list[Asked]


@dataclass(frozen=True, kw_only=True)
class ReviewPage(Page):
    """The result of an attempt, and its questions as far as the policy lets them out."""

    template = "assessment/review.html"
    document: Document
    quiz: Quiz
    makeup: bool
    calm: bool  # nothing went wrong, or nothing that counts
    result: str
    also: str
    onward: str
    why: Why | None
    questions: list[Asked]
    told: bool
    left_blank: str  # said of a question that was not answered, instead of the key
    when_told: str
    public_id: str
    timed: bool  # its time had an end
    certain_and_wrong: list[Asked]
    late: list[Late]
    receipts_path: str
    primary: Step
    others: list[Step]
    submitted_at: datetime
    course_path: str
