"""Cards to sort into bins: red, amber and green, or emergency, urgent and soon, or others.

The answer is a list with the index of the bin, or None, for each card in the author's order.
"""

from collections.abc import Iterator
from random import Random
from typing import Any, Literal

from pydantic import Field

from lms.core.i18n import lazy_gettext as _l
from lms.curriculum.kinds import Flaw
from lms.curriculum.spec import Spec
from lms.questions.kinds.base import Given, Grade, PlainKind, assigned, assignment, shuffled
from lms.questions.kinds.faults import Fault, shared
from lms.questions.kinds.flaws import few, repeated, unexplained

MOST_BINS, MOST_CARDS = 6, 40
SHORTEST, LONGEST = 10, 600  # seconds of a drill


class Bin(Spec):
    """Where cards go. A `light` colors it, in addition to its words."""

    id: str = Field(min_length=1)
    text: str = Field(min_length=1)
    light: Literal["", "red", "amber", "green"] = ""


class SortCard(Spec):
    """A card and its bin. `critical`: any other bin misses a critical question. `never`: only these bins do."""

    text: str = Field(min_length=1)
    bin: str
    feedback: str = ""
    critical: bool = False
    never: tuple[str, ...] = ()
    missed: str = ""
    sources: tuple[str, ...] = ()


class Body(Spec):
    """What the author wrote. Bins keep their order. `drill` is an optional clock in practice, in seconds."""

    bin: tuple[Bin, ...]
    card: tuple[SortCard, ...]
    drill: int | None = Field(default=None, ge=SHORTEST, le=LONGEST)

    def bin_of(self, card: SortCard) -> int:
        """The index of the bin that a card belongs in."""
        return next(index for index, each in enumerate(self.bin) if each.id == card.bin)

    def fault(self, card: SortCard, found: int | None) -> Fault | None:
        """The fault of a card in this bin, or in none, or None if it is correct."""
        if found == self.bin_of(card):
            return None
        dangerous = found is not None and self.bin[found].id in card.never
        return Fault(card.critical or dangerous, card.missed, blank=found is None)


class SortCards(PlainKind[Body]):
    """Sort cards."""

    name = "sort"
    label = _l("sorting")
    folder = "sort"
    spec = Body

    def flaws(self, body: Body) -> Iterator[Flaw]:
        """Too few or too many bins or cards, duplicates, unknown bins, no feedback."""
        yield from few("bin", body.bin, "bins")
        yield from few("card", body.card, "cards")
        for field, parts, most in (("bin", body.bin, MOST_BINS), ("card", body.card, MOST_CARDS)):
            if len(parts) > most:
                yield Flaw((field,), f"has {len(parts)} {field}s", f"Write at most {most}.")
        yield from repeated("bin", (each.id for each in body.bin), "id")
        yield from repeated("bin", (each.text for each in body.bin))
        yield from repeated("card", (card.text for card in body.card))
        yield from _bin_flaws(body)
        told = ((card.text, card.feedback) for card in body.card)
        yield from unexplained("card", told, "Say in one sentence why it belongs there.")

    def arrange(self, body: Body, rng: Random) -> list[Any]:
        """The cards in a random order. The bins keep theirs."""
        alphabet = sorted(range(len(body.card)), key=lambda index: body.card[index].text)  # does not reveal the key
        return [alphabet[place] for place in shuffled(len(alphabet), rng)]

    def read_response(self, body: Body, order: list[Any], given: Given) -> list[int | None] | None:
        """For each presented card `0`, `1`, … the position of its bin, or ""."""
        return assigned(order, range(len(body.bin)), given)

    def solution(self, body: Body, order: list[Any]) -> Given:
        """Each card in its own bin."""
        return assignment(order, range(len(body.bin)), [body.bin_of(card) for card in body.card])

    def grade(self, body: Body, response: list[int | None] | None, *, critical: bool, missed: str) -> Grade:
        """An equal share for each card in its bin. A critical card elsewhere, or a card in a `never` bin, is missed."""
        given = response or [None] * len(body.card)
        faults = [body.fault(card, found) for card, found in zip(body.card, given, strict=True)]
        return shared([each for each in faults if each], len(body.card), critical=critical, missed=missed)


def _bin_flaws(body: Body) -> Iterator[Flaw]:
    bins = {each.id for each in body.bin}
    known = f"There are {', '.join(each.id for each in body.bin)}"
    for index, card in enumerate(body.card):
        if card.bin not in bins:
            yield Flaw(("card", index, "bin"), f"there is no bin “{card.bin}”", known)
        for each in card.never:
            if each not in bins:
                yield Flaw(("card", index, "never"), f"there is no bin “{each}”", known)
            elif each == card.bin:
                yield Flaw(("card", index, "never"), f"“{each}” cannot be both correct and dangerous", known)
