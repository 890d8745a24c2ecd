"""The paper of an attempt: its questions as the learner sees them, with what may be told of each."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from flask import url_for

from lms.assessment.policy import Sitting
from lms.assessment.queries import Answered, Marked, grade_of
from lms.assessment.rules import shows_feedback
from lms.curriculum.render import figure_html
from lms.questions.asked import Asked
from lms.questions.kinds.base import Grade


def to_answer(sitting: Sitting, answers: Mapping[int, Answered]) -> list[Asked]:
    """The questions to answer; a question that was checked for good comes with its feedback."""
    paper = _paper(sitting, answers)
    for number, asked in enumerate(paper):
        checked = number in answers and answers[number].final
        if checked and shows_feedback(sitting.quiz.feedback, submitted=False, passed=False, checked=True):
            paper[number] = _told(sitting, asked, asked.question.grade(asked.response))
    if sitting.one_way:
        return [asked for asked in paper if sitting.section_of(asked.number - 1) == sitting.attempt.reached]
    return paper


def to_review(
    sitting: Sitting, answers: Mapping[int, Answered], marks: Mapping[int, Marked], shows: Callable[..., bool]
) -> list[Asked]:  # fmt: skip
    """The questions of an attempt that was handed in; with key and feedback where `shows(answered=…)` says so."""
    paper = [replace(asked, locked=True) for asked in _paper(sitting, answers)]
    return [
        _told(sitting, asked, grade_of(marks.get(number))) if shows(answered=asked.response is not None) else asked
        for number, asked in enumerate(paper)
    ]


def unanswered(paper: list[Asked]) -> list[Asked]:
    """The questions with a part that is not answered."""
    return [asked for asked in paper if not asked.complete]


def _paper(sitting: Sitting, answers: Mapping[int, Answered]) -> list[Asked]:
    paper = []
    for number, (question, drawn) in enumerate(zip(sitting.questions, sitting.attempt.questions, strict=True)):
        stored = answers.get(number)
        figure = question.variant.figure
        asked = Asked(
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
        paper.append(_answered(asked, stored) if stored else asked)
    return paper


def _answered(asked: Asked, stored: Answered) -> Asked:
    return replace(
        asked,
        response=stored.response,
        seq=stored.seq,
        locked=stored.final,
        flagged=stored.flagged,
        confidence=stored.confidence,
    )


def _told(sitting: Sitting, asked: Asked, grade: Grade) -> Asked:
    lesson = asked.question.lesson
    path = url_for("learning.lesson", slug=sitting.document.slug, uid=lesson.id) if lesson else ""
    return replace(asked, locked=True, grade=grade, lesson_path=path)
