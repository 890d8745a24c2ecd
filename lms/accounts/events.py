"""Events that accounts announce."""

from dataclasses import dataclass

from lms.core.events import Event
from lms.core.ids import PersonId


@dataclass(frozen=True)
class PersonLeft(Event):
    """A person has deleted their account. `email` is the address they had. What they did stays."""

    person_id: PersonId
    email: str


@dataclass(frozen=True)
class AddressChanged(Event):
    """A person has another address: `email` from now on."""

    person_id: PersonId
    email: str
