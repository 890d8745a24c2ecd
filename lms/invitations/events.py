"""What invitations tell those who stand above them."""

from dataclasses import dataclass

from lms.core.events import Event
from lms.core.ids import PersonId


@dataclass(frozen=True)
class InvitationFailed(Event):
    """The email of an invitation cannot be delivered. `to` and `slug` name the page where it waits."""

    public_id: str
    invited_by: PersonId
    email: str
    to: str
    slug: str


@dataclass(frozen=True)
class InvitationEnded(Event):
    """An invitation waits no more: it was accepted, withdrawn, or replaced by a new one."""

    public_id: str
