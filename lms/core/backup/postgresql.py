"""Copies of a PostgreSQL database, made with pg_dump, pg_restore and psql."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import URL, create_engine, text

from lms.core.backup.store import CannotCopy, Told

# All our objects, including those of older or newer versions of the product.
CLEAR = """
SET LOCAL lock_timeout = '5s';
DO $$
DECLARE command text;
BEGIN
  FOR command IN
    SELECT format('DROP TABLE %s CASCADE', oid::regclass) FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
    UNION ALL
    SELECT format('DROP FUNCTION %s CASCADE', oid::regprocedure) FROM pg_proc
      WHERE pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
"""
OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
)
IN_USE = (
    "{count} other connection(s) are using the database. Stop the server and `flask jobs work`, then restore again; "
    "nothing was changed"
)


class PostgreSQL:
    """A PostgreSQL database."""

    name, magic = "PostgreSQL", b"PGDMP"

    def __init__(self, url: URL) -> None:
        self._url = url

    def copy(self, to: Path, told: Told) -> None:
        """One snapshot, taken after pg_dump has begun."""
        self._run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--lock-wait-timeout=30s",
                  f"--file={to}", f"--dbname={self._address()}")  # fmt: skip
        told(100)

    def checked(self, file: Path) -> str:
        """Unpack all of the copy and read its revision."""
        self._run("pg_restore", f"--file={os.devnull}", str(file))
        rows = self._run("pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(file)).splitlines()
        begins = [number for number, line in enumerate(rows) if line.startswith("COPY ")]
        if not begins:
            raise CannotCopy(f"{file} is not a Palpate database: its tables have no schema revision")
        return rows[begins[0] + 1]

    def restore(self, file: Path, told: Told) -> None:
        """Drop and restore everything in one transaction."""
        self._refuse_in_use()
        with tempfile.TemporaryDirectory() as folder:  # readable by our user only
            script = f"{folder}/all.sql"
            self._run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(file))
            told(50)
            self._run("psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction",
                      f"--command={CLEAR}", f"--file={script}", f"--dbname={self._address()}")  # fmt: skip
        told(100)

    def _refuse_in_use(self) -> None:
        engine = create_engine(self._url)
        with engine.connect() as connection:
            count = connection.execute(OTHERS).scalar()
        engine.dispose()
        if count:
            raise CannotCopy(IN_USE.format(count=count))

    def _address(self) -> str:
        """The database's address for PostgreSQL's programs, without the password, which a process list would show."""
        url = self._url
        open_to_see = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
        return open_to_see.render_as_string()

    def _run(self, program: str, *arguments: str) -> str:
        """Run a program and return its output. Raises CannotCopy with its error message."""
        found = shutil.which(program)
        if found is None:
            raise CannotCopy(
                f"{program} was not found. It comes with PostgreSQL's client programs; "
                "on Debian: apt install postgresql-client"
            )
        password = {"PGPASSWORD": str(self._url.password)} if self._url.password else {}
        done = subprocess.run(  # noqa: S603 - our own arguments
            [found, *arguments], capture_output=True, text=True, errors="replace", check=False,
            env={**os.environ, **password},
        )  # fmt: skip
        if done.returncode:
            raise CannotCopy(f"{program} failed: {done.stderr.strip() or done.returncode}")
        return done.stdout
