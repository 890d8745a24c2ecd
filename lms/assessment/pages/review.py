"""The result of a submitted attempt, its questions as far as the feedback policy allows, and its receipts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from flask import url_for

from lms.assessment import queries, rules, words
from lms.assessment.marks import Marked, grade_of, marks
from lms.assessment.pages.attempt import asked, told
from lms.assessment.pages.quiz import WayOn, ways_on
from lms.assessment.queries import Answered, Late
from lms.assessment.rules import Outcome, Record
from lms.assessment.values import Sitting
from lms.assessment.words import WhyNotPassed
from lms.core import addresses
from lms.core.i18n import gettext as _
from lms.core.pages import Page
from lms.curriculum.document import Document, Quiz
from lms.questions.asked import Asked


@dataclass(frozen=True, kw_only=True)
class ReviewPage(Page):
    """The result of an attempt, and its questions as far as the feedback policy allows."""

    template = "assessment/review.html"
    document: Document
    quiz: Quiz
    makeup: bool
    calm: bool  # nothing went wrong that counts
    result: str
    also: str
    onward: str
    why: WhyNotPassed | None
    questions: list[Asked]
    told: bool
    left_blank: str  # shown instead of the key for an unanswered question
    when_told: str
    public_id: str
    timed: bool  # it had a time limit
    certain_and_wrong: list[Asked]
    late: list[Late]
    receipts_path: str
    primary: WayOn
    others: list[WayOn]
    submitted_at: datetime
    course_path: str


def review_page(sitting: Sitting, at: datetime) -> ReviewPage:
    """Build the result of a submitted attempt. Three statements, one more if it had a time limit."""
    taken, quiz = sitting.attempt, sitting.quiz
    if taken.submitted_at is None:
        raise ValueError("an open attempt has no result yet")
    history = queries.records([taken.enrolment_id], at)[taken.enrolment_id]
    mine = [each for each in history if each.quiz == taken.quiz]
    state = rules.state(quiz, mine)
    sat = next(each for each in rules.tries(mine) if taken.public_id in each)
    record, end = sat.attempt, sat.outcome
    newest = state.attempt == record.public_id and state.status != "passed"
    passed = state.status == "passed"
    stays, anyway = passed and end in {"failed", "held"}, words.passed_anyway(record.percent, record.pass_mark)
    shows = partial(
        rules.shows_feedback, quiz.feedback, submitted=True, passed=passed, last=rules.none_to_come(state)
    )  # fmt: skip
    questions = _to_review(sitting, queries.answers(taken.id), marks(taken.id), shows)
    all_told = shows(answered=True)
    primary, others = ways_on(quiz, sitting.document.slug, state, at)
    course = WayOn(_("Back to the course"), addresses.course(sitting.document.slug))
    return ReviewPage(
        document=sitting.document,
        quiz=quiz,
        makeup=taken.makeup_of is not None,
        result=anyway if stays else words.result(record, end, makeup_failed=sat.makeup_failed),
        calm=stays or end in {"passed", "marking"},
        also=_also(record, end, stays=stays),
        onward=words.onward(state, at) if newest else "",
        why=words.why(quiz, state, at) if newest else None,
        questions=questions,
        told=all_told,
        left_blank=words.left_blank(),
        when_told=words.when_told(quiz),
        public_id=taken.public_id,
        timed=taken.deadline_at is not None,
        certain_and_wrong=[each for each in questions if all_told and each.certain_and_wrong],
        late=queries.late_answers(taken.id) if taken.deadline_at else [],
        receipts_path=url_for("assessment.receipts", id=taken.public_id),
        primary=primary or course,
        others=[*(each for each in others if taken.public_id not in each.path), *([course] if primary else [])],
        submitted_at=taken.submitted_at,
        course_path=course.path,
    )


def _also(record: Record, end: Outcome, *, stays: bool) -> str:
    below = end == "failed" and record.percent < record.pass_mark
    return words.also_missed(record.missed) if below or stays else ""


def _to_review(
    sitting: Sitting, answers: Mapping[int, Answered], graded: Mapping[int, Marked], shows: Callable[..., bool]
) -> list[Asked]:  # fmt: skip
    """The questions of a submitted attempt, with key and feedback where `shows(answered=…)` allows it."""
    questions = [replace(each, locked=True) for each in asked(sitting, answers)]
    return [
        told(sitting, each, grade_of(graded.get(number))) if shows(answered=each.response is not None) else each
        for number, each in enumerate(questions)
    ]


def receipts_head(sitting: Sitting) -> list[str]:
    """The lines above the receipts."""
    return [
        _("Receipts: %(quiz)s, %(course)s", quiz=sitting.quiz.title, course=sitting.document.title),
        _("Attempt %(id)s", id=sitting.attempt.public_id),
        _("Each line: question, change, server time (UTC), receipt."),
        _("Each receipt proves that this server stored this change at this time. Keep this file."),
    ]
