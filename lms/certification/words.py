"""Texts about attainments: their state, what was assessed, what cannot be awarded yet."""

from lms.certification.evidence import Evidence, QuizPassed
from lms.certification.queries import Issued
from lms.certification.rules import Standing
from lms.core.i18n import day, ngettext, percent
from lms.core.i18n import gettext as _

TONES: dict[Standing, str] = {"valid": "ok", "expired": "soon", "revoked": "late"}


def standing(issued: Issued) -> str:
    """Its state in a word."""
    words: dict[Standing, str] = {"valid": _("Valid"), "expired": _("Expired"), "revoked": _("Revoked")}
    return words[issued.standing]


def holds(issued: Issued) -> str:
    """Its state in a sentence, with the date."""
    if issued.revoked_at:
        return _("Revoked on %(day)s. No longer valid.", day=day(issued.revoked_at))
    if issued.expires_on is None:
        return _("Does not expire.")
    if issued.standing == "expired":
        return _("Expired on %(day)s.", day=day(issued.expires_on))
    return _("Valid until %(day)s.", day=day(issued.expires_on))


def means() -> str:
    """What an achievement attests, and what it does not."""
    return _(
        "This shows what was assessed and when. It gives no permission to practice, and it does not replace "
        "the course certificate."
    )


def assessed(evidence: Evidence) -> list[str]:
    """What was assessed, who marked it and on which edition, in sentences."""
    lessons = ngettext(
        "The learner read %(num)d lesson and marked it as complete.",
        "The learner read %(num)d lessons and marked each one as complete.",
        len(evidence.lessons),
    )
    quizzes = ngettext(
        "The learner passed %(num)d quiz with no critical question missed.",
        "The learner passed %(num)d quizzes with no critical question missed.",
        len(evidence.quizzes),
    )
    return [*([lessons] if evidence.lessons else []), *([quizzes] if evidence.quizzes else []), marked_by(evidence)]


def marked_by(evidence: Evidence) -> str:
    """Who marked, and on which edition."""
    return _(
        "Scored automatically under the rules of course edition %(number)d. No hands-on skills were observed.",
        number=evidence.edition,
    )


def result(quiz: QuizPassed) -> str:
    """The result of a quiz, short."""
    if quiz.makeup:
        return _("%(percent)s, with a follow-up question", percent=percent(quiz.percent))
    return percent(quiz.percent)


def not_here(*, unmet: bool) -> str:
    """The requirements that cannot be recorded here yet and so keep a certificate from being issued, or ""."""
    if not unmet:
        return ""
    return _("Supervised practice cannot be recorded here yet, so this certificate is not available yet.")
