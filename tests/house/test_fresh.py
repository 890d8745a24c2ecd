"""Each test begins with the database as the migrations left it, whatever the one before did."""

import pytest
from sqlalchemy import func, inspect, select, text

from lms.accounts.models import Person
from lms.core.acts import Act
from lms.core.audit import AuditEvent, record
from lms.core.db import db, write_tx
from tests.cast import Cast


@pytest.mark.parametrize(
    "change",
    [
        "",
        "CREATE TABLE planted (id INTEGER)",
        "ALTER TABLE person ADD COLUMN planted INTEGER",
        "UPDATE alembic_version SET version_num = 'planted'",
        "DROP TABLE alembic_version",
    ],
)
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
