"""Who may search: signed-in people, in what they may read."""

from lms.core.ids import PersonId
from lms.core.login import me


def reader(**_arguments: object) -> PersonId:
    """The signed-in person's id. Raises NotSignedIn."""
    return me().person_id
