"""What each of this feature's templates gets."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from lms.core.pages import Page
from lms.questions.asked import Asked


@dataclass(frozen=True)
class Line:
    """A card by its question, in the language of its course."""

    ask: Markup
    language: str


@dataclass(frozen=True)
class HomeCard:
    """What the home page says: how many cards wait, the first of them, how much would be recalled."""

    waiting: int
    minutes: int
    lines: tuple[Line, ...]
    recall: int | None  # percent of the safety facts that were reviewed
    next_on: date | None  # when the next card comes, where none waits


@dataclass(frozen=True)
class Sent:
    """What the form of a card carries back."""

    course: str
    family: str
    number: int


@dataclass(frozen=True, kw_only=True)
class CardPage(Page):
    """A card to answer."""

    template = "review/card.html"
    asked: Asked
    sent: Sent
    course_title: str
    critical: bool
    place: int  # among today's, from 1
    of: int
    sure: str
    incomplete: bool = False
    unsure: bool = False  # it was not said how sure the answer is


@dataclass(frozen=True, kw_only=True)
class AnsweredPage(Page):
    """A card with its feedback, and when it comes back."""

    template = "review/answered.html"
    asked: Asked
    course_title: str
    critical: bool
    known: bool
    guessed: bool  # right, and only guessed
    due: date
    left: int  # cards of today that wait


@dataclass(frozen=True, kw_only=True)
class RestPage(Page):
    """Nothing is to be asked today."""

    template = "review/rest.html"
    cards: int
    done: int  # today
    new: int  # that were never asked
    recall: int | None
    next_on: date | None
