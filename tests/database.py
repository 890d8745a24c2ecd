"""A fresh database for each test: migrated once a worker, then only copied, or on PostgreSQL emptied and refilled."""

import os
import shutil
from pathlib import Path

import flask_migrate
from flask import Flask, has_app_context

from config import Settings
from lms.app import create_app
from lms.core.db import db
from tests import postgres
from tests.rows import Keeper, Rows

VERSION = "alembic_version"  # the one table that the migrations fill


class Fresh:
    """The worker's database. `url` is its address, `reset` makes it as it was after the migrations."""

    def __init__(self, folder: Path, postgres_url: str = "") -> None:
        """Migrate the template. `postgres_url` is that of a server, without a database's name."""
        self.folder = folder
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        self._server = postgres_url
        self._names = (f"template_{worker}", f"test_{worker}")
        self.url = self._address(self._names[1])
        template = self._address(self._names[0])
        self._migrate(template)
        self._keeper = Keeper(self.url, template=template, version=VERSION) if postgres_url else None
        self._rows = {"": Rows()}

    @property
    def is_postgresql(self) -> bool:
        """Whether this is PostgreSQL; else it is an SQLite file."""
        return bool(self._server)

    def _address(self, name: str) -> str:
        return f"{self._server}{name}" if self._server else f"sqlite:///{self.folder / name}.db"

    def _migrate(self, url: str) -> None:
        if self._server:
            postgres.create(url)
        app = create_app(test_settings(self.folder, database_url=url))
        with app.app_context():
            flask_migrate.upgrade()
            db.engine.dispose()

    def reset(self, app: Flask, to: str = "") -> None:
        """Give the app the database as it was after the migrations, or as it was kept under a name."""
        self._let_go(app)
        if not self._keeper:
            self._copy(self._kept(to) if to else self._names[0], self._names[1])
        elif not self._keeper.put(self._rows[to]):
            postgres.create(self.url, template=self._names[0])
            assert self._keeper.put(self._rows[to]), "a new copy has the schema of its template"

    def keep(self, app: Flask, name: str) -> None:
        """Keep the database as it is now, for `reset`."""
        self._let_go(app)
        if self._keeper:
            self._rows[name] = self._keeper.take()
        else:
            self._copy(self._names[1], self._kept(name))

    def close(self) -> None:
        """No one asks for it any more."""
        if self._keeper:
            self._keeper.close()

    def _kept(self, name: str) -> str:
        return f"{self._names[1]}_{name}"

    def _let_go(self, app: Flask) -> None:
        if has_app_context():
            db.session.remove()  # the test's own
        with app.app_context():
            db.engine.dispose()  # SQLite: the last one out empties the log into the file

    def _copy(self, source: str, target: str) -> None:
        for ending in ("-wal", "-shm"):
            assert not (self.folder / f"{source}.db{ending}").exists(), f"{source} is still open"
            (self.folder / f"{target}.db{ending}").unlink(missing_ok=True)
        shutil.copyfile(self.folder / f"{source}.db", self.folder / f"{target}.db")


def test_settings(var: Path, **changes: object) -> Settings:
    """Settings for tests: nothing slow, nothing that leaves the folder."""
    values = {"argon_memory": 8, "argon_time": 1, "demo": False, "open_sign_up": True, "secret_key": "t" * 32}
    return Settings(var=var, **{**values, **changes}).checked()  # type: ignore[arg-type]


test_settings.__test__ = False  # a builder, not a test
