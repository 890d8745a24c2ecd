"""Lists that are read a page at a time, and the way from one page to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, TypeVarTuple

from flask import request, url_for
from sqlalchemy import Row, Select

from lms.core.db import db
from lms.core.rows import V, read_all

LAST_PAGE = 10_000  # no list is as long; a much larger number is more than a database can skip
T = TypeVar("T")
U = TypeVar("U")
Columns = TypeVarTuple("Columns")


@dataclass(frozen=True)
class Slice(Generic[T]):
    """What stands on one page of a list, which page that is (from 1), and whether another follows.

    `of` is the number of all pages, where it is known.
    """

    items: Sequence[T]
    number: int
    more: bool
    of: int | None = None

    def holding(self, items: Sequence[U]) -> "Slice[U]":
        """The same page with these items: the rows made into something else, or some of them left out."""
        return Slice(items, self.number, self.more, self.of)


@dataclass(frozen=True)
class Pager:
    """Which page is shown, and the addresses of its neighbours, each "" at an end of the list."""

    number: int
    of: int | None
    before: str
    after: str


def page_number() -> int:
    """The page of a list that is asked for, from 1.

    Anything that is no such number is the first page; a number beyond any list is the last that can be asked for.
    """
    return min(max(1, request.args.get("page", 1, int)), LAST_PAGE)


def paged(query: Select[*Columns], number: int, size: int, **values: object) -> Slice[Row[*Columns]]:
    """The rows on this page of what the query finds, `values` put in. One statement."""
    rows = db.session.execute(query.offset((number - 1) * size).limit(size + 1), values).all()
    return Slice(rows[:size], number, len(rows) > size)


def slice_of(kind: type[V], query: Select[*Columns], number: int, size: int, **values: object) -> Slice[V]:
    """The values on this page of what the query finds, `values` put in. One statement."""
    found = paged(query, number, size, **values)
    return found.holding(read_all(kind, found.items))


def sliced(items: Sequence[T], number: int, size: int) -> Slice[T]:
    """A page of a list that is at hand as a whole; a number outside it is the nearest one in it."""
    of = max(1, -(-len(items) // size))
    here = min(max(1, number), of)
    return Slice(items[(here - 1) * size : here * size], here, here < of, of)


def pager(shown: Slice[Any], endpoint: str, **arguments: Any) -> Pager:  # noqa: ANN401 - a route's arguments
    """The way from this page of a list to its neighbours; `arguments` are the route's own."""

    def address(number: int) -> str:
        return url_for(endpoint, **arguments, page=number if number > 1 else None)

    before = address(shown.number - 1) if shown.number > 1 else ""
    return Pager(shown.number, shown.of, before, address(shown.number + 1) if shown.more else "")
