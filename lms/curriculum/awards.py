"""What a course attests: its certificate, and achievements beside it."""

from typing import Literal

from lms.curriculum.part import Part

AllOrIds = Literal["all"] | tuple[str, ...]


class SupervisedPractice(Part):
    """Supervised practice that a certificate asks for: so many sign-offs of one checklist."""

    checklist: str
    times: int = 1


class Certificate(Part):
    """What completes the course. Whatever it names must be done, also what this version has no means for yet."""

    lessons: AllOrIds = "all"
    quizzes: tuple[str, ...] = ()
    conversations: AllOrIds = ()
    simulations: AllOrIds = ()
    practice: SupervisedPractice | None = None
    valid_months: int = 0


class Achievement(Part):
    """A part of the course that is attested by itself; it never stands for the certificate.

    `valid_months` 0 is without end.
    """

    id: str
    title: str
    lessons: AllOrIds = "all"
    quizzes: AllOrIds = "all"
    valid_months: int = 0
