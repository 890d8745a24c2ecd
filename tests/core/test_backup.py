"""`flask backup` and `flask restore`: one file, checked, and back in one step or not at all."""

import contextvars
import stat

import pytest
from sqlalchemy import create_engine, make_url, select, text

from lms.accounts.models import Person
from lms.core import backup
from lms.core.audit import AuditEvent, verify
from lms.core.backup import CannotCopy
from lms.core.backup.postgresql import PostgreSQL
from lms.core.db import db, write_tx
from lms.core.engine import engine_options
from tests import postgres

BEGINS = {"sqlite": b"SQLite format 3\0", "postgresql": b"PGDMP"}
OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}


@pytest.fixture
def copy(tmp_path, cast, command, fresh):
    """A copy of an installation with the cast, to whose database no one else is connected."""
    cast.load()
    fresh.close()
    done = command("backup", str(tmp_path / "copy"))
    assert done.exit_code == 0, done.output
    return tmp_path / "copy"


@pytest.fixture
def another(fresh, make_app, tmp_path):
    """An app on another database, with nothing in it yet."""
    url = f"sqlite:///{tmp_path}/another.db"
    if fresh.is_postgresql:
        url = fresh.url.rpartition("/")[0] + "/another"
        postgres.create(url)
    return make_app(database_url=url)


def leave(key):
    """Take someone's name away."""
    write_tx(lambda: db.session.execute(text("UPDATE person SET name = 'Nobody' WHERE id = :id"), {"id": key}))


def names():
    db.session.rollback()
    return set(db.session.scalars(select(Person.name)))


def test_a_copy_brings_back_what_was_there(copy, cast, command):
    before = names()
    leave(cast["ana"].id)
    assert names() != before
    done = command("restore", str(copy), "--yes")
    assert done.exit_code == 0, done.output
    assert names() == before


def test_restoring_stands_in_the_audit_trail(copy, command):
    command("restore", str(copy), "--yes")
    last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (last.action, last.actor) == ("backup.restored", "command")
    assert list(verify()) == []


def test_a_copy_fills_an_empty_installation_without_a_question(copy, another):
    runner = another.test_cli_runner()
    done = contextvars.Context().run(runner.invoke, args=["restore", str(copy)])
    assert done.exit_code == 0, done.output
    with another.app_context():
        assert "Ana Student" in names()


def test_nothing_is_replaced_without_yes(copy, cast, command):
    leave(cast["ana"].id)
    done = command("restore", str(copy))
    assert done.exit_code == 1
    assert "--yes" in done.output
    assert "Nobody" in names()


def test_nothing_is_replaced_while_somebody_has_it_open(copy, cast, command, app):
    leave(cast["ana"].id)
    other = create_engine(db.engine.url, **engine_options(str(db.engine.url), threads=1))
    with other.connect() as connection:
        connection.execute(text("SELECT count(*) FROM person"))
        done = command("restore", str(copy), "--yes")
    other.dispose()
    assert done.exit_code == 1
    assert "Stop the server" in done.output
    assert "Nobody" in names()


def test_only_its_owner_may_read_a_copy(copy):
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_copy_replaces_no_file(copy, command):
    before = copy.read_bytes()
    done = command("backup", str(copy))
    assert done.exit_code == 1
    assert "already exists" in done.output
    assert copy.read_bytes() == before


def test_a_copy_needs_a_folder_and_leaves_nothing_half_behind(app, tmp_path, monkeypatch):
    with pytest.raises(CannotCopy, match="Folder not found"):
        backup.make(db.engine, tmp_path / "nowhere" / "copy", print)
    monkeypatch.setattr(backup, "_sync", _no_room)
    with pytest.raises(CannotCopy, match="No space left"):
        backup.make(db.engine, tmp_path / "copy", print)
    assert not list(tmp_path.iterdir())


def _no_room(_path):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("spoil", ["cut", "overwritten"])
def test_a_damaged_copy_is_refused(copy, command, spoil):
    content, half = copy.read_bytes(), copy.stat().st_size // 2
    copy.write_bytes(content[:half] if spoil == "cut" else content[:half] + b"\xff" * 4096 + content[half + 4096 :])
    before = names()
    done = command("restore", str(copy), "--yes")
    assert done.exit_code == 1
    assert "Error: " in done.output
    assert names() == before


@pytest.mark.parametrize("content", [b"", b"a letter", "other"])
def test_what_is_no_copy_of_this_kind_is_refused(app, tmp_path, command, content):
    file, kind = tmp_path / "file", db.engine.dialect.name
    file.write_bytes(BEGINS[OTHER[kind]] + b"rest" if content == "other" else content)
    done = command("restore", str(file), "--yes")
    assert done.exit_code == 1
    assert ("is a backup of a " if content == "other" else "not a backup made by") in done.output


def test_a_copy_that_is_not_there_is_named(app, command):
    assert "File not found: gone" in command("restore", "gone", "--yes").output


def test_tables_of_a_newer_version_are_refused(app, tmp_path, command):
    write_tx(lambda: db.session.execute(text("UPDATE alembic_version SET version_num = 'from_the_future'")))
    command("backup", str(tmp_path / "copy"))
    done = command("restore", str(tmp_path / "copy"), "--yes")
    assert done.exit_code == 1
    assert "'from_the_future', which this version does not recognize" in done.output


def test_tables_of_an_older_version_are_brought_to_the_present_form(copy, cast, command, next_version):
    before = names()
    next_version()
    done = command("restore", str(copy), "--yes")
    assert done.exit_code == 0, done.output
    assert "tables were upgraded" in done.output
    assert names() == before
    assert db.session.scalars(text("SELECT hand FROM person")).first() is None


def test_a_missing_program_of_postgresql_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    store = PostgreSQL(make_url("postgresql+psycopg://me:secret@127.0.0.1:1/none"))
    with pytest.raises(CannotCopy, match=r"pg_dump was not found.*apt install postgresql-client"):
        store.copy(tmp_path / "copy", print)


def test_no_password_stands_in_the_list_of_processes():
    store = PostgreSQL(make_url("postgresql+psycopg://me:secret@db.example:1/none?sslmode=require"))
    assert store._address() == "postgresql://me@db.example:1/none?sslmode=require"
