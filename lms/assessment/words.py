"""Texts about quizzes: results, why something is not passed, and the way on."""

from dataclasses import dataclass
from datetime import datetime

from lms.assessment.rules import Outcome, QuizState, Record, Refused
from lms.assessment.values import Window
from lms.core.i18n import day, moment, ngettext, percent
from lms.core.i18n import gettext as _
from lms.curriculum.document import Quiz

MOST_TOLD = 3  # critical questions named for an attempt that was far from passing anyway


@dataclass(frozen=True)
class WhyNotPassed:
    """Why a quiz or a rehearsal is not passed, in the reader's language: the rule, what was found, what is missing."""

    rule: str
    found: str
    missing: str


# A result


def result(attempt: Record, end: Outcome, *, makeup_failed: bool = False) -> str:
    """The result of an attempt in a sentence: 84%, not passed yet: you chose to press on where a pulse was felt."""
    score = percent(attempt.percent)
    if end == "marking":
        return _("Submitted. Your instructor will read and grade your written answers.")
    if end == "passed":
        return _passed(score, len(attempt.missed))
    if attempt.percent < attempt.pass_mark:
        return _("%(percent)s, not passed yet: you need %(mark)s.", percent=score, mark=percent(attempt.pass_mark))
    if makeup_failed:
        return _makeup_failed(attempt.percent, len(attempt.missed))
    return not_passed(attempt.percent, attempt.missed)


def _passed(score: str, points: int) -> str:
    if not points:
        return _("%(percent)s, passed.", percent=score)
    if points == 1:
        return _("%(percent)s, passed: you answered the follow-up question correctly.", percent=score)
    return _("%(percent)s, passed: you answered the follow-up questions correctly.", percent=score)


def passed_anyway(score: int, mark: int) -> str:
    """The result of an attempt that did not pass, at a quiz that an earlier one has passed."""
    return _(
        "This attempt: %(percent)s. The passing score is %(mark)s. You’ve already passed, and that does not change.",
        percent=percent(score), mark=percent(mark),
    )  # fmt: skip


def _makeup_failed(score: int, points: int) -> str:
    if points == 1:
        return _("%(percent)s, not passed yet: you missed the follow-up question.", percent=percent(score))
    return _("%(percent)s, not passed yet: you missed at least one follow-up question.", percent=percent(score))


def not_passed(score: int, missed: tuple[str, ...]) -> str:
    """The result of an attempt that reached the passing score but missed critical questions."""
    words = "; ".join(each for each in missed if each) or _("you missed a critical question")
    return _("%(percent)s, not passed yet: %(missed)s.", percent=percent(score), missed=words)


def also_missed(missed: tuple[str, ...]) -> str:
    """The critical questions that an attempt below the passing score has also missed (the first few), or ""."""
    told = [each for each in missed if each]
    if not told:
        return ""
    said = "; ".join(told[:MOST_TOLD])
    if len(told) > MOST_TOLD:
        return ngettext(
            "You also missed critical questions: %(missed)s; and %(num)d more.",
            "You also missed critical questions: %(missed)s; and %(num)d more.",
            len(told) - MOST_TOLD, missed=said,
        )  # fmt: skip
    if len(told) == 1:
        return _("You also missed a critical question: %(missed)s.", missed=said)
    return _("You also missed critical questions: %(missed)s.", missed=said)


def standing(quiz: Quiz, state: QuizState) -> str:
    """The result that counts, in a sentence, or "" before anything was submitted."""
    if state.status == "passed":
        return _("Passed with %(percent)s.", percent=percent(state.best or 0))
    return "" if state.percent is None and state.status != "marking" else _found(quiz, state)


# The way on


def onward(state: QuizState, at: datetime) -> str:
    """What comes next for a learner who has not passed yet, or ""."""
    if state.status == "held":
        return _parallel(state, at)
    if state.status == "marking":
        return _("You’ll see your result here once everything is graded.")
    if state.status == "failed":
        return _next_attempt(state, at)
    return ""


def _parallel(state: QuizState, at: datetime) -> str:
    one = len(state.missed) <= 1
    if state.opens_at and state.opens_at > at:
        when = moment(state.opens_at)
        if one:
            return _("Your follow-up question opens %(when)s.", when=when)
        return _("Your follow-up questions open %(when)s.", when=when)
    if one:
        return _("Your follow-up question is ready. Answer it correctly to pass.")
    return _("Your follow-up questions are ready. Answer them all correctly to pass.")


