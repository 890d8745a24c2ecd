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
        _("Each answer is saved as you give it. You can leave and come back."),
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
    return _("It is passed at %(mark)d %% or more, with no critical point missed.", mark=mark)


def _attempts(quiz: Quiz, state: QuizState) -> list[str]:
    said = [_("You can take it as many times as you need.")]
    if state.left is not None:  # more than the quiz has by itself, where an instructor gave some
        limit = ngettext("You have %(num)d attempt.", "You have %(num)d attempts.", state.used + state.left)
        if state.used:
            limit = _("%(left)d of %(all)d attempts left.", all=state.used + state.left, left=state.left)
        said = [limit, _("After the last one your instructor decides how you go on.")]
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
        said.append(_("There is no time limit for you."))
    elif quiz.minutes and own_time:
        minutes = ceil(own_time.total_seconds() / 60)
        said.append(ngettext("You have %(num)d minute.", "You have %(num)d minutes.", minutes))
    if quiz.at_end == "grace":
        said.append(_("When time ends, answers count for %(num)d seconds more.", num=quiz.grace_seconds))
    elif quiz.minutes or quiz.closes:
        said.append(_("When time ends, it is handed in with what is there."))
    if quiz.opens and quiz.opens > now():
        said.append(_("It opens %(when)s.", when=moment(quiz.opens)))
    if quiz.closes:
        said.append(_("It closes %(when)s.", when=moment(quiz.closes)))
    return said


def _sections(quiz: Quiz) -> list[str]:
    said = []
    if quiz.one_way:
        said.append(_("It has sections. One that you have left cannot be changed any more."))
    if quiz.confidence:
        said.append(_("For each answer you say how sure you are. It changes no mark."))
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
        return _("Handed in. Your instructor reads and marks what you have written.")
    if end == "passed":
        if attempt.missed:
            return ngettext(
                "%(percent)d %%, passed: the parallel question was answered right.",
                "%(percent)d %%, passed: the parallel questions were answered right.",
                len(attempt.missed), percent=percent,
            )  # fmt: skip
        return _("%(percent)d %%, passed.", percent=percent)
    if percent < attempt.pass_mark:
        return _("%(percent)d %%, not passed yet: %(mark)d %% are needed.", percent=percent, mark=attempt.pass_mark)
    if makeup_failed:
        return _makeup_failed(percent, len(attempt.missed))
    return not_passed(percent, attempt.missed)


def passed_anyway(percent: int, mark: int) -> str:
    """The result of an attempt that has not passed, of a quiz that another one has passed for good."""
    said = _("This attempt: %(percent)d %%; %(mark)d %% are needed. You have passed this, and that stays.")
    return said % {"percent": percent, "mark": mark}


def _makeup_failed(percent: int, points: int) -> str:
    return ngettext(
        "%(percent)d %%, not passed yet: the parallel question was not answered right.",
        "%(percent)d %%, not passed yet: not all parallel questions were answered right.",
        points, percent=percent,
    )  # fmt: skip


def not_passed(percent: int, missed: tuple[str, ...]) -> str:
    """The result of an attempt that reached the mark and missed critical items."""
    words = "; ".join(each for each in missed if each) or _("a critical point was missed")
    return _("%(percent)d %%, not passed yet: %(missed)s.", percent=percent, missed=words)


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
        "A critical point was missed, too: %(missed)s.", "Critical points were missed, too: %(missed)s.",
        len(told), missed=said,
    )  # fmt: skip


def standing(quiz: Quiz, state: QuizState) -> str:
    """The result that counts, in a sentence; "" before anything was handed in."""
    if state.status == "passed":
        return _("Passed: %(percent)d %%.", percent=state.best or 0)
    return "" if state.percent is None and state.status != "marking" else _found(quiz, state)


# The way on


def onward(state: QuizState) -> str:
    """What comes next for whoever has not passed yet, or ""."""
    if state.status == "held":
        return _parallel(state)
    if state.status == "marking":
        return _("The result stands here when everything is marked.")
    if state.status == "failed":
        return _next_attempt(state)
    return ""


