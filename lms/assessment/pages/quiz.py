"""The first page of a quiz: its rules, the learner's state, the way on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for

from lms.assessment import queries, rule_words, rules, words
from lms.assessment.rules import QuizState
from lms.assessment.values import OwnQuiz, window
from lms.assessment.words import WhyNotPassed
from lms.core import addresses
from lms.core.i18n import gettext as _
from lms.core.pages import Page
from lms.curriculum.document import Document, Quiz
from lms.enrolment import gates
from lms.enrolment.gates import Reason
from lms.enrolment.queries import granted
from lms.enrolment.rules import allowance_for


@dataclass(frozen=True)
class WayOn:
    """A link, or a button that posts."""

    label: str
    path: str
    post: bool = False


@dataclass(frozen=True, kw_only=True)
class QuizPage(Page):
    """The first page of a quiz: its rules, the learner's state, one way on."""

    template = "assessment/quiz.html"
    document: Document
    quiz: Quiz
    rules: list[str]
    state: QuizState
    result: str  # of the newest attempt, or "" before the first
    why: WhyNotPassed | None
    closed: tuple[Reason, ...]  # prerequisites that are not met
    shut: str  # why its dates do not allow a start, or ""
    primary: WayOn | None
    others: list[WayOn]
    course_path: str


def quiz_page(own: OwnQuiz, at: datetime) -> QuizPage:
    """Build the first page of a quiz. One statement besides those of the gates."""
    enrolled, course, quiz = own.enrolled, own.document, own.quiz
    states = queries.quiz_states(enrolled.enrolment_id, course, at)
    state = states[quiz.id]
    shut = window(quiz, at)
    startable = not rules.refused(state, at) and not shut
    closed = gates.reasons(enrolled, quiz.id, queries.passed(states), at) if startable else ()
    primary, others = ways_on(quiz, enrolled.slug, state, at, closed)
    why = words.why(quiz, state, at)
    return QuizPage(
        document=course,
        quiz=quiz,
        rules=rule_words.the_rules(quiz, queries.size(enrolled.edition_id, quiz.id), state, at, _own_time(own, at)),
        shut=words.not_open(quiz, shut) if shut and state.status in {"never", "failed"} else "",
        state=state,
        result=words.standing(quiz, state),
        why=why if state.status != "never" else None,
        closed=closed,
        primary=primary,
        others=others,
        course_path=addresses.course(enrolled.slug),
    )


def _own_time(own: OwnQuiz, at: datetime) -> timedelta | None:
    """The reader's own time for the quiz, or None without a limit. One statement if the quiz has one."""
    if not own.quiz.minutes:
        return None
    allowances = [each.allowance for each in granted(own.enrolled.enrolment_id, at)]
    return allowance_for(allowances, own.quiz.id).time(timedelta(minutes=own.quiz.minutes))


def ways_on(
    quiz: Quiz, slug: str, state: QuizState, at: datetime, closed: tuple[Reason, ...] = ()
) -> tuple[WayOn | None, list[WayOn]]:  # fmt: skip
    """The main way on, and the secondary ones."""
    others = []
    if state.attempt and not state.unfinished:
        others.append(WayOn(_("View result"), url_for("assessment.review", id=state.attempt)))
    if state.unfinished:
        return WayOn(_("Continue"), url_for("assessment.attempt", id=state.unfinished)), others
    start = url_for("assessment.start", slug=slug, uid=quiz.id)
    shut = rules.refused(state, at) or window(quiz, at)
    if state.status == "passed":
        again = WayOn(_("Retake"), start, post=True)
        others += [again] if not shut and not closed else []
        return WayOn(_("Continue the course"), addresses.onward(slug, quiz.id)), others
    if state.status == "held":
        return _makeup(state, at), others
    if shut:
        return None, others
    if closed:
        return WayOn(_("Do this first"), closed[0].link), others
    return WayOn(_("Start") if state.status == "never" else _("Try again"), start, post=True), others


def _makeup(state: QuizState, at: datetime) -> WayOn | None:
    if state.makeup:
        return WayOn(_("Continue"), url_for("assessment.attempt", id=state.makeup))
    if not rules.may_make_up(state, at):
        return None
    one = len(state.missed) <= 1
    said = _("Answer the follow-up question") if one else _("Answer the follow-up questions")
    return WayOn(said, url_for("assessment.makeup", id=state.attempt), post=True)
