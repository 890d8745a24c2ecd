"""A person's cards on their current day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lms.core.clock import now
from lms.core.i18n import local
from lms.core.ids import PersonId
from lms.review import queries, rules
from lms.review.queries import ReviewCard


@dataclass(frozen=True)
class Deck:
    """A person's cards on their current day."""

    cards: Sequence[ReviewCard]
    today: date

    @cached_property
    def waiting(self) -> list[ReviewCard]:
        """Today's waiting cards, the most urgent first."""
        return [self.cards[place] for place in rules.queue((each.stands for each in self.cards), self.today)]

    @property
    def done(self) -> int:
        """How many cards were answered today."""
        return rules.answered_on((each.stands for each in self.cards), self.today)

    @property
    def new(self) -> int:
        """How many cards were never asked."""
        return sum(each.stands.memory is None for each in self.cards)

    @property
    def recall(self) -> int | None:
        """The percentage of reviewed safety facts that would be recalled today."""
        memories = [each.stands.memory for each in self.cards if each.family.critical and each.stands.memory]
        return rules.recall(memories, self.today)

    @property
    def next_on(self) -> date | None:
        """The day of the next card, or None: tomorrow, if more cards are due than a day takes."""
        days = [each.stands.memory.due if each.stands.memory else self.today for each in self.cards]
        return max(min(days), date.fromordinal(self.today.toordinal() + 1)) if days else None

    def find(self, course: str, family: str) -> ReviewCard | None:
        """The card of this fact, waiting or not."""
        return next((each for each in self.cards if (each.enrolled.slug, each.family.id) == (course, family)), None)


def deck(person_id: PersonId) -> Deck:
    """The person's cards. Five statements, one for those in no course."""
    moment = now()
    return Deck(queries.cards(person_id, moment), local(moment).date())
