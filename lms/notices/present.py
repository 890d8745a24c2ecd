"""Building the pages and the card for home: plain values in, page contexts out; nothing is written."""

from lms.core.clock import now
from lms.core.login import me
from lms.core.paging import pager
from lms.notices import queries, words
from lms.notices.pages import ChoiceLine, ChoicesPage, HomeCard, Line, NoticesPage
from lms.notices.queries import Told
from lms.ui.slots import Card

A_PAGE = 30
AT_HOME = 3


def notices(person_id: int, number: int) -> NoticesPage:
    """The page of this number, from 1. One statement."""
    until = now()
    shelf = queries.shelf(person_id, number, A_PAGE)
    return NoticesPage(
        lines=tuple(_line(each) for each in shelf.notices.items),
        unseen=shelf.unseen,
        until=until,
        pages=pager(shelf.notices, "notices.mine"),
    )


def choices(person_id: int) -> ChoicesPage:
    """How each kind is told. One statement."""
    chosen = queries.choices(person_id)
    lines = (ChoiceLine(kind, words.choice(kind), each.by_mail, each.on_page) for kind, each in chosen.items())
    return ChoicesPage(lines=tuple(lines), address=me().email)


def home_card(person_id: int) -> HomeCard | None:
    """What the home page says of notices; nothing where all are seen. One statement."""
    shelf = queries.unseen(person_id, AT_HOME)
    return HomeCard(tuple(map(_line, shelf.notices.items)), shelf.unseen) if shelf.unseen else None


AT_HOME_CARD = Card(template="notices/_home.html", read=home_card, statements=1)


def _line(told: Told) -> Line:
    return Line(told, words.heading(told.kind), words.detail(told.kind))
