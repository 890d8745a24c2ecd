"""What is said about quizzes: their rules, a result, why something is not passed, and the way on."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from lms.assessment.rules import Outcome, QuizState, Record, Refused
from lms.assessment.timing import Window
from lms.core.clock import now
from lms.core.i18n import day, moment, ngettext
from lms.core.i18n import gettext as _
from lms.curriculum.document import Quiz

MOST_TOLD = 3  # of the critical items of an attempt that was far from passing anyway


@dataclass(frozen=True)
class Why:
    """Why a quiz is not passed, in the reader's language: the rule, what was found, what is missing."""

    rule: str
    found: str
    missing: str


# The rules of a quiz, the same whatever its questions are: they must not tell which of them are critical.


def the_rules(quiz: Quiz, questions: int, state: QuizState, own_time: timedelta | None = None) -> list[str]:
    """The rules of a quiz as sentences, for the reader who stands so; `own_time` is None where it has no end."""
    return [
        ngettext("%(num)d question.", "%(num)d questions.", questions),
        the_mark(quiz.pass_mark),
        _makeup(quiz),
        *_attempts(quiz, state),
        *_time(quiz, own_time),
        *_sections(quiz),
        _feedback(quiz),
        _("Your answers are saved as you go. You can leave and come back."),
    ]


def _makeup(quiz: Quiz) -> str:
    if not quiz.wait_hours:
        return _(
            "If you reach the passing score but miss a critical question, you get a follow-up question for each one "
            "right away. Answer them all correctly to pass."
        )
    return ngettext(
        "If you reach the passing score but miss a critical question, you get a follow-up question for each one "
        "%(num)d hour later. Answer them all correctly to pass.",
        "If you reach the passing score but miss a critical question, you get a follow-up question for each one "
        "%(num)d hours later. Answer them all correctly to pass.",
        quiz.wait_hours,
    )


def the_mark(mark: int) -> str:
    """When a quiz is passed."""
    return _("To pass, score %(mark)d%% or more and miss no critical question.", mark=mark)


def _attempts(quiz: Quiz, state: QuizState) -> list[str]:
    said = [_("You can take it as many times as you need.")]
    if state.left is not None:  # more than the quiz has by itself, where an instructor gave some
        limit = ngettext("You have %(num)d attempt.", "You have %(num)d attempts.", state.used + state.left)
        if state.used:
            limit = _("You have %(left)d of %(all)d attempts left.", all=state.used + state.left, left=state.left)
        said = [limit, _("After your last attempt, your instructor decides what happens next.")]
    if quiz.wait_hours and state.left != 0:
        said.append(
            ngettext(
                "If you do not pass, you can try again after %(num)d hour.",
                "If you do not pass, you can try again after %(num)d hours.",
                quiz.wait_hours,
            )
        )
    return said


def _time(quiz: Quiz, own_time: timedelta | None) -> list[str]:
    said = []
    if quiz.minutes and own_time is None:
        said.append(_("You have no time limit."))
    elif quiz.minutes and own_time:
        minutes = ceil(own_time.total_seconds() / 60)
        said.append(ngettext("You have %(num)d minute.", "You have %(num)d minutes.", minutes))
    if quiz.at_end == "grace":
        said.append(_("When time is up, answers still count for %(num)d seconds.", num=quiz.grace_seconds))
    elif quiz.minutes or quiz.closes:
        said.append(_("When time is up, your answers are submitted as they are."))
    if quiz.opens and quiz.opens > now():
        said.append(_("Opens %(when)s.", when=moment(quiz.opens)))
    if quiz.closes:
        said.append(_("Closes %(when)s.", when=moment(quiz.closes)))
    return said


def _sections(quiz: Quiz) -> list[str]:
    said = []
    if quiz.one_way:
        said.append(_("It has sections. You cannot go back to a section you have finished."))
    if quiz.confidence:
        said.append(_("You say how sure you are of each answer. This does not affect your score."))
    return said


