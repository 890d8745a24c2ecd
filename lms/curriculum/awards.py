"""What a course attests: its certificate, and separate achievements."""

from typing import Literal

from lms.curriculum.part import Part

AllOrIds = Literal["all"] | tuple[str, ...]


class SupervisedPractice(Part):
    """Supervised practice that a certificate requires: `times` sign-offs of one checklist."""

    checklist: str
    times: int = 1


class Certificate(Part):
    """What completes the course. Everything named must be done, even what this version cannot record yet."""

    lessons: AllOrIds = "all"
    quizzes: tuple[str, ...] = ()
    conversations: AllOrIds = ()
    simulations: AllOrIds = ()
    practice: SupervisedPractice | None = None
    valid_months: int = 0


class Achievement(Part):
    """A part of the course that is attested by itself. It never replaces the certificate.

    `valid_months` 0 means that it does not expire.
    """

    id: str
    title: str
    lessons: AllOrIds = "all"
    quizzes: AllOrIds = "all"
    valid_months: int = 0
