"""Events that certification announces."""

from dataclasses import dataclass

from lms.core.events import Event
from lms.core.ids import PersonId


@dataclass(frozen=True)
class AttainmentAwarded(Event):
    """A person has earned an achievement. `public_id` is that of its page."""

    person_id: PersonId
    public_id: str
    title: str


@dataclass(frozen=True)
class AttainmentRevoked(Event):
    """An attainment was revoked."""

    person_id: PersonId
    public_id: str
    title: str