def _feedback(quiz: Quiz) -> str:
    return {
        "at-once": _("You can check each answer as you go. You cannot change an answer after you check it."),
        "after-submit": _(
            "After you submit, you’ll see the correct answers, with reasons, to the questions you answered. "
            "After you pass, you’ll see them all."
        ),
        "after-pass": _("You’ll see the correct answers, with reasons, after you pass."),
        "after-last": _(
            "You’ll see the correct answers, with reasons, after you pass. After your last attempt, you’ll see them "
            "for the questions you answered."
        ),
    }[quiz.feedback]


# A result


def result(attempt: Record, end: Outcome, *, makeup_failed: bool = False) -> str:
    """The result of an attempt in a sentence: 84 %, not passed yet: you chose to press on where a pulse was felt."""
    percent = attempt.percent
    if end == "marking":
        return _("Submitted. Your instructor will read and grade your written answers.")
    if end == "passed":
        if attempt.missed:
            return ngettext(
                "%(percent)d%%, passed: you answered the follow-up question correctly.",
                "%(percent)d%%, passed: you answered the follow-up questions correctly.",
                len(attempt.missed), percent=percent,
            )  # fmt: skip
        return _("%(percent)d%%, passed.", percent=percent)
    if percent < attempt.pass_mark:
        return _("%(percent)d%%, not passed yet: you need %(mark)d%%.", percent=percent, mark=attempt.pass_mark)
    if makeup_failed:
        return _makeup_failed(percent, len(attempt.missed))
    return not_passed(percent, attempt.missed)


def passed_anyway(percent: int, mark: int) -> str:
    """The result of an attempt that has not passed, of a quiz that another one has passed for good."""
    said = _(
        "This attempt: %(percent)d%%. The passing score is %(mark)d%%. You’ve already passed, and that does not change."
    )
    return said % {"percent": percent, "mark": mark}


def _makeup_failed(percent: int, points: int) -> str:
    return ngettext(
        "%(percent)d%%, not passed yet: you missed the follow-up question.",
        "%(percent)d%%, not passed yet: you missed at least one follow-up question.",
        points, percent=percent,
    )  # fmt: skip


def not_passed(percent: int, missed: tuple[str, ...]) -> str:
    """The result of an attempt that reached the mark and missed critical items."""
    words = "; ".join(each for each in missed if each) or _("you missed a critical question")
    return _("%(percent)d%%, not passed yet: %(missed)s.", percent=percent, missed=words)


def also_missed(missed: tuple[str, ...]) -> str:
    """The critical items that an attempt below the mark has missed as well, or ""; of many, the first few."""
    told = [each for each in missed if each]
    if not told:
        return ""
    said = "; ".join(told[:MOST_TOLD])
    if len(told) > MOST_TOLD:
        return ngettext(
            "Critical points were missed, too: %(missed)s; and %(num)d more.",
            "Critical points were missed, too: %(missed)s; and %(num)d more.",
            len(told) - MOST_TOLD, missed=said,
        )  # fmt: skip
    return ngettext(
        "You also missed a critical question: %(missed)s.", "You also missed critical questions: %(missed)s.",
        len(told), missed=said,
    )  # fmt: skip


def standing(quiz: Quiz, state: QuizState) -> str:
    """The result that counts, in a sentence; "" before anything was handed in."""
    if state.status == "passed":
        return _("Passed with %(percent)d%%.", percent=state.best or 0)
    return "" if state.percent is None and state.status != "marking" else _found(quiz, state)


# The way on


def onward(state: QuizState) -> str:
    """What comes next for whoever has not passed yet, or ""."""
    if state.status == "held":
        return _parallel(state)
    if state.status == "marking":
        return _("You’ll see your result here once everything is graded.")
    if state.status == "failed":
        return _next_attempt(state)
    return ""


