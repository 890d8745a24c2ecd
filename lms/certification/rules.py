"""When something is attained, how long it is valid, and what this version cannot attest. Plain values only."""

from calendar import monthrange
from datetime import date, datetime
from typing import Literal

from lms.curriculum.awards import Achievement, Certificate
from lms.curriculum.document import Document
from lms.learning.rules import Step, Way

Standing = Literal["valid", "expired", "revoked"]
MONTHS = 12


def lessons(document: Document, achievement: Achievement) -> tuple[str, ...]:
    """The ids of the lessons that it requires, in the order of the course."""
    named = achievement.lessons
    return tuple(uid for uid in document.steps if uid in document.lesson and (named == "all" or uid in named))


def quizzes(document: Document, achievement: Achievement) -> tuple[str, ...]:
    """The ids of the quizzes that it requires, in the order of the course."""
    named = achievement.quizzes
    return tuple(uid for uid in document.steps if uid in document.quiz and (named == "all" or uid in named))


def parts(document: Document, achievement: Achievement) -> frozenset[str]:
    """The ids of everything that it requires."""
    return frozenset((*lessons(document, achievement), *quizzes(document, achievement)))


def missing(document: Document, achievement: Achievement, way: Way) -> tuple[Step, ...]:
    """The steps that it still requires, in the order of the course."""
    asked = parts(document, achievement)
    return tuple(step for step in way.steps if step.uid in asked and not step.done)


def attained(document: Document, way: Way) -> tuple[Achievement, ...]:
    """The achievements of which every part is done. One that requires nothing is never attained."""
    return tuple(
        each for each in document.achievements if parts(document, each) and not missing(document, each, way)
    )  # fmt: skip


def without_means(rule: Certificate) -> bool:
    """Whether it requires supervised practice, which this version cannot record, so that no one can meet it yet."""
    return rule.practice is not None


def expires_on(awarded: date, months: int) -> date | None:
    """The last day on which it is valid: `months` calendar months later, or None for 0.

    It is the same day of the month, or the last day of a shorter month.
    """
    if months == 0:
        return None
    year, month = divmod(awarded.year * MONTHS + awarded.month - 1 + months, MONTHS)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(awarded.day, last))


def standing(expires: date | None, revoked_at: datetime | None, today: date) -> Standing:
    """Its state on a day. It is valid until the end of its last day."""
    if revoked_at is not None:
        return "revoked"
    return "expired" if expires is not None and today > expires else "valid"
