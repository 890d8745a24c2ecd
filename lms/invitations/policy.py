"""Who may invite to what, and who holds an invitation."""

from lms.core import addresses
from lms.core.errors import NotFound
from lms.core.i18n import gettext as _
from lms.curriculum.policy import teacher
from lms.invitations.queries import Invited, invitation, pending_called
from lms.invitations.values import AtPending, Host
from lms.organizations.policy import manages


def hosts(to: str, slug: str) -> Host:
    """A clinic's managers, a course's teachers. Raises NotSignedIn, and NotFound for everyone else. Two statements."""
    if to == "course":
        found = teacher(slug)
        return Host(to, slug, found.course.title, found.person_id, course_id=found.course.id)
    clinic = manages(slug)
    return Host(to, slug, clinic.place.name, clinic.manager_id, organization_id=clinic.place.organization_id)


def at_pending(to: str, slug: str, public_id: str) -> AtPending:
    """One of their pending invitations. Raises as `hosts`, NotFound for any other. Three statements."""
    host = hosts(to, slug)
    found = pending_called(public_id, organization_id=host.organization_id, course_id=host.course_id)
    if found is None:
        raise NotFound
    return AtPending(host, found)


def holds_invitation(code: str, **_arguments: object) -> tuple[str, Invited]:
    """Anyone with the code of a working invitation. Loads the code and the invitation."""
    found = invitation(code)
    if found is None:
        words = _(
            "This invitation has been used or has expired. Ask the person who invited you for a new one, or sign in."
        )
        raise NotFound(words, way_on=addresses.sign_in())
    return code, found
