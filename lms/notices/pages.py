"""What each of this feature's templates gets."""

from dataclasses import dataclass
from datetime import datetime

from lms.core.pages import Page
from lms.core.paging import Pager
from lms.notices.queries import Told


@dataclass(frozen=True)
class Line:
    """A notice in words."""

    told: Told
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
    """The newest that are not seen, and how many there are in all."""

    lines: tuple[Line, ...]
    unseen: int


@dataclass(frozen=True, kw_only=True)
class NoticesPage(Page):
    """One's notices, the newest first, a page at a time."""

    template = "notices/notices.html"
    lines: tuple[Line, ...]
    unseen: int
    until: datetime  # what came later has not been shown
    pages: Pager


@dataclass(frozen=True, kw_only=True)
class ChoicesPage(Page):
    """How each kind is told."""

    template = "notices/choices.html"
    lines: tuple[ChoiceLine, ...]
    address: str
