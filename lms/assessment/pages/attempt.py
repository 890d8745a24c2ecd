"""The pages of an open attempt: its questions, the confirmation before submitting, and the end of the time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flask import url_for

from lms.assessment import queries
from lms.assessment.queries import Answered
from lms.assessment.rules import shows_feedback
from lms.assessment.values import Sitting
from lms.core import addresses
from lms.core.pages import Page
from lms.curriculum.document import Document, Quiz
from lms.curriculum.render import figure_html
from lms.questions.asked import Asked
from lms.questions.kinds.base import Grade


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
    checks: bool  # questions can be checked one by one
    incomplete: int  # the number of a question that could not be checked without an answer, or 0 for none
    course_path: str
    sign_in_path: str
    section: int | None  # of a one-way quiz, from 0
    last_section: bool
    deadline_at: datetime | None
    clock: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class TimeOverPage(Page):
    """Time is up and the attempt is not submitted yet."""

    template = "assessment/time_over.html"
    document: Document
    quiz: Quiz
    public_id: str
    deadline_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ConfirmPage(Page):
    """What is still unanswered, before an attempt is submitted."""

    template = "assessment/confirm.html"
    quiz: Quiz
    public_id: str
    count: int
    unanswered: list[Asked]
    flagged: list[Asked]


def attempt_page(sitting: Sitting, incomplete: int = 0) -> AttemptPage | TimeOverPage:
    """The attempt while there is time, otherwise that it is over. One statement.

    `incomplete` is the question, from 1, that could not be checked yet.
    """
    if sitting.is_over:
        return _time_over(sitting)
    answers = queries.answers(sitting.attempt.id)
    questions = _to_answer(sitting, answers)
    return AttemptPage(
        document=sitting.document,
        quiz=sitting.quiz,
        public_id=sitting.attempt.public_id,
        makeup=sitting.attempt.makeup_of is not None,
        questions=questions,
        answered=sum(each.complete for each in questions),
        asked=" ".join(str(each.number - 1) for each in questions if not each.locked),
        saved_at=max((each.saved_at for each in answers.values()), default=None),
        checks=sitting.quiz.feedback == "at-once",
        incomplete=incomplete,
        course_path=addresses.course(sitting.document.slug),
        sign_in_path=url_for("accounts.sign_in", next=url_for("assessment.attempt", id=sitting.attempt.public_id)),
        section=sitting.attempt.reached if sitting.one_way else None,
        last_section=not sitting.one_way or sitting.attempt.reached == len(sitting.sections) - 1,
        deadline_at=sitting.attempt.deadline_at,
        clock=sitting.clock,
    )


def confirm_page(sitting: Sitting) -> ConfirmPage | TimeOverPage:
    """What is still unanswered while there is time, otherwise that it is over. One statement."""
    if sitting.is_over:
        return _time_over(sitting)
    questions = _to_answer(sitting, queries.answers(sitting.attempt.id))
    return ConfirmPage(
        quiz=sitting.quiz,
        public_id=sitting.attempt.public_id,
        count=len(questions),
        unanswered=[each for each in questions if not each.complete],
        flagged=[each for each in questions if each.flagged],
    )


def _time_over(sitting: Sitting) -> TimeOverPage:
    return TimeOverPage(
        quiz=sitting.quiz, document=sitting.document, public_id=sitting.attempt.public_id,
        deadline_at=sitting.attempt.deadline_at,
    )  # fmt: skip


def _to_answer(sitting: Sitting, answers: Mapping[int, Answered]) -> list[Asked]:
    """The questions to answer. One that was checked comes with its feedback."""
    questions = asked(sitting, answers)
    for number, each in enumerate(questions):
        checked = number in answers and answers[number].final
        if checked and shows_feedback(sitting.quiz.feedback, submitted=False, passed=False, checked=True):
            questions[number] = told(sitting, each, each.question.grade(each.response))
    if sitting.one_way:
        return [each for each in questions if sitting.section_of(each.number - 1) == sitting.attempt.reached]
    return questions


def asked(sitting: Sitting, answers: Mapping[int, Answered]) -> list[Asked]:
    """All questions of an attempt, in its order, with their answers."""
    questions = []
    for number, (question, drawn) in enumerate(zip(sitting.questions, sitting.attempt.questions, strict=True)):
        stored = answers.get(number)
        figure = question.variant.figure
        each = Asked(
            question,
            drawn["order"],
            field=f"q{number}.",
            anchor=f"question-{number + 1}",
            number=number + 1,
            count=len(sitting.questions),
            figure=figure_html(sitting.document, figure, f"q{number}-") if figure else None,
            asks_confidence=sitting.quiz.confidence,
            section=drawn.get("section", ""),
        )
        questions.append(_answered(each, stored) if stored else each)
    return questions


def _answered(question: Asked, stored: Answered) -> Asked:
    return replace(
        question,
        response=stored.response,
        seq=stored.seq,
        locked=stored.final,
        flagged=stored.flagged,
        confidence=stored.confidence,
    )


def told(sitting: Sitting, question: Asked, grade: Grade) -> Asked:
    """A question with its key and feedback, closed for answers."""
    lesson = question.question.lesson
    path = addresses.lesson(sitting.document.slug, lesson.id) if lesson else ""
    return replace(question, locked=True, grade=grade, lesson_path=path)
