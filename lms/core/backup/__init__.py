"""Back up the whole database while it is in use, and restore it.

A copy is one file. It is written under a temporary name, checked, and only then renamed. A database
is replaced in one step. Neither is ever half written.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import Engine, inspect

from lms.core import schema
from lms.core.backup.postgresql import PostgreSQL
from lms.core.backup.sqlite import SQLiteFile
from lms.core.backup.store import CannotCopy, Store, Told

__all__ = ["CannotCopy", "Copy", "Told", "examine", "is_empty", "make", "restore"]


@dataclass(frozen=True)
class Copy:
    """A checked copy: its size in bytes and the revision of its tables."""

    size: int
    revision: str


def make(engine: Engine, file: Path, told: Told) -> Copy:
    """Copy the database to a new file and check the copy. `told` is called with the percentage done.

    Everything that was committed before is in it. Only the file's owner may read it. Raises
    CannotCopy, and leaves nothing behind then.
    """
    if file.exists():
        raise CannotCopy(f"{file} already exists; choose another file name")
    if not file.parent.is_dir():
        raise CannotCopy(f"Folder not found: {file.parent}")
    if is_empty(engine):
        raise CannotCopy("The database has no tables yet, so there is nothing to back up")
    store, part = _store(engine), file.with_name(f"{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL, 0o600))
        store.copy(part, told)
        made = Copy(part.stat().st_size, store.checked(part))
        _sync(part)
        part.replace(file)
        _sync(file.parent)
    except OSError as error:
        raise CannotCopy(f"{file}: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
    return made


def examine(engine: Engine, file: Path) -> Copy:
    """Check all of a copy and describe it.

    Raises CannotCopy where it is damaged, of another kind of database, or from a newer version.
    """
    if not file.is_file():
        raise CannotCopy(f"File not found: {file}")
    with file.open("rb") as content:
        begins = content.read(16)
    store = _store(engine)
    if not begins.startswith(store.magic):
        others = [kind.name for kind in (SQLiteFile, PostgreSQL) if begins.startswith(kind.magic)]
        what = f"a backup of a {others[0]} database" if others else "not a backup made by `flask backup`"
        raise CannotCopy(f"{file} is {what}; this installation uses {store.name}")
    revision = store.checked(file)
    if not schema.is_known(revision):
        raise CannotCopy(
            f"The tables in {file} have schema revision {revision!r}, which this version does not recognize. "
            "Restore it with the version that made it or a newer one"
        )
    return Copy(file.stat().st_size, revision)


def restore(engine: Engine, file: Path, told: Told) -> bool:
    """Replace the contents of the database with a copy, in one step. Returns whether the copy's tables were older.

    Older tables are brought to the present form afterwards. Raises CannotCopy as `examine` does, and
    when another process has the database open; nothing is changed then.
    """
    revision = examine(engine, file).revision
    engine.dispose()  # our own open connections would count as another user
    _store(engine).restore(file, told)
    engine.dispose()
    older = revision != schema.newest()
    if older:
        upgrade()
    return older


def is_empty(engine: Engine) -> bool:
    """Whether the database has no tables yet."""
    return not inspect(engine).get_table_names()


def _store(engine: Engine) -> Store:
    return SQLiteFile(engine.url) if engine.dialect.name == "sqlite" else PostgreSQL(engine.url)


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
