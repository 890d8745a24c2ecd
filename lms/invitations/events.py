"""Events that invitations announce."""

from dataclasses import dataclass

from lms.core.events import Event
from lms.core.ids import PersonId


@dataclass(frozen=True)
class InvitationFailed(Event):
    """An invitation's email cannot be delivered. `to` and `slug` identify the page that lists it."""

    public_id: str
    invited_by: PersonId
    email: str
    to: str
    slug: str


@dataclass(frozen=True)
class InvitationEnded(Event):
    """An invitation is no longer pending: it was accepted, withdrawn or replaced."""

    public_id: str
