"""Who manages an organization and who belongs to it. For everyone else its pages do not exist."""

from lms.core.clock import now
from lms.core.errors import NotFound
from lms.core.login import me
from lms.organizations.queries import Own, membership, place, roles_of
from lms.organizations.values import Managed


def manages(slug: str, **_arguments: object) -> Managed:
    """The clinic's managers. Raises NotSignedIn, and NotFound for all others, its own members too. Two statements."""
    person_id = me().person_id
    manager = any((each.slug, each.role) == (slug, "manager") for each in roles_of(person_id, now()))
    found = place(slug)
    if found is None or not manager:
        raise NotFound
    return Managed(found, person_id)


def own_membership(public_id: str) -> Own:
    """One's own current membership. Raises NotSignedIn, NotFound for any other. One statement."""
    found = membership(me().person_id, public_id, now())
    if found is None:
        raise NotFound
    return found
