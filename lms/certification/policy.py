"""Who may see an attainment: its holder by its public id, anyone by its code."""

from lms.certification import queries
from lms.certification.queries import Issued
from lms.core.clock import now
from lms.core.errors import NotFound
from lms.core.ids import PersonId
from lms.core.login import me


def holder(**_arguments: object) -> PersonId:
    """The signed-in person's id. Raises NotSignedIn."""
    return me().person_id


def own_certificate(public_id: str) -> Issued:
    """The signed-in person's own attainment. Raises NotSignedIn, and NotFound for another's. One statement."""
    found = queries.own(public_id, me().person_id, now())
    if found is None:
        raise NotFound
    return found
