"""What an invitation may give, and for how long it works."""

from dataclasses import dataclass
from datetime import timedelta

LIVES = timedelta(days=14)
AT_ONCE = 100  # addresses in one form
LEARNER, TEACHER = "learner", "teacher"
COURSE_ROLES = (LEARNER, TEACHER)


@dataclass(frozen=True)
class Offer:
    """What an invitation gives besides an account: a role in an organisation, a part in a course, both or neither.

    `role` is one of `organizations.rules.ROLES`, `course_role` one of COURSE_ROLES; each is empty where the
    organisation or the course is None.
    """

    organization_id: int | None = None
    role: str = ""
    course_id: int | None = None
    course_role: str = ""


ACCOUNT = Offer()
