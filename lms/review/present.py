"""Building the pages and the card for home: plain values in, page contexts out; nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from zlib import crc32

from lms.core.clock import now
from lms.core.i18n import local
from lms.curriculum.render import inline
from lms.learning.outline import step_paths
from lms.questions.asked import Asked
from lms.questions.practice import practice
from lms.review import queries, rules
from lms.review.pages import AnsweredPage, CardPage, HomeCard, Line, RestPage, Sent
from lms.review.queries import Card
from lms.review.rules import Memory
from lms.ui.slots import Card as SlotCard

AT_HOME = 3


@dataclass(frozen=True)
class Deck:
    """Somebody's cards on their present day."""

    cards: Sequence[Card]
    today: date

    @cached_property
    def waiting(self) -> list[Card]:
        """Today's cards that wait, the most urgent first."""
        return [self.cards[place] for place in rules.queue((each.stands for each in self.cards), self.today)]

    @property
    def done(self) -> int:
        """How many cards were answered today."""
        return rules.answered_on((each.stands for each in self.cards), self.today)

    @property
    def new(self) -> int:
        """How many were never asked."""
        return sum(each.stands.memory is None for each in self.cards)

    @property
    def recall(self) -> int | None:
        """How many percent of the safety facts that were reviewed would be recalled today."""
        memories = [each.stands.memory for each in self.cards if each.family.critical and each.stands.memory]
        return rules.recall(memories, self.today)

    @property
    def next_on(self) -> date | None:
        """The day of the next card, where there is one: tomorrow, where today's were only the first of many."""
        days = [each.stands.memory.due if each.stands.memory else self.today for each in self.cards]
        return max(min(days), date.fromordinal(self.today.toordinal() + 1)) if days else None

    def find(self, course: str, family: str) -> Card | None:
        """The card of this fact, whether it waits or not."""
        return next((each for each in self.cards if (each.enrolled.slug, each.family.id) == (course, family)), None)


def deck(person_id: int) -> Deck:
    """The person's cards. Five statements, one for those in no course."""
    return Deck(queries.cards(person_id), local(now()).date())


def home_card(person_id: int) -> HomeCard | None:
    """What the home page says of review; nothing before there are cards. As many statements as `deck`."""
    mine = deck(person_id)
    if not mine.cards:
        return None
    waiting = mine.waiting
    return HomeCard(
        waiting=len(waiting),
        minutes=rules.minutes(len(waiting)),
        lines=tuple(_line(each) for each in waiting[:AT_HOME]),
        recall=mine.recall,
        next_on=mine.next_on,
    )


AT_HOME_CARD = SlotCard(template="review/_home.html", read=home_card, statements=5)


def page_of(mine: Deck) -> CardPage | RestPage:
    """The card to answer now, or that there is none."""
    if mine.waiting:
        return card_page(mine, mine.waiting[0])
    return RestPage(cards=len(mine.cards), done=mine.done, new=mine.new, recall=mine.recall, next_on=mine.next_on)


def card_page(mine: Deck, card: Card, answered: Asked | None = None, sure: str = "") -> CardPage:
    """A card to answer, in other words than last time; `answered` is one that cannot be taken as it was sent."""
    asked = answered or practice(card.document, card.family.id, _seed(card), card.variant)
    return CardPage(
        asked=replace(asked, grade=None, locked=False),
        sent=Sent(card.enrolled.slug, card.family.id, card.number),
        course_title=card.document.title,
        critical=card.family.critical,
        place=mine.done + 1,
        of=mine.done + len(mine.waiting),
        sure=sure,
        incomplete=answered is not None and not answered.complete,
        unsure=answered is not None and not sure,
    )


def answered_page(mine: Deck, card: Card, asked: Asked, sure: str, memory: Memory) -> AnsweredPage:
    """The card with its feedback."""
    paths = step_paths(card.enrolled.slug, card.enrolled.edition_id)
    right = asked.grade is not None and asked.grade.right
    known = rules.recalled(right=right, sure=sure)
    return AnsweredPage(
        asked=replace(asked, confidence=sure, lesson_path=paths.get(card.family.lesson, "")),
        course_title=card.document.title,
        critical=card.family.critical,
        known=known,
        guessed=right and not known,
        due=memory.due,
        left=len([each for each in mine.waiting if each is not card]),
    )


def _line(card: Card) -> Line:
    seen = practice(card.document, card.family.id, _seed(card), card.variant)
    return Line(inline(seen.question.variant.ask), card.document.language)


def _seed(card: Card) -> str:
    """The same question and order on every reload; another one at the next review."""
    return f"{crc32(f'{card.enrolled.public_id}/{card.family.id}/{card.number}'.encode()):08x}"
