"""Who sees a clinic's list: its managers. To everybody else it is not there."""

from lms.compliance.queries import held
from lms.compliance.values import Managed, OwnMember
from lms.core.errors import NotFound
from lms.core.login import me
from lms.organizations.queries import place, roles_of


def manages(slug: str, **_arguments: object) -> Managed:
    """The clinic's managers. Raises NotSignedIn, and NotFound for all others, its own members too. Two statements."""
    person_id = me().person_id
    manager = any((each.slug, each.role) == (slug, "manager") for each in roles_of(person_id))
    found = place(slug)
    if found is None or not manager:
        raise NotFound
    return Managed(found, person_id)


def manages_member(slug: str, public_id: str) -> OwnMember:
    """The managers of the clinic in which this role holds now. Raises as `manages`. Three statements."""
    clinic = manages(slug)
    found = held(clinic.place.organization_id, public_id)
    if found is None:
        raise NotFound
    return OwnMember(clinic.place, clinic.manager_id, found)
