"""The rows of a PostgreSQL database, taken out and put back: a small part of what a new copy of the database costs."""

from dataclasses import dataclass, field

import psycopg
from psycopg import sql

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> %s ORDER BY tablename"
COUNTERS = """
SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL
"""
COUNT_ANEW = "SELECT setval(quote_ident(sequencename)::regclass, start_value, false) FROM pg_sequences"
END_OTHERS = """
SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@dataclass(frozen=True)
class Rows:
    """All rows of the tables that have any, as PostgreSQL itself writes them, and how far each counter has come."""

    tables: dict[str, bytes] = field(default_factory=dict)
    counters: dict[str, int] = field(default_factory=dict)


class Keeper:
    """Takes the rows out of one database, and puts them back while its schema is that of `template`.

    The table `version`, which the migrations fill, is no part of it. The connection stays open, since most of the cost
    of a few statements is a new one.
    """

    def __init__(self, url: str, *, template: str, version: str) -> None:
        self._address = url.replace("+psycopg", "")
        self._version = version
        with psycopg.connect(template.replace("+psycopg", "")) as connection:
            self._mark = _mark(connection, version)
            self._tables = [name for (name,) in connection.execute(TABLES, [version])]
        self._connection: psycopg.Connection | None = None

    def take(self) -> Rows:
        """The rows as they are now."""
        with self._connected().transaction():
            return Rows({name: self._copied(name) for name in self._filled()}, dict(self._execute(COUNTERS).fetchall()))

    def put(self, rows: Rows) -> bool:
        """Make these the only rows. Returns whether that was possible.

        It is not if the database is gone, or its schema or version differs from the template's.
        Other connections are closed.
        """
        try:
            self._connected().execute("SELECT 1")
        except psycopg.OperationalError:
            self.close()  # the database was replaced, or someone cut us off
            try:
                self._connected()
            except psycopg.OperationalError:
                return False
        self._execute(END_OTHERS)
        try:
            with self._connected().transaction():
                return self._unchanged() and self._put(rows)
        except psycopg.errors.UndefinedTable:
            return False

    def close(self) -> None:
        """Let the connection go."""
        if self._connection:
            self._connection.close()
        self._connection = None

    def _put(self, rows: Rows) -> bool:
        self._execute("SET LOCAL session_replication_role = replica")  # no trigger fires, no key is followed
        for name in self._filled():
            self._execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
        for name, content in rows.tables.items():
            with self._connected().cursor() as cursor, cursor.copy(_copy(name, "FROM STDIN")) as copy:
                copy.write(content)
        self._execute(COUNT_ANEW)
        for name, value in rows.counters.items():
            self._execute("SELECT setval(quote_ident(%s)::regclass, %s)", name, value)
        return True

    def _connected(self) -> psycopg.Connection:
        self._connection = self._connection or psycopg.connect(self._address, autocommit=True)
        return self._connection

    def _execute(self, statement: str | sql.Composable, *values: object) -> psycopg.Cursor:
        return self._connected().execute(statement, values)

    def _filled(self) -> list[str]:
        """The tables that have rows."""
        asked = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
        each = [asked.format(name, sql.Identifier(name)) for name in self._tables]
        return [name for (name,) in self._execute(sql.SQL(" UNION ALL ").join(each))]

    def _copied(self, name: str) -> bytes:
        with self._connected().cursor() as cursor, cursor.copy(_copy(name, "TO STDOUT")) as copy:
            return b"".join(map(bytes, copy))

    def _unchanged(self) -> bool:
        return _mark(self._connected(), self._version) == self._mark


def _copy(name: str, way: str) -> sql.Composed:
    return sql.SQL("COPY {} {} (FORMAT binary)").format(sql.Identifier(name), sql.SQL(way))


def _mark(connection: psycopg.Connection, version: str) -> str:
    """A mark of the schema and of the rows of the table `version`; any change of them changes it.

    A copy has the mark of its template: it is the number of rows in the catalogues and in that table, and
    the newest transaction that wrote one. Raises psycopg.errors.UndefinedTable where `version` is gone.
    """
    names = ("class", "attribute", "constraint", "trigger", "proc", "index", "namespace", "type")
    tables = [sql.Identifier("pg_catalog", f"pg_{name}") for name in names] + [sql.Identifier("public", version)]
    counted = sql.SQL("SELECT count(*), max(xmin::text::bigint) FROM {}")
    return str(connection.execute(sql.SQL(" UNION ALL ").join(map(counted.format, tables))).fetchall())
