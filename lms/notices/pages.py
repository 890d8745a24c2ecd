"""The pages of notices, and their card on the home page."""

from dataclasses import dataclass
from datetime import datetime

from lms.core.clock import now
from lms.core.ids import PersonId
from lms.core.login import me
from lms.core.pages import Page
from lms.core.paging import Pager, page_number, pager
from lms.notices import queries, words
from lms.notices.queries import ShownNotice
from lms.ui.slots import SlotCard

A_PAGE = 30
AT_HOME = 3


@dataclass(frozen=True)
class NoticeLine:
    """A notice in words."""

    told: ShownNotice
    heading: str
    detail: str


@dataclass(frozen=True)
class ChoiceLine:
    """One kind, and how it is told."""

    kind: str
    label: str
    by_mail: bool
    on_page: bool


@dataclass(frozen=True)
class HomeCard:
    """The newest unseen notices, and the number of all unseen ones."""

    lines: tuple[NoticeLine, ...]
    unseen: int


@dataclass(frozen=True, kw_only=True)
class NoticesPage(Page):
    """Own notices, newest first, a page at a time."""

    template = "notices/notices.html"
    lines: tuple[NoticeLine, ...]
    unseen: int
    until: datetime  # later notices were not shown
    pages: Pager


@dataclass(frozen=True, kw_only=True)
class ChoicesPage(Page):
    """How each kind is told."""

    template = "notices/choices.html"
    lines: tuple[ChoiceLine, ...]
    address: str


def notices_page(person_id: PersonId) -> NoticesPage:
    """A person's notices, a page at a time. One statement."""
    until = now()
    shelf = queries.shelf(person_id, page_number(), A_PAGE)
    return NoticesPage(
        lines=tuple(_line(each) for each in shelf.notices.items),
        unseen=shelf.unseen,
        until=until,
        pages=pager(shelf.notices, "notices.mine"),
    )


def choices_page(person_id: PersonId) -> ChoicesPage:
    """How each kind that can reach a person is told. Two statements."""
    chosen = queries.choices(person_id)
    lines = (ChoiceLine(kind, words.choice(kind), each.by_mail, each.on_page) for kind, each in chosen.items())
    return ChoicesPage(lines=tuple(lines), address=me().email)


def home_card(person_id: PersonId) -> HomeCard | None:
    """The card on the home page, or None if all are seen. One statement."""
    shelf = queries.unseen(person_id, AT_HOME)
    return HomeCard(tuple(map(_line, shelf.notices.items)), shelf.unseen) if shelf.unseen else None


AT_HOME_CARD = SlotCard(template="notices/_home.html", read=home_card, statements=1)


def _line(told: ShownNotice) -> NoticeLine:
    return NoticeLine(told, words.heading(told.kind), words.detail(told.kind))
