"""An organisation before one of its managers."""

from dataclasses import dataclass

from lms.core.ids import PersonId
from lms.organizations.queries import Place


@dataclass(frozen=True)
class Managed:
    """A clinic, and who asks as its manager."""

    place: Place
    manager_id: PersonId
