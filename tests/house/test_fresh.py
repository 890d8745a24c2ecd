"""Each test begins with the database as the migrations left it, or as it was kept, whatever the one before did."""

import pytest
from sqlalchemy import func, inspect, select, text

from lms.accounts.models import Person
from lms.core.acts import Act
from lms.core.audit import AuditEvent, record, verify
from lms.core.db import db, write_tx
from tests.cast import Cast
from tests.dump import changes, dump

CHANGES = [
    "",
    "CREATE TABLE planted (id INTEGER)",
    "ALTER TABLE person ADD COLUMN planted INTEGER",
    "UPDATE alembic_version SET version_num = 'planted'",
    "DROP TABLE alembic_version",
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_reset_takes_back_rows_counters_the_version_and_changes_of_the_schema(app, fresh, change):
    first = Cast()["ana"].id
    write_tx(lambda: record(Act.BACKUP_RESTORED, "log", by=None))
    if change:
        write_tx(lambda: db.session.execute(text(change)))
    fresh.reset(app)
    assert [db.session.scalar(select(func.count()).select_from(table)) for table in (Person, AuditEvent)] == [0, 0]
    assert "planted" not in inspect(db.engine).get_table_names()
    assert "planted" not in {column["name"] for column in inspect(db.engine).get_columns("person")}
    assert db.session.scalars(text("SELECT version_num FROM alembic_version")).all() not in ([], ["planted"])
    assert Cast()["ana"].id == first


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_kept_comes_back_row_by_row_and_counts_on_from_there(app, fresh, make, change):
    make.course()  # documents, moments, references to one another
    make.enrol("ana")
    write_tx(lambda: record(Act.BACKUP_RESTORED, "log", by=None))
    before = dump()
    fresh.keep(app, "kept")
    first = make.person("one@cast.example")
    write_tx(lambda: db.session.execute(text("DELETE FROM enrolment")))
    if change:
        write_tx(lambda: db.session.execute(text(change)))
    fresh.reset(app, "kept")
    assert changes(before, dump()) == []
    assert make.person("one@cast.example") == first
    assert list(verify()) == []


def test_a_table_that_is_forgotten_would_be_noticed(app, fresh, make):
    make.course()
    before = dump()
    fresh.keep(app, "kept")
    write_tx(lambda: db.session.execute(text("DELETE FROM teaching")))
    assert [each.partition(":")[0] for each in changes(before, dump())] == ["teaching"]
