"""Search queries, in the dialect of the current database."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    and_,
    bindparam,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
)

from lms.core.cache import cached
from lms.core.db import db
from lms.core.ids import EditionId, PersonId
from lms.core.paging import Slice
from lms.core.rows import AnySelect, columns, read_all
from lms.curriculum.models import Course
from lms.enrolment.queries import Enrolled
from lms.search.models import VECTOR, SearchEntry
from lms.search.rules import Wanted, for_postgresql, for_sqlite

_entry = SearchEntry.__table__
_IDS: BindParameter[Any] = bindparam("editions", expanding=True)


@dataclass(frozen=True)
class IndexEntry:
    """An entry that was found."""

    kind: str  # "lesson", "term" or "note"
    course: str  # its slug
    subject: str  # the lesson or the term
    edition_id: EditionId | None
    title: str
    text: str


@dataclass(frozen=True)
class Found:
    """A page of results, best first, and the number of all results."""

    entries: Slice[IndexEntry]
    total: int


def find(person_id: PersonId, mine: Sequence[Enrolled], asked: Wanted, number: int, size: int) -> Found:
    """One page (from 1) of what contains all the words and the person may read. One statement.

    That is lessons and glossaries of their courses (`mine`), in their editions, glossaries of courses open to
    everyone, and their own notes. `asked` must have no `trouble`.
    """
    dialect = db.engine.dialect.name
    given = {
        "match": for_sqlite(asked) if dialect == "sqlite" else for_postgresql(asked),
        "person_id": person_id,
        "editions": [each.edition_id for each in mine],
        "courses": [each.slug for each in mine],
        "most": size,
        "skip": (number - 1) * size,
    }
    rows = db.session.execute(_question(dialect), given).all()
    total = rows[0].total if rows else 0
    return Found(Slice(read_all(IndexEntry, rows), number, total > number * size), total)


@cached(2)
def _question(dialect: str) -> AnySelect:
    rank, matching, source = _on_sqlite() if dialect == "sqlite" else _on_postgresql()
    return (
        select(*columns(IndexEntry, SearchEntry), func.count().over().label("total"))
        .select_from(source.outerjoin(Course, Course.current_edition_id == _entry.c.edition_id))
        .where(matching, _readable())
        .order_by(rank, _entry.c.id)
        .limit(bindparam("most"))
        .offset(bindparam("skip"))
    )


def _readable() -> ColumnElement[bool]:
    """The condition for the person's notes, their editions, and free glossaries of other courses."""
    others = Course.slug.not_in(bindparam("courses", expanding=True))
    return or_(
        _entry.c.person_id == bindparam("person_id"),
        _entry.c.edition_id.in_(_IDS),
        and_(_entry.c.free, Course.id.is_not(None), others),
    )


def _on_sqlite() -> tuple[Any, Any, Any]:
    words = table("search_words", column("rowid"), column("rank"))
    match = literal_column("search_words").op("MATCH")(bindparam("match"))
    return words.c.rank, match, words.join(_entry, _entry.c.id == words.c.rowid)


def _on_postgresql() -> tuple[Any, Any, Any]:
    query = func.to_tsquery(literal_column("'simple'"), bindparam("match"))
    return func.ts_rank(literal_column(VECTOR), query).desc(), literal_column(VECTOR).op("@@")(query), _entry
