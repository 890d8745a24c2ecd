"""Counting the SQL statements of a piece of work; what opens and closes a transaction does not count."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import event

from lms.core.db import db

AROUND = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA", "SET ", "SHOW ")


@dataclass
class Seen:
    """The statements, in order."""

    texts: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many there were."""
        return len(self.texts)

    @property
    def writes(self) -> bool:
        """Whether any of them did more than read."""
        return not all(text.upper().startswith("SELECT") for text in self.texts)


@contextmanager
def statements(at_most: int | None = None, *, exactly: int | None = None) -> Iterator[Seen]:
    """Count what the database is asked meanwhile: `with statements(at_most=4) as seen: …`."""
    seen = Seen()

    def note(_connection, _cursor, statement, *_rest):
        if not statement.lstrip().upper().startswith(AROUND):
            seen.texts.append(" ".join(statement.split()))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    listed = "\n  ".join(f"{number}. {text[:300]}" for number, text in enumerate(seen.texts, 1))
    if at_most is not None:
        assert seen.count <= at_most, f"{seen.count} statements, at most {at_most} were allowed:\n  {listed}"
    if exactly is not None:
        assert seen.count == exactly, f"{seen.count} statements, exactly {exactly} were expected:\n  {listed}"
