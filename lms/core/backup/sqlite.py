"""Copies of an SQLite file through SQLite's backup API: a plain file copy could miss the log or be torn."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from lms.core.backup.store import CannotCopy, Told
from lms.core.engine import engine_options

sqlite = engine_options("sqlite://", threads=1)["module"]  # the same library that the product uses
PAGES = 500  # copied in one step; progress is reported after each
IN_USE = "The database is in use. Stop the server and `flask jobs work`, then restore again. Nothing was changed"


class SQLiteFile:
    """The database in a file."""

    name, magic = "SQLite", b"SQLite format 3\0"

    def __init__(self, url: URL) -> None:
        self._file = Path(url.database or "")

    def copy(self, to: Path, told: Told) -> None:
        """Copy in one read transaction: the copy is a snapshot, and writers do not restart it."""
        with _opened(self._file) as source, _opened(to) as target:
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # the snapshot begins here
            source.backup(target, pages=PAGES, progress=_percent(told))
            source.execute("ROLLBACK")
            target.execute("PRAGMA journal_mode=DELETE")  # one file, with no log beside it

    def checked(self, file: Path) -> str:
        """Check every page, index and foreign key."""
        with _opened(file, "?mode=ro&immutable=1") as copy:
            faults = [row[0] for row in copy.execute("PRAGMA integrity_check") if row[0] != "ok"]
            lost = copy.execute("PRAGMA foreign_key_check")
            faults += [f"a row of {row[0]} refers to a row that does not exist" for row in lost]
            if faults:
                raise CannotCopy(f"{file} is damaged: {faults[0]}")
            revision = copy.execute("SELECT version_num FROM alembic_version").fetchone()
        if revision is None:
            raise CannotCopy(f"{file} is not a Palpate database: its tables have no schema revision")
        return str(revision[0])

    def restore(self, file: Path, told: Told) -> None:
        """Write a second file beside the database and rename it, so that a reader sees either the old or the new."""
        self._leave_alone()
        part = self._file.with_name(f"{self._file.name}.part")
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL, 0o600))
        with _opened(file, "?mode=ro&immutable=1") as source, _opened(part) as target:
            source.backup(target, pages=PAGES, progress=_percent(told))
        self._leave_alone()
        part.replace(self._file)

    def _leave_alone(self) -> None:
        """Ensure that no other process has the database open, and empty its log: only a sole user can end WAL mode."""
        if not self._file.exists():
            return
        with closing(sqlite.connect(self._file, timeout=1, isolation_level=None)) as present:
            try:
                mode = present.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
            except sqlite.OperationalError:
                mode = "wal"
            except sqlite.DatabaseError:  # too damaged to open, which is when a restore is needed
                mode = "delete"
        if mode != "delete":
            raise CannotCopy(IN_USE)
        for log in ("-wal", "-shm"):
            self._file.with_name(f"{self._file.name}{log}").unlink(missing_ok=True)


@contextmanager
def _opened(file: Path, how: str = "") -> Iterator[Any]:
    """A separate connection. SQLite's errors become CannotCopy."""
    try:
        with closing(
            sqlite.connect(f"{file.absolute().as_uri()}{how}", uri=True, timeout=5, isolation_level=None)
        ) as it:
            yield it
    except sqlite.Error as error:
        raise CannotCopy(f"{file}: {error}") from error


def _percent(told: Told) -> Any:  # noqa: ANN401 - what SQLite calls after each step
    return lambda _status, remaining, total: told(100 - remaining * 100 // max(total, 1))
