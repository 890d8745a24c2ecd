"""Named slots: a page of a lower feature shows what higher features put into them, without knowing them.

A card is a query and a template. It states how many statements it costs, and a test holds it to that:
a page's budget is its own statements and those of the cards in its slots.
"""

from collections.abc import Callable
from dataclasses import dataclass

from lms.core.ids import PersonId
from lms.core.wiring import ExtensionPoint


@dataclass(frozen=True)
class SlotCard:
    """What is put into a slot: `read` is asked for a person, and answers None where there is nothing to show.

    The template finds what was read as `card.content`.
    """

    template: str
    read: Callable[[PersonId], object | None]
    statements: int


@dataclass(frozen=True)
class Shown:
    """A card with what it shows."""

    template: str
    content: object


Slot = ExtensionPoint[tuple[SlotCard, ...]]
home: Slot = ExtensionPoint("home", ())


def shown(slot: Slot, person_id: PersonId) -> tuple[Shown, ...]:
    """The cards of the slot that have something to show to this person."""
    read = ((card.template, card.read(person_id)) for card in slot())
    return tuple(Shown(template, content) for template, content in read if content is not None)
