"""Runs through conversations and simulations: steps as they were taken, and the mark at the end.

Steps and marks of runs, overrides of time and accepted late answers are facts: they are never changed.
"""

import sqlalchemy as sa
from alembic import op

revision = "rehearsals"
down_revision = "notices"
branch_labels = None
depends_on = None

FACTS = ("rehearsal_step", "rehearsal_mark", "time_override", "late_acceptance")
SQLITE = """
CREATE TRIGGER {table}_refuses_change BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END
"""
FUNCTION = """
CREATE FUNCTION is_never_changed() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""
POSTGRESQL = """
CREATE TRIGGER {table}_refuses_change BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION is_never_changed()
"""


def upgrade() -> None:
    unfinished = sa.text("finished_at IS NULL")
    op.create_table(
        "rehearsal_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("rehearsal", sa.String(length=80), nullable=False),
        sa.Column("form", sa.String(length=12), nullable=False),
        sa.Column("variant", sa.String(length=80), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_rehearsal_run_edition_id_edition")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_rehearsal_run_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsal_run")),
        sa.UniqueConstraint("public_id", name=op.f("uq_rehearsal_run_public_id")),
    )
    op.create_index("ix_rehearsal_run_enrolment_id_rehearsal", "rehearsal_run", ["enrolment_id", "rehearsal"])
    op.create_index(
        "uq_rehearsal_run_unfinished", "rehearsal_run", ["enrolment_id", "rehearsal"],
        unique=True, sqlite_where=unfinished, postgresql_where=unfinished,
    )  # fmt: skip
    op.create_table(
        "rehearsal_step",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entry", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["rehearsal_run.id"], name=op.f("fk_rehearsal_step_run_id_rehearsal_run")),
        sa.PrimaryKeyConstraint("run_id", "number", name=op.f("pk_rehearsal_step")),
    )
    op.create_table(
        "rehearsal_mark",
        sa.Column("run_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("of", sa.Double(), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("critical", sa.String(length=20), nullable=False),
        sa.Column("missed", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["rehearsal_run.id"], name=op.f("fk_rehearsal_mark_run_id_rehearsal_run")),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_rehearsal_mark")),
    )
    _never_changed()


def _never_changed() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:
        op.execute(FUNCTION)
    for table in FACTS:
        op.execute((SQLITE if sqlite else POSTGRESQL).format(table=table))
