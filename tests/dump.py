"""Everything that the database holds, to compare two moments."""

from sqlalchemy import select

from lms.core.db import Base, db

Dump = dict[str, list[tuple[object, ...]]]
EXEMPT = {("sign_in_session", "seen_at")}  # a session's last-seen is the one fact that a GET may change


def dump() -> Dump:
    """The rows of every table, in an order of their own."""
    db.session.rollback()
    found = {}
    for table in Base.metadata.tables.values():
        columns = [column for column in table.columns if (table.name, column.name) not in EXEMPT]
        found[table.name] = sorted((tuple(row) for row in db.session.execute(select(*columns))), key=repr)
    db.session.rollback()
    return found


def changes(before: Dump, after: Dump) -> list[str]:
    """The differences in words, empty if there are none."""
    said = []
    for table, rows in after.items():
        if rows == before[table]:
            continue
        gone = [row for row in before[table] if row not in rows]
        new = [row for row in rows if row not in before[table]]
        said.append(f"{table}: {len(gone)} row(s) gone or changed, {len(new)} new: {(new or gone)[0]!r:.200}")
    return said
