"""Somebody in a clinic, before one of its managers."""

from dataclasses import dataclass

from lms.organizations.queries import Held
from lms.organizations.values import Managed


@dataclass(frozen=True)
class OwnMember(Managed):
    """Somebody's role in such a clinic."""

    held: Held
