"""The rules of a quiz in words. They must not reveal which questions are critical."""

from datetime import datetime, timedelta
from math import ceil

from lms.assessment.rules import QuizState
from lms.assessment.words import the_mark
from lms.core.i18n import gettext as _
from lms.core.i18n import moment, ngettext
from lms.curriculum.document import Quiz


def the_rules(
    quiz: Quiz, questions: int, state: QuizState, at: datetime, own_time: timedelta | None = None
) -> list[str]:  # fmt: skip
    """The rules of a quiz as sentences, for a reader in this state. `own_time` is None without a limit."""
    return [
        ngettext("%(num)d question.", "%(num)d questions.", questions),
        the_mark(quiz.pass_mark),
        _makeup(quiz),
        *_attempts(quiz, state),
        *_time(quiz, at, own_time),
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


def _attempts(quiz: Quiz, state: QuizState) -> list[str]:
    said = [_("You can take it as many times as you need.")]
    if state.left is not None:  # includes extra attempts given by an instructor
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


def _time(quiz: Quiz, at: datetime, own_time: timedelta | None) -> list[str]:
    said = []
    if quiz.minutes and own_time is None:
        said.append(_("You have no time limit."))
    elif quiz.minutes and own_time:
        minutes = ceil(own_time.total_seconds() / 60)
        said.append(ngettext("You have %(num)d minute.", "You have %(num)d minutes.", minutes))
    if quiz.at_end == "grace":
        said.append(
            ngettext(
                "When time is up, answers still count for %(num)d second.",
                "When time is up, answers still count for %(num)d seconds.",
                quiz.grace_seconds,
            )
        )
    elif quiz.minutes or quiz.closes:
        said.append(_("When time is up, your answers are submitted as they are."))
    if quiz.opens and quiz.opens > at:
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
