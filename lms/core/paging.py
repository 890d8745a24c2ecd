"""Paged lists and the links between their pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, TypeVarTuple

from flask import request, url_for
from sqlalchemy import Row, Select

from lms.core.db import db
from lms.core.rows import V, read_all

LAST_PAGE = 10_000  # more than any list has; the database cannot take a much larger offset
T = TypeVar("T")
U = TypeVar("U")
Columns = TypeVarTuple("Columns")


@dataclass(frozen=True)
class Slice(Generic[T]):
    """The items on one page of a list, its number (from 1), and whether another follows.

    `of` is the number of pages, if known.
    """

    items: Sequence[T]
    number: int
    more: bool
    of: int | None = None

    def holding(self, items: Sequence[U]) -> "Slice[U]":
        """The same page with other items, for rows that were converted or filtered."""
        return Slice(items, self.number, self.more, self.of)


@dataclass(frozen=True)
class Pager:
    """The number of the page shown and the addresses of its neighbors, "" at an end of the list."""

    number: int
    of: int | None
    before: str
    after: str


def page_number() -> int:
    """The requested page of a list, from 1.

    Anything but a positive number means the first page. The largest number is LAST_PAGE.
    """
    return min(max(1, request.args.get("page", 1, int)), LAST_PAGE)


def paged(query: Select[*Columns], number: int, size: int, **values: object) -> Slice[Row[*Columns]]:
    """The rows of one page of a query, with `values` as its parameters. One statement."""
    rows = db.session.execute(query.offset((number - 1) * size).limit(size + 1), values).all()
    return Slice(rows[:size], number, len(rows) > size)


def slice_of(kind: type[V], query: Select[*Columns], number: int, size: int, **values: object) -> Slice[V]:
    """The values on this page of what the query finds, `values` put in. One statement."""
    found = paged(query, number, size, **values)
    return found.holding(read_all(kind, found.items))


def sliced(items: Sequence[T], number: int, size: int) -> Slice[T]:
    """One page of a list in memory. A number out of range means the nearest page."""
    of = max(1, -(-len(items) // size))
    here = min(max(1, number), of)
    return Slice(items[(here - 1) * size : here * size], here, here < of, of)


def pager(shown: Slice[Any], endpoint: str, **arguments: Any) -> Pager:  # noqa: ANN401 - a route's arguments
    """The links to the neighboring pages. `arguments` are those of the route."""

    def address(number: int) -> str:
        return url_for(endpoint, **arguments, page=number if number > 1 else None)

    before = address(shown.number - 1) if shown.number > 1 else ""
    return Pager(shown.number, shown.of, before, address(shown.number + 1) if shown.more else "")
