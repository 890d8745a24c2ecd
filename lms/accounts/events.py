"""What the accounts announce."""

from dataclasses import dataclass

from lms.core.events import Event


@dataclass(frozen=True)
class PersonLeft(Event):
    """Somebody has left: the row is empty, what they did stays. `email` is the address they had."""

    person_id: int
    email: str
