"""A clinic, and somebody in it, before one of its managers."""

from dataclasses import dataclass

from lms.compliance.queries import Held
from lms.organizations.queries import Place


@dataclass(frozen=True)
class Managed:
    """A clinic, and who asks as its manager."""

    place: Place
    manager_id: int


@dataclass(frozen=True)
class OwnMember(Managed):
    """Somebody's role in such a clinic."""

    held: Held
