"""Who sees a clinic's list: its managers. To everybody else it is not there."""

from dataclasses import dataclass

from lms.compliance.queries import Held, held
from lms.core.errors import NotAllowed, NotFound
from lms.core.login import me
from lms.organizations import policy
from lms.organizations.queries import Place


@dataclass(frozen=True)
class Managed:
    """A clinic, and who asks as its manager."""

    place: Place
    manager_id: int


@dataclass(frozen=True)
class OwnMember:
    """Somebody's role in such a clinic."""

    clinic: Managed
    held: Held


def manages(slug: str, **_arguments: object) -> Managed:
    """The clinic's managers. Raises NotSignedIn, and NotFound for all others, its own members too. Two statements."""
    try:
        place = policy.manages(slug)
    except NotAllowed as refused:
        raise NotFound from refused
    return Managed(place, me().person_id)


def manages_member(slug: str, public_id: str) -> OwnMember:
    """The managers of the clinic in which this role holds now. Raises as `manages`. Three statements."""
    clinic = manages(slug)
    found = held(clinic.place.organization_id, public_id)
    if found is None:
        raise NotFound
    return OwnMember(clinic, found)
