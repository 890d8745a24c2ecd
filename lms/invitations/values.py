"""Who may invite to what, and one of their pending invitations."""

from dataclasses import dataclass

from lms.core.ids import CourseId, OrganizationId, PersonId
from lms.invitations.queries import Pending


@dataclass(frozen=True)
class Host:
    """A person who may invite, and to what: a clinic that they manage or a course that they teach."""

    to: str  # "clinic" or "course", as in the route
    slug: str
    name: str
    by: PersonId
    organization_id: OrganizationId | None = None
    course_id: CourseId | None = None


@dataclass(frozen=True)
class AtPending:
    """One of the host's pending invitations."""

    host: Host
    pending: Pending
