"""The database engine: the settings of every connection, and the check of them before serving.

Why each setting: docs/decisions/0003-one-write-scope.md.
"""

import logging
import sqlite3
import time
from typing import Any

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

try:  # newer than most systems' SQLite; without it, the system's serves one process
    import pysqlite3.dbapi2 as sqlite
except ImportError:  # pragma: no cover - depends on the platform
    sqlite = sqlite3

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "busy_timeout": 5000,
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "recursive_triggers": 1,  # otherwise REPLACE could delete an audit row without firing its trigger
    "cell_size_check": 1,
    "mmap_size": 0,
}
IDLE_SECONDS = 5.0
FIXED_WAL = (3, 51, 3)
BACKPORTS = {(3, 44): 6, (3, 50): 7}
log = logging.getLogger(__name__)


class UnsafeDatabase(RuntimeError):
    """The database cannot guarantee that an acknowledged answer is on disk."""


def engine_options(url: str, threads: int) -> dict[str, Any]:
    """Options for `create_engine`: the driver, and one connection for each thread."""
    pool = {"pool_size": threads + 1, "max_overflow": 4}
    if url.startswith("sqlite"):
        return {"module": sqlite, "poolclass": QueuePool, "connect_args": {"timeout": 5}, **pool}
    return pool


def equip(engine: Engine) -> None:
    """Apply our settings to an engine.

    SQLite: pragmas at connect, an explicit BEGIN at begin. PostgreSQL: a connection that was idle
    is tested before it is used.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
        return
    event.listen(engine, "checkin", _note_idle)
    event.listen(engine, "checkout", _refuse_dead)


def for_reading(engine: Engine) -> Engine:
    """An engine for reads outside the write scope, on the same connections.

    PostgreSQL reads without a transaction: at READ COMMITTED each statement sees its own snapshot
    anyway, so BEGIN and ROLLBACK would be two wasted round trips.
    """
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def _note_idle(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info["idle_since"] = time.monotonic()


def _refuse_dead(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
    """Test only connections that were idle: testing every time would cost each request two round trips."""
    if time.monotonic() - record.info.get("idle_since", time.monotonic()) < IDLE_SECONDS:
        return
    try:
        connection.autocommit = True
        connection.execute("SELECT 1")
        connection.autocommit = False
    except Exception as dead:  # drivers differ; the pool then opens a new connection
        raise DisconnectionError("the connection died while it was idle") from dead


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we issue BEGIN ourselves
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def refuse_unsafe(engine: Engine, processes: int) -> None:
    """Read the settings back. Raises UnsafeDatabase if one did not take effect."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            _refuse_unsafe_postgresql(connection)
            return
        for name, wanted in PRAGMAS.items():
            found = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            if str(found if found is not None else 0) != str(wanted):
                raise UnsafeDatabase(f"SQLite has {name}={found!r} where {wanted!r} is needed")
    if processes > 1 and not safe_wal(sqlite.sqlite_version_info):
        raise UnsafeDatabase(
            f"SQLite {sqlite.sqlite_version} can lose a write-ahead log with several processes; "
            "run one worker, or install the pysqlite3 package"
        )


def _refuse_unsafe_postgresql(connection: Connection) -> None:
    names = ("fsync", "synchronous_commit")
    found = [f"{name}=off" for name in names if connection.execute(text(f"SHOW {name}")).scalar() == "off"]
    if found:
        raise UnsafeDatabase(f"PostgreSQL has {' and '.join(found)}; an answer could be lost")


def safe_wal(version: tuple[int, ...]) -> bool:
    """Whether this SQLite has the WAL-reset fix: 3.51.3, or its backports 3.44.6 and 3.50.7."""
    return version >= FIXED_WAL or version[2] >= BACKPORTS.get((version[0], version[1]), 10**6)
