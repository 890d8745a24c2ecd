"""Migrations: they make what the models say, and they lose no row."""

import shutil
from pathlib import Path

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import IntegrityError

from config import ROOT
from lms.core.db import Base, connect, db
from lms.core.engine import engine_options, equip
from tests import postgres
from tests.database import test_settings

FIRST = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "first", None
def upgrade():
    op.create_table("parent", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(20)))
    op.create_table("child", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("parent_id", sa.Integer(),
        sa.ForeignKey("parent.id", ondelete="CASCADE"), nullable=False))
    op.execute("INSERT INTO parent (id, name) VALUES (1, 'a'), (2, 'b')")
    op.execute("INSERT INTO child (id, parent_id) VALUES (10, 1), (11, 1), (12, 2)")
"""
RECREATE = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "second", "first"
def upgrade():
    with op.batch_alter_table("parent", recreate="auto") as batch:
        batch.alter_column("name", type_=sa.String(40), nullable=False)
"""
ORPHAN = """
from alembic import op
revision, down_revision = "second", "first"
def upgrade():
    op.execute("ALTER TABLE parent ADD COLUMN half_done INTEGER")
    op.execute("INSERT INTO child (id, parent_id) VALUES (13, 99)")
"""
GUARD = "connection, without_foreign_keys(connection):"


@pytest.fixture
def scratch(tmp_path, pytestconfig, request):
    """Migrate a separate database with the project's env.py and these versions. Returns its app."""
    made: list[Flask] = []
    url = f"sqlite:///{tmp_path}/scratch.db"
    if pytestconfig.getoption("database") == "postgresql":
        url = request.getfixturevalue("fresh").url + "_scratch"
        postgres.create(url)

    def migrate(*versions: str, environment: str = "") -> Flask:
        folder = tmp_path / "migrations"
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "versions").mkdir(parents=True)
        for number, version in enumerate(versions):
            (folder / "versions" / f"{number}.py").write_text(version)
        for file in ("alembic.ini", "script.py.mako"):
            shutil.copy(ROOT / "migrations" / file, folder)
        (folder / "env.py").write_text(environment or (ROOT / "migrations" / "env.py").read_text())
        app = Flask("scratch")
        connect(app, test_settings(tmp_path, database_url=url))
        made.append(app)
        with app.app_context():
            flask_migrate.upgrade(directory=str(folder))
        return app

    yield migrate
    for app in made:
        with app.app_context():
            db.engine.dispose()


def ask(app, question):
    with app.app_context(), db.engine.connect() as connection:
        return connection.execute(text(question)).scalars().all()


def test_a_parent_that_is_recreated_keeps_its_children(scratch):
    app = scratch(FIRST, RECREATE)
    assert ask(app, "SELECT id FROM child ORDER BY id") == [10, 11, 12]
    assert ask(app, "SELECT name FROM parent ORDER BY id") == ["a", "b"]


def test_without_the_guard_the_same_migration_empties_the_children(scratch, pytestconfig):
    """The test above can see the loss; PostgreSQL alters in place and never had it."""
    environment = (ROOT / "migrations" / "env.py").read_text()
    assert GUARD in environment
    app = scratch(FIRST, RECREATE, environment=environment.replace(GUARD, "connection:"))
    lost_on_sqlite = [] if pytestconfig.getoption("database") == "sqlite" else [10, 11, 12]
    assert ask(app, "SELECT id FROM child ORDER BY id") == lost_on_sqlite


def test_foreign_keys_hold_again_afterwards(scratch):
    app = scratch(FIRST, RECREATE)
    with app.app_context(), db.engine.connect() as connection:
        with pytest.raises(IntegrityError):
            connection.execute(text("INSERT INTO child (id, parent_id) VALUES (13, 99)"))
        connection.rollback()


def test_a_migration_that_leaves_orphans_is_undone_whole(scratch, pytestconfig):
    scratch(FIRST)
    refused = SystemExit if pytestconfig.getoption("database") == "sqlite" else IntegrityError
    with pytest.raises(refused):
        scratch(FIRST, ORPHAN)
    app = scratch(FIRST)
    assert ask(app, "SELECT id FROM child ORDER BY id") == [10, 11, 12]
    assert ask(app, "SELECT version_num FROM alembic_version") == ["first"]
    with app.app_context():
        assert [column["name"] for column in inspect(db.engine).get_columns("parent")] == ["id", "name"]


