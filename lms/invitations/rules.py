"""What an invitation may offer, and how long it works."""

from dataclasses import dataclass
from datetime import timedelta

from lms.core.ids import CourseId, OrganizationId
from lms.organizations.rules import ROLES

LIVES = timedelta(days=14)
AT_ONCE = 100  # addresses in one form
LEARNER, TEACHER = "learner", "teacher"
COURSE_ROLES = (LEARNER, TEACHER)


@dataclass(frozen=True)
class Offer:
    """What an invitation offers besides an account: a role in an organization, a part in a course, both or neither.

    `role` is one of `organizations.rules.ROLES`, `course_role` one of COURSE_ROLES; each is empty where the
    organization or the course is None.
    """

    organization_id: OrganizationId | None = None
    role: str = ""
    course_id: CourseId | None = None
    course_role: str = ""

    def __post_init__(self) -> None:
        """Raises ValueError for what no invitation can offer."""
        role_fits = self.role in ROLES if self.organization_id is not None else not self.role
        part_fits = self.course_role in COURSE_ROLES if self.course_id is not None else not self.course_role
        if not role_fits or not part_fits:
            raise ValueError(f"no invitation gives {self}")


ACCOUNT = Offer()