def _parallel(state: QuizState) -> str:
    points = len(state.missed) or 1
    if state.opens_at and state.opens_at > now():
        when = moment(state.opens_at)
        return ngettext(
            "Your follow-up question opens %(when)s.", "Your follow-up questions open %(when)s.", points, when=when
        )
    return ngettext(
        "Your follow-up question is ready. Answer it correctly to pass.",
        "Your follow-up questions are ready. Answer them all correctly to pass.",
        points,
    )


def _next_attempt(state: QuizState) -> str:
    if state.left == 0:
        return _("You have no attempts left. Your instructor decides what happens next.")
    if state.reopened_at:
        return _(
            "Your instructor gave you another attempt on %(day)s. You can start right away.",
            day=day(state.reopened_at),
        )
    if state.opens_at and state.opens_at > now():
        return _("Your next attempt opens %(when)s.", when=moment(state.opens_at))
    if state.left is not None:
        return ngettext("You have %(num)d attempt left.", "You have %(num)d attempts left.", state.left)
    return _("Review what you missed, then try again.")


def why(quiz: Quiz, state: QuizState) -> Why | None:
    """Why a quiz is not passed; None when it is."""
    if state.status == "passed":
        return None
    return Why(the_mark(quiz.pass_mark), _found(quiz, state), _missing(state))


def _found(quiz: Quiz, state: QuizState) -> str:
    if state.status == "never":
        return _("Not started.")
    if state.status == "open":
        return _("Started, not submitted.")
    if state.status == "marking":
        return _("Submitted, awaiting grading.")
    percent = state.percent or 0
    if percent < quiz.pass_mark:
        below = _("%(percent)d%%. The passing score is %(mark)d%%.", percent=percent, mark=quiz.pass_mark)
        return " ".join(filter(None, (below, also_missed(state.missed))))
    if state.makeup_failed:
        return _makeup_failed(percent, len(state.missed) or 1)
    return not_passed(percent, state.missed)


def _missing(state: QuizState) -> str:
    if state.status == "never":
        return _("Start when you’re ready. The rules are on this page.")
    if state.status == "open":
        return _("Answer the remaining questions, then submit.")
    return onward(state)


def may_not_start(reason: Refused, state: QuizState) -> str:
    """Why no attempt can be started now."""
    if reason == "marking":
        return _("Your last attempt is being graded. You can start another after you get the result.")
    if reason == "used-up" and state.status == "passed":
        return _("You’ve already passed this.")
    return onward(state) or _("You already have an attempt in progress.")


def not_open(quiz: Quiz, closed: Window) -> str:
    """Why no attempt can be started by the dates of the quiz."""
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
    """What is told at once of an answer that came after the end of the time."""
    return _(
        "This answer arrived after time was up. It is kept with both times but not scored. Your "
        "instructor can accept it."
    )


def overtaken(numbers: list[int]) -> str:
    """What is told of questions, from 1, that another window had answered since the form was loaded."""
    return ngettext(
        "You answered question %(numbers)s in another window, and that answer counts.",
        "You answered questions %(numbers)s in another window, and those answers count.",
        len(numbers), numbers=", ".join(str(each) for each in numbers),
    )  # fmt: skip


def when_told(quiz: Quiz) -> str:
    """When right and wrong are shown, where they are not yet."""
    if quiz.feedback == "after-last":
        return _(
            "These are your answers. You’ll see the correct ones, with reasons, after you pass or use your "
            "last attempt."
        )
    return _("These are your answers. You’ll see the correct ones, with reasons, after you pass.")


def left_blank() -> str:
    """Why nothing is told of a question that was not answered."""
    return _("You did not answer this question. You’ll see the correct answer after you pass.")


def may_not_make_up(state: QuizState) -> str:
    """Why the make-up of an attempt cannot be started now."""
    if state.status == "held":
        return _parallel(state)
    if state.status == "passed":
        return _("You’ve already passed this.")
    return _("This attempt has no follow-up question.")
