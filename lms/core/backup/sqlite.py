"""Copies of an SQLite file with SQLite's own means: copying the file would miss its log, or tear."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from lms.core.backup.store import CannotCopy, Told
from lms.core.engine import engine_options

sqlite = engine_options("sqlite://", threads=1)["module"]  # the library that the product itself uses
PAGES = 500  # a step of the copy; the bar moves after each
IN_USE = "The database is in use. Stop the server and `flask jobs work`, then restore again. Nothing was changed"


class SQLiteFile:
    """The database in a file."""

    name, magic = "SQLite", b"SQLite format 3\0"

    def __init__(self, url: URL) -> None:
        self._file = Path(url.database or "")

    def copy(self, to: Path, told: Told) -> None:
        """One read transaction over all steps, so that the copy is of one moment and writers do not disturb it."""
        with _opened(self._file) as source, _opened(to) as target:
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # the moment of the copy is now
            source.backup(target, pages=PAGES, progress=_percent(told))
            source.execute("ROLLBACK")
            target.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it

    def checked(self, file: Path) -> str:
        """Every page, every index and every reference is looked at."""
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
        """A second file is made beside the database and takes its name; a reader sees the one or the other."""
        self._leave_alone()
        part = self._file.with_name(f"{self._file.name}.part")
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL, 0o600))
        with _opened(file, "?mode=ro&immutable=1") as source, _opened(part) as target:
            source.backup(target, pages=PAGES, progress=_percent(told))
        self._leave_alone()
        part.replace(self._file)

    def _leave_alone(self) -> None:
        """Make sure that nobody has the database open, and empty its log: only the last one can leave WAL mode."""
        if not self._file.exists():
            return
        with closing(sqlite.connect(self._file, timeout=1, isolation_level=None)) as present:
            try:
                mode = present.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
            except sqlite.OperationalError:
                mode = "wal"
            except sqlite.DatabaseError:  # damaged beyond opening: it is what the copy is for
                mode = "delete"
        if mode != "delete":
            raise CannotCopy(IN_USE)
        for log in ("-wal", "-shm"):
            self._file.with_name(f"{self._file.name}{log}").unlink(missing_ok=True)


@contextmanager
def _opened(file: Path, how: str = "") -> Iterator[Any]:
    """A connection of its own; what SQLite finds wrong becomes CannotCopy."""
    try:
        with closing(
            sqlite.connect(f"{file.absolute().as_uri()}{how}", uri=True, timeout=5, isolation_level=None)
        ) as it:
            yield it
    except sqlite.Error as error:
        raise CannotCopy(f"{file}: {error}") from error


def _percent(told: Told) -> Any:  # noqa: ANN401 - what SQLite calls after each step
    return lambda _status, remaining, total: told(100 - remaining * 100 // max(total, 1))
