"""Who manages an organisation. To everybody else its pages are not there."""

from lms.core.errors import NotFound
from lms.core.login import me
from lms.organizations.queries import place, roles_of
from lms.organizations.values import Managed


def manages(slug: str, **_arguments: object) -> Managed:
    """The clinic's managers. Raises NotSignedIn, and NotFound for all others, its own members too. Two statements."""
    person_id = me().person_id
    manager = any((each.slug, each.role) == (slug, "manager") for each in roles_of(person_id))
    found = place(slug)
    if found is None or not manager:
        raise NotFound
    return Managed(found, person_id)
