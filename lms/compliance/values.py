"""A person in a clinic, with one of its managers."""

from dataclasses import dataclass

from lms.organizations.queries import Held
from lms.organizations.values import Managed


@dataclass(frozen=True)
class OwnMember(Managed):
    """A person's role in a clinic, and the manager who makes the request."""

    held: Held
