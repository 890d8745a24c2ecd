"""Rows as values: each field of a dataclass from the column of its name, never from its place in the row.

So a column added to a statement shifts nothing, and one that is missing fails at once and by name.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import Field, fields
from operator import itemgetter
from typing import Any, ClassVar, Protocol, TypeVar

from sqlalchemy import Column, Executable, Row

from lms.core.cache import cached
from lms.core.db import Base, db


class Value(Protocol):
    """A dataclass of two fields or more."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


V = TypeVar("V", bound=Value)


def columns(kind: type[Value], model: type[Base]) -> list[Column[Any]]:
    """The columns of the model's plain table that are named as the fields of this kind of value."""
    return [model.__table__.c[each.name] for each in fields(kind)]


def read(kind: type[V], row: Row[*tuple[Any, ...]]) -> V:
    """The row as a value of this kind; it may have more columns than that."""
    return kind(*_in_order(kind)(row._mapping))  # noqa: SLF001 - a row's columns by name


def first(kind: type[V], query: Executable, /, **values: object) -> V | None:
    """The first row that the query finds, or None. One statement."""
    row = db.session.execute(query, values).first()
    return None if row is None else read(kind, row)


def one(kind: type[V], query: Executable, /, **values: object) -> V:
    """The one row that the query finds; it must be there. One statement."""
    return read(kind, db.session.execute(query, values).one())


def every(kind: type[V], query: Executable, /, **values: object) -> list[V]:
    """All rows that the query finds. One statement."""
    return read_all(kind, db.session.execute(query, values))


def read_all(kind: type[V], rows: Iterable[Row[*tuple[Any, ...]]]) -> list[V]:
    """These rows as values of this kind."""
    return [read(kind, row) for row in rows]


@cached(256)
def _in_order(kind: type[Value]) -> Callable[[Mapping[Any, Any]], tuple[Any, ...]]:
    return itemgetter(*(each.name for each in fields(kind)))
