"""What each of this feature's templates gets."""

from dataclasses import dataclass

from lms.core.pages import Page
from lms.core.paging import Pager
from lms.search.rules import Piece, Trouble


@dataclass(frozen=True)
class Hit:
    """Something that was found: what it is, where it leads, where the words stand in it."""

    kind: str
    path: str  # "" where there is no page of its own
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]  # nothing of a lesson that is not open yet
    course: str
    language: str
    locked: bool = False


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    """A question and what was found."""

    template = "search/search.html"
    typed: str
    trouble: Trouble
    longest: int
    hits: tuple[Hit, ...]
    total: int
    single: tuple[tuple[str, str], ...]  # words that might be tried alone, each with its address
    pages: Pager


@dataclass(frozen=True)
class HomeCard:
    """The field on the home page; there is nothing to read for it."""
