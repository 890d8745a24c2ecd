"""Who sees a person in a clinic's list: its managers. For everyone else the page does not exist."""

from lms.compliance.values import OwnMember
from lms.core.clock import now
from lms.core.errors import NotFound
from lms.organizations.policy import manages
from lms.organizations.queries import held


def manages_member(slug: str, public_id: str) -> OwnMember:
    """The managers of the clinic in which this membership is current. Raises as `manages`. Three statements."""
    clinic = manages(slug)
    found = held(clinic.place.organization_id, public_id, now())
    if found is None:
        raise NotFound
    return OwnMember(clinic.place, clinic.manager_id, found)
