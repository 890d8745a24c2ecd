"""What each connection is set to, and that the server refuses to start where a setting does not hold."""

import time
from types import SimpleNamespace

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import DisconnectionError

from lms.core import engine as core
from lms.core.db import db
from lms.core.engine import PRAGMAS, UnsafeDatabase, engine_options, equip, refuse_unsafe, safe_wal

SPOILS = {
    "journal_mode": "delete",
    "synchronous": 1,
    "busy_timeout": 0,
    "foreign_keys": 0,
    "secure_delete": 0,
    "trusted_schema": 1,
    "recursive_triggers": 0,
    "cell_size_check": 0,
    "mmap_size": 65536,
}


@pytest.fixture
def engine(tmp_path):
    """An SQLite engine as the product makes it, whatever the other tests run on."""
    url = f"sqlite:///{tmp_path}/a.db"
    made = create_engine(url, **engine_options(url, threads=1))
    equip(made)
    yield made
    made.dispose()


def test_every_pragma_of_the_product_is_tried_here():
    assert SPOILS.keys() == PRAGMAS.keys()


def test_the_settings_are_what_we_ask_for(engine):
    refuse_unsafe(engine, processes=2)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


@pytest.mark.parametrize("name", SPOILS)
def test_a_setting_that_does_not_hold_stops_the_start(engine, name):
    event.listen(engine, "connect", lambda raw, _record: raw.execute(f"PRAGMA {name}={SPOILS[name]}"))
    with pytest.raises(UnsafeDatabase, match=name):
        refuse_unsafe(engine, processes=1)


def test_the_apps_own_database_is_safe(app):
    if db.engine.dialect.name == "sqlite":
        refuse_unsafe(db.engine, processes=2)
        return
    with db.engine.connect() as connection:  # the tests' PostgreSQL gives up fsync for speed, and is refused for it
        assert connection.exec_driver_sql("SHOW fsync").scalar() == "off"
    with pytest.raises(UnsafeDatabase, match="fsync"):
        refuse_unsafe(db.engine, processes=2)


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 9), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_which_sqlite_keeps_its_log(version, safe):
    assert safe_wal(version) is safe


def test_an_sqlite_that_can_lose_its_log_serves_one_process_only(engine, monkeypatch):
    monkeypatch.setattr(core.sqlite, "sqlite_version_info", (3, 40, 1))
    refuse_unsafe(engine, processes=1)
    with pytest.raises(UnsafeDatabase, match="run one worker"):
        refuse_unsafe(engine, processes=2)


def test_a_commit_that_does_not_wait_for_the_disk_is_refused(app, tmp_path):
    if db.engine.dialect.name == "sqlite":
        url, told = f"sqlite:///{tmp_path}/b.db", {}
    else:
        url = db.engine.url.render_as_string(hide_password=False)
        told = {"connect_args": {"options": "-c synchronous_commit=off"}}
    made = create_engine(url, **{**engine_options(url, threads=1), **told})
    equip(made)
    if not told:
        event.listen(made, "connect", lambda raw, _record: raw.execute("PRAGMA synchronous=NORMAL"))
    try:
        with pytest.raises(UnsafeDatabase, match="synchronous"):
            refuse_unsafe(made, processes=1)
    finally:
        made.dispose()


class Wire:
    """A driver's connection that counts its questions, and may be dead."""

    def __init__(self, dead=False):
        self.dead, self.asked, self.autocommit = dead, 0, False

    def execute(self, _question):
        self.asked += 1
        if self.dead:
            raise ConnectionError("gone")


@pytest.mark.parametrize(("idle", "asked"), [(0.0, 0), (4.0, 0), (6.0, 1), (3600.0, 1)])
def test_a_connection_is_asked_whether_it_lives_only_after_it_lay_idle(idle, asked):
    record = SimpleNamespace(info={"idle_since": time.monotonic() - idle})
    wire = Wire()
    core._refuse_dead(wire, record, None)
    assert (wire.asked, wire.autocommit) == (asked, False)


def test_one_that_died_while_it_was_idle_is_not_used():
    record = SimpleNamespace(info={"idle_since": time.monotonic() - 60})
    with pytest.raises(DisconnectionError):
        core._refuse_dead(Wire(dead=True), record, None)


def test_a_server_that_dropped_idle_connections_is_not_noticed_by_who_asks(app, monkeypatch, pytestconfig):
    """SQLite has no one who could drop one: there the questions are simply answered."""
    monkeypatch.setattr(core, "IDLE_SECONDS", 0.0)
    drop = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> {}"
    with db.engine.connect() as one, db.engine.connect() as other:
        assert one.scalar(text("SELECT 1")) == other.scalar(text("SELECT 1"))  # two lie idle in the pool from now on
    if pytestconfig.getoption("database") == "postgresql":
        with db.engine.connect() as killer:
            killer.exec_driver_sql(drop.format("pg_backend_pid()"))
    for _again in range(3):
        with app.app_context():
            assert db.session.execute(text("SELECT 1")).scalar_one() == 1
