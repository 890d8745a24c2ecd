"""The commands on a database whose tables are not those of this version: one sentence, and the way on."""

from pathlib import Path

import pytest
from sqlalchemy import text

from lms.app import create_app
from lms.core import schema
from lms.core.db import db, write_tx
from tests import postgres
from tests.database import test_settings
from tests.ports import free_port

COMMANDS = [
    ["courses", "list"],
    ["courses", "publish", "--changed"],
    ["people", "invite", "eva@cast.example", "--organization", "school", "--role", "student"],
    ["audit", "verify"],
    ["search", "rebuild"],
]


@pytest.fixture
def empty(tmp_path, fresh):
    """An app whose database has no tables yet."""
    url = f"sqlite:///{tmp_path}/empty.db"
    if fresh.is_postgresql:
        url = f"{fresh.url}_empty"
        postgres.create(url)
    made = create_app(test_settings(tmp_path, database_url=url))
    yield made
    with made.app_context():
        db.engine.dispose()


def run(app, *arguments):
    return app.test_cli_runner().invoke(args=[*arguments])


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_without_tables_every_group_says_how_to_make_them(empty, arguments):
    done = run(empty, *arguments)
    assert done.exit_code == 1
    assert "The database has no tables yet. Create them with `flask db upgrade`, then try again" in done.output
    assert "Traceback" not in done.output


def test_an_empty_database_is_not_copied(empty, tmp_path):
    done = run(empty, "backup", str(tmp_path / "copy"))
    assert done.exit_code == 1
    assert "nothing to back up" in done.output
    assert not (tmp_path / "copy").exists()


def test_older_tables_are_named(app, next_version):
    next_version()
    write_tx(lambda: db.session.execute(text("ALTER TABLE search_entry RENAME TO entry")))
    assert "older version. Run `flask db upgrade`" in run(app, "search", "rebuild").output


def test_newer_tables_are_named(app):
    write_tx(lambda: db.session.execute(text("UPDATE alembic_version SET version_num = 'from_the_future'")))
    assert "'from_the_future', which this version does not recognize" in schema.complaint(db.engine)


def test_of_the_right_tables_nothing_is_said_and_the_true_error_is_raised(app):
    assert schema.complaint(db.engine) == ""
    write_tx(
        lambda: db.session.execute(text("DROP TABLE edition" + (" CASCADE" if db.engine.name != "sqlite" else "")))
    )
    done = run(app, "courses", "list")
    assert "edition" in str(done.exception)


@pytest.mark.parametrize("arguments", [["courses", "list"], ["db", "upgrade"], ["backup", "copy"]], ids=" ".join)
def test_a_database_that_does_not_answer(tmp_path, arguments, caplog):
    url = f"postgresql+psycopg://palpate@127.0.0.1:{free_port()}/palpate"
    deaf = create_app(test_settings(Path(tmp_path), database_url=url))
    done = run(deaf, *arguments)
    assert done.exit_code == 1
    assert "The database cannot be used: " in done.output + caplog.text


@pytest.mark.parametrize("arguments", [["courses", "list"], ["db", "upgrade"], ["backup", "copy"]], ids=" ".join)
def test_a_file_that_is_no_database(tmp_path, arguments, caplog):
    (tmp_path / "other.db").write_text("This is a letter, and no database. " * 100)
    foreign = create_app(test_settings(Path(tmp_path), database_url=f"sqlite:///{tmp_path}/other.db"))
    done = run(foreign, *arguments)
    assert done.exit_code == 1
    assert "The database cannot be used: file is not a database" in done.output + caplog.text
