"""What the accounts announce."""

from dataclasses import dataclass

from lms.core.events import Event
from lms.core.ids import PersonId


@dataclass(frozen=True)
class PersonLeft(Event):
    """Somebody has left: the row is empty, what they did stays. `email` is the address they had."""

    person_id: PersonId
    email: str


@dataclass(frozen=True)
class AddressChanged(Event):
    """Somebody has another address: what is to go to them goes to `email` from now on."""

    person_id: PersonId
    email: str
