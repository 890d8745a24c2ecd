"""The pages of review, and its card on the home page."""

from dataclasses import dataclass, replace
from datetime import date
from zlib import crc32

from markupsafe import Markup

from lms.core.ids import PersonId
from lms.core.pages import Page
from lms.curriculum.render import inline
from lms.learning.outline import step_paths
from lms.questions.asked import Asked
from lms.questions.practice import practice
from lms.review import rules
from lms.review.deck import Deck, deck
from lms.review.queries import ReviewCard
from lms.review.rules import Memory
from lms.ui.slots import SlotCard

AT_HOME = 3


@dataclass(frozen=True)
class CardLine:
    """A card by its question, in the language of its course."""

    ask: Markup
    language: str


@dataclass(frozen=True)
class HomeCard:
    """The card on the home page: how many cards wait, the first of them, how much would be recalled."""

    waiting: int
    minutes: int
    lines: tuple[CardLine, ...]
    recall: int | None  # percent of the safety facts that were reviewed
    next_on: date | None  # when the next card is due, if none waits


@dataclass(frozen=True)
class CardFields:
    """What the form of a card sends back."""

    course: str
    family: str
    number: int


@dataclass(frozen=True, kw_only=True)
class CardPage(Page):
    """A card to answer."""

    template = "review/card.html"
    asked: Asked
    sent: CardFields
    course_title: str
    critical: bool
    place: int  # its number among today's, from 1
    of: int
    sure: str
    incomplete: bool = False
    unsure: bool = False  # the learner did not say how sure they are


@dataclass(frozen=True, kw_only=True)
class AnsweredPage(Page):
    """A card with its feedback, and when it is due again."""

    template = "review/answered.html"
    asked: Asked
    course_title: str
    critical: bool
    known: bool
    guessed: bool  # correct, but guessed
    due: date
    left: int  # of today's cards, still waiting


@dataclass(frozen=True, kw_only=True)
class RestPage(Page):
    """No card is waiting today."""

    template = "review/rest.html"
    cards: int
    done: int  # today
    new: int  # never asked
    recall: int | None
    next_on: date | None


def home_card(person_id: PersonId) -> HomeCard | None:
    """The card on the home page, or None if there are no cards. As many statements as `deck`."""
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
    """The card to answer now, or the page that says there is none."""
    if mine.waiting:
        return card_page(mine, mine.waiting[0])
    return RestPage(cards=len(mine.cards), done=mine.done, new=mine.new, recall=mine.recall, next_on=mine.next_on)


def card_page(mine: Deck, card: ReviewCard, answered: Asked | None = None, sure: str = "") -> CardPage:
    """A card to answer, in another variant than last time. `answered` is a refused answer."""
    asked = answered or practice(card.document, card.family.id, _seed(card), card.variant)
    return CardPage(
        asked=replace(asked, grade=None, locked=False),
        sent=CardFields(card.enrolled.slug, card.family.id, card.number),
        course_title=card.document.title,
        critical=card.family.critical,
        place=mine.done + 1,
        of=mine.done + len(mine.waiting),
        sure=sure,
        incomplete=answered is not None and not answered.complete,
        unsure=answered is not None and not sure,
    )


def answered_page(mine: Deck, card: ReviewCard, asked: Asked, sure: str, memory: Memory) -> AnsweredPage:
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


def _line(card: ReviewCard) -> CardLine:
    seen = practice(card.document, card.family.id, _seed(card), card.variant)
    return CardLine(inline(seen.question.variant.ask), card.document.language)


def _seed(card: ReviewCard) -> str:
    """A seed that gives the same question and order on every reload, and another at the next review."""
    return f"{crc32(f'{card.enrolled.public_id}/{card.family.id}/{card.number}'.encode()):08x}"