def _parallel(state: QuizState) -> str:
    points = len(state.missed) or 1
    if state.opens_at and state.opens_at > now():
        when = moment(state.opens_at)
        return ngettext("A parallel question opens %(when)s.", "Parallel questions open %(when)s.", points, when=when)
    return ngettext(
        "A parallel question is open now. Answer it right, and you have passed.",
        "Parallel questions are open now. Answer all of them right, and you have passed.",
        points,
    )


def _next_attempt(state: QuizState) -> str:
    if state.left == 0:
        return _("No attempt is left. Your instructor decides how you go on.")
    if state.reopened_at:
        return _(
            "Your instructor has opened another attempt on %(day)s. There is no wait for it.",
            day=day(state.reopened_at),
        )
    if state.opens_at and state.opens_at > now():
        return _("The next attempt opens %(when)s.", when=moment(state.opens_at))
    if state.left is not None:
        return ngettext("%(num)d attempt is left.", "%(num)d attempts are left.", state.left)
    return _("Look at what was missed, then try again.")


def why(quiz: Quiz, state: QuizState) -> Why | None:
    """Why a quiz is not passed; None when it is."""
    if state.status == "passed":
        return None
    return Why(the_mark(quiz.pass_mark), _found(quiz, state), _missing(state))


def _found(quiz: Quiz, state: QuizState) -> str:
    if state.status == "never":
        return _("Not taken yet.")
    if state.status == "open":
        return _("Begun, not handed in.")
    if state.status == "marking":
        return _("Handed in, not marked yet.")
    percent = state.percent or 0
    if percent < quiz.pass_mark:
        below = _("%(percent)d %%; %(mark)d %% are needed.", percent=percent, mark=quiz.pass_mark)
        return " ".join(filter(None, (below, also_missed(state.missed))))
    if state.makeup_failed:
        return _makeup_failed(percent, len(state.missed) or 1)
    return not_passed(percent, state.missed)


def _missing(state: QuizState) -> str:
    if state.status == "never":
        return _("Take it; the rules stand on this page.")
    if state.status == "open":
        return _("Answer what is left and hand it in.")
    return onward(state)


def may_not_start(reason: Refused, state: QuizState) -> str:
    """Why no attempt can be started now."""
    if reason == "marking":
        return _("Your last attempt is being marked. The result comes first.")
    if reason == "used-up" and state.status == "passed":
        return _("You have passed this already.")
    return onward(state) or _("An attempt is open already.")


def not_open(quiz: Quiz, closed: Window) -> str:
    """Why no attempt can be started by the dates of the quiz."""
    if closed == "not-yet" and quiz.opens:
        return _("It opens %(when)s.", when=moment(quiz.opens))
    return _("It has closed. Your instructor decides how you go on.")


def closed_for_good() -> str:
    """Why no further attempt can be granted."""
    return _("It has closed: an attempt could not be started.")


def has_moved_on() -> str:
    """Why a further attempt was not granted."""
    return _("This has changed since you opened the page. Look at it again before you decide.")


def came_late() -> str:
    """What is told at once of an answer that came after the end of the time."""
    return _(
        "Time was over when this answer came. It is kept with both times and not marked. "
        "Your instructor can let it count."
    )


def overtaken(numbers: list[int]) -> str:
    """What is told of questions, from 1, that another window had answered since the form was loaded."""
    return ngettext(
        "Question %(numbers)s was answered in another window meanwhile, and that answer counts.",
        "Questions %(numbers)s were answered in another window meanwhile, and those answers count.",
        len(numbers), numbers=", ".join(str(each) for each in numbers),
    )  # fmt: skip


def when_told(quiz: Quiz) -> str:
    """When right and wrong are shown, where they are not yet."""
    if quiz.feedback == "after-last":
        return _(
            "What was right, and why, is shown when you have passed or used your last attempt. These are your answers."
        )
    return _("What was right, and why, is shown when you have passed. These are your answers.")


def left_blank() -> str:
    """Why nothing is told of a question that was not answered."""
    return _("You did not answer this question. You’ll see the correct answer after you pass.")


def may_not_make_up(state: QuizState) -> str:
    """Why the make-up of an attempt cannot be started now."""
    if state.status == "held":
        return _parallel(state)
    if state.status == "passed":
        return _("You have passed this already.")
    return _("This attempt has no open parallel question.")
