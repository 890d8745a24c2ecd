"""An organization with one of its managers."""

from dataclasses import dataclass

from lms.core.ids import PersonId
from lms.organizations.queries import Place


@dataclass(frozen=True)
class Managed:
    """A clinic, and the manager who makes the request."""

    place: Place
    manager_id: PersonId
