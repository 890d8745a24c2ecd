"""Named slots, through which a lower feature's page shows what higher features provide.

A card is a query and a template. It declares how many statements it costs, which a test checks:
a page's budget is its own statements plus those of its cards.
"""

from collections.abc import Callable
from dataclasses import dataclass

from lms.core.ids import PersonId
from lms.core.wiring import ExtensionPoint


@dataclass(frozen=True)
class SlotCard:
    """What is put into a slot. `read` loads it for a person, or returns None if there is nothing to show.

    In the template it is `card.content`.
    """

    template: str
    read: Callable[[PersonId], object | None]
    statements: int


@dataclass(frozen=True)
class Shown:
    """A card with its content."""

    template: str
    content: object


Slot = ExtensionPoint[tuple[SlotCard, ...]]
home: Slot = ExtensionPoint("home", ())


def shown(slot: Slot, person_id: PersonId) -> tuple[Shown, ...]:
    """The slot's cards that have something to show to this person."""
    read = ((card.template, card.read(person_id)) for card in slot())
    return tuple(Shown(template, content) for template, content in read if content is not None)