def _next_attempt(state: QuizState, at: datetime) -> str:
    if state.left == 0:
        return _("You have no attempts left. Your instructor decides what happens next.")
    if state.reopened_at:
        return _(
            "Your instructor gave you an extra attempt on %(day)s. You can start right away.",
            day=day(state.reopened_at),
        )
    if state.opens_at and state.opens_at > at:
        return _("Your next attempt opens %(when)s.", when=moment(state.opens_at))
    if state.left is not None:
        return ngettext("You have %(num)d attempt left.", "You have %(num)d attempts left.", state.left)
    return _("Review what you missed, then try again.")


def the_mark(mark: int) -> str:
    """When a quiz is passed."""
    return _("To pass, score %(percent)s or more and miss no critical question.", percent=percent(mark))


def why(quiz: Quiz, state: QuizState, at: datetime) -> WhyNotPassed | None:
    """Why a quiz is not passed, or None if it is."""
    if state.status == "passed":
        return None
    return WhyNotPassed(the_mark(quiz.pass_mark), _found(quiz, state), _missing(state, at))


def _found(quiz: Quiz, state: QuizState) -> str:
    if state.status == "never":
        return _("Not started.")
    if state.status == "open":
        return _("Started, not submitted.")
    if state.status == "marking":
        return _("Submitted, awaiting grading.")
    score = state.percent or 0
    if score < quiz.pass_mark:
        mark = percent(quiz.pass_mark)
        below = _("%(percent)s. The passing score is %(mark)s.", percent=percent(score), mark=mark)
        return " ".join(filter(None, (below, also_missed(state.missed))))
    if state.makeup_failed:
        return _makeup_failed(score, len(state.missed) or 1)
    return not_passed(score, state.missed)


def _missing(state: QuizState, at: datetime) -> str:
    if state.status == "never":
        return _("Start when you’re ready. The rules are on this page.")
    if state.status == "open":
        return _("Answer the remaining questions, then submit.")
    return onward(state, at)


def may_not_start(reason: Refused, state: QuizState, at: datetime) -> str:
    """Why no attempt can be started now."""
    if reason == "marking":
        return _("Your last attempt is being graded. You can start another after you get the result.")
    if reason == "used-up" and state.status == "passed":
        return _("You’ve already passed this.")
    return onward(state, at) or _("You already have an attempt in progress.")


def not_open(quiz: Quiz, closed: Window) -> str:
    """Why the dates of the quiz do not allow a start."""
    if closed == "not-yet" and quiz.opens:
        return _("Opens %(when)s.", when=moment(quiz.opens))
    return _("This is closed. Your instructor decides what happens next.")


def closed_for_good() -> str:
    """Why no further attempt can be granted."""
    return _("This quiz is closed, so a new attempt could not be started.")


def has_moved_on() -> str:
    """Why a further attempt was not granted."""
    return _("This changed after you opened the page. Review it again before you decide.")


def came_late() -> str:
    """The immediate reply to a late answer."""
    return _(
        "This answer arrived after time was up. It is kept with both times but not scored. Your "
        "instructor can accept it."
    )


def overtaken(numbers: list[int]) -> str:
    """The text about questions, from 1, that another window had answered since the form was loaded."""
    if len(numbers) == 1:
        return _("You answered question %(number)d in another window, and that answer counts.", number=numbers[0])
    told = ", ".join(str(each) for each in numbers)
    return _("You answered questions %(numbers)s in another window, and those answers count.", numbers=told)


def when_told(quiz: Quiz) -> str:
    """When the key will be shown, if it is not shown yet."""
    if quiz.feedback == "after-last":
        return _(
            "These are your answers. You’ll see the correct ones, with reasons, after you pass or use your "
            "last attempt."
        )
    return _("These are your answers. You’ll see the correct ones, with reasons, after you pass.")


def left_blank() -> str:
    """Why nothing is shown for an unanswered question."""
    return _("You did not answer this question. You’ll see the correct answer after you pass.")


def may_not_make_up(state: QuizState, at: datetime) -> str:
    """Why the make-up of an attempt cannot be started now."""
    if state.status == "held":
        return _parallel(state, at)
    if state.status == "passed":
        return _("You’ve already passed this.")
    return _("This attempt has no follow-up question.")
