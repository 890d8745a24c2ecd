"""Run migrations on SQLite and PostgreSQL: all or nothing, and without losing child rows.

On SQLite a batch migration recreates a table: with foreign keys on, dropping the old one would
empty every child table that cascades. So they are off meanwhile, and every reference is checked before
the commit. There are no downgrades: go back by restoring a backup.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, cast

from alembic import context
from alembic.util import CommandError
from flask import current_app
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from lms.core.db import UTCDateTime

ONE_AT_A_TIME = 7_205_714  # any number: the advisory lock of migrations
LOCK_TIMEOUT = "4s"  # a migration that waits for a table stops everyone behind it
database = current_app.extensions["migrate"].db


class BrokenReferences(RuntimeError):
    """A migration leaves dangling references. It was rolled back."""


def run() -> None:
    """Bring the database to the wanted revision, in one transaction."""
    with reached() as connection, without_foreign_keys(connection):
        connection.execution_options(write=True)
        configure(connection)
        with context.begin_transaction():
            take_turns(connection)
            context.run_migrations()
            refuse_broken_references(connection)


def reached() -> Connection:
    """Connect to the database. Raises CommandError, which is shown as one sentence, if it cannot."""
    try:
        return cast("Connection", database.engine.connect())
    except DBAPIError as error:
        raise CommandError(f"The database cannot be used: {str(error.orig).strip()}") from error


def configure(connection: Connection) -> None:
    """Configure what Alembic compares and how it writes it."""
    options = current_app.extensions["migrate"].configure_args
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        transactional_ddl=True,  # on SQLite too, where our engine issues BEGIN
        compare_server_default=True,
        include_name=not_of_the_search,
        render_item=plain_types,
        process_revision_directives=numbered,
        **options,
    )


@contextmanager
def without_foreign_keys(connection: Connection) -> Iterator[None]:
    """On SQLite, let tables be recreated without emptying their children."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection  # below SQLAlchemy: no transaction is open yet
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def take_turns(connection: Connection) -> None:
    """Let two starting servers migrate one after the other, and no one wait for long."""
    if connection.dialect.name == "postgresql":  # SQLite already has the lock, by BEGIN IMMEDIATE
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
        connection.execute(text("SELECT set_config('lock_timeout', :limit, true)"), {"limit": LOCK_TIMEOUT})


def refuse_broken_references(connection: Connection) -> None:
    """Raise BrokenReferences for a dangling reference, which rolls back the transaction."""
    if connection.dialect.name != "sqlite":
        return
    found = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if found:
        places = ", ".join(sorted({f"{table} -> {parent}" for table, _row, parent, _key in found}))
        raise BrokenReferences(f"{len(found)} row(s) would point at nothing: {places}")


def plain_types(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write our datetime type as the plain one, so that old migrations need none of our code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UTCDateTime) else False


def not_of_the_search(name: str | None, _kind: str, _parents: object) -> bool:
    """Leave out the search index, which differs by database and which no model can declare."""
    return not (name or "").startswith("search_words")


def numbered(_context: object, _revision: object, directives: list[Any]) -> None:
    """Give a new file the next number, and write none if the models have not changed."""
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives.clear()
    for directive in directives:
        directive.rev_id = f"{int(context.script.get_current_head() or 0) + 1:04d}"


if context.is_offline_mode():
    raise RuntimeError("Migrations look at the data they change; --sql cannot do that")
run()