def test_a_database_that_is_up_to_date_is_left_alone(scratch):
    scratch(FIRST, RECREATE)
    assert ask(scratch(FIRST, RECREATE), "SELECT version_num FROM alembic_version") == ["second"]


def test_migrations_from_nothing_make_what_the_models_say(app, fresh, tmp_path):
    """Names, types, defaults, keys, references, uniques, checks and indexes: all of it."""
    wanted = blank_engine(fresh, tmp_path)
    Base.metadata.create_all(wanted)
    by_models, by_migrations = describe(wanted), describe(db.engine)
    wanted.dispose()
    assert by_migrations.pop("alembic_version")
    assert by_migrations == by_models


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE person ADD COLUMN shoe_size INTEGER",
        "ALTER TABLE person DROP COLUMN language",
        "CREATE INDEX ix_person_name ON person (name)",
        "CREATE UNIQUE INDEX uq_person_name ON person (name)",
        "DROP TABLE mark",
        "CREATE TABLE extra (id INTEGER PRIMARY KEY, CONSTRAINT ck_extra CHECK (id > 0))",
        "ALTER TABLE person ADD COLUMN hand TEXT DEFAULT 'left'",
        "ALTER TABLE answer ADD COLUMN by_id INTEGER REFERENCES person (id)",
    ],
)
def test_a_difference_is_seen(fresh, tmp_path, change):
    """The test above can see it."""
    engine = blank_engine(fresh, tmp_path)
    Base.metadata.create_all(engine)
    before = describe(engine)
    with engine.connect() as connection:
        connection.execution_options(write=True)
        connection.execute(text(change))
        connection.commit()
    after = describe(engine)
    engine.dispose()
    assert after != before


def test_a_changed_check_is_seen(fresh, tmp_path):
    """Alembic's own comparison does not look at checks."""
    engine = blank_engine(fresh, tmp_path)
    found = []
    for limit in (0, 1):
        with engine.connect() as connection:
            connection.execution_options(write=True)
            connection.execute(text("DROP TABLE IF EXISTS extra"))
            connection.execute(text(f"CREATE TABLE extra (id INTEGER, CONSTRAINT ck_extra CHECK (id > {limit}))"))
            connection.commit()
        found.append(describe(engine))
    engine.dispose()
    assert found[0] != found[1]


def test_nothing_is_left_for_alembic_to_generate(app):
    flask_migrate.check()


def test_versions_are_numbered_in_order_and_say_what_they_do():
    versions = [*ScriptDirectory(str(ROOT / "migrations")).walk_revisions()][::-1]
    for number, version in enumerate(versions, 1):
        assert version.revision == f"{number:04d}"
        assert Path(version.path).name.startswith(f"{number:04d}_")
        assert version.doc


def test_the_next_version_gets_the_next_number(scratch, tmp_path):
    app = scratch(FIRST.replace('"first"', '"0007"'))
    with app.app_context():
        flask_migrate.revision(directory=str(tmp_path / "migrations"), message="Say more")
    made = (tmp_path / "migrations" / "versions" / "0008_say_more.py").read_text()
    assert "revision = '0008'\ndown_revision = '0007'\n" in made


def blank_engine(fresh, tmp_path: Path) -> Engine:
    url = f"sqlite:///{tmp_path}/blank.db"
    if fresh.is_postgresql:
        url = fresh.url + "_blank"
        postgres.create(url)
    engine = create_engine(url, **engine_options(url, threads=1))
    equip(engine)
    return engine


def describe(engine: Engine) -> dict[str, object]:
    """Everything that the database knows of its tables."""
    look = inspect(engine)
    return {
        table: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column["default"])
                for column in look.get_columns(table)
            },
            "key": look.get_pk_constraint(table),
            "references": ordered(look.get_foreign_keys(table)),
            "uniques": ordered(look.get_unique_constraints(table)),
            "checks": ordered(look.get_check_constraints(table)),
            "indexes": ordered(spelled(index) for index in look.get_indexes(table)),
        }
        for table in look.get_table_names()
    }


def spelled(index):
    """The index with the condition of a partial one as text: two text clauses are never equal."""
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return {**index, "dialect_options": options}


def ordered(parts):
    return sorted(parts, key=repr)
