"""One attempt more, given by an instructor to one learner: a fact, never changed."""

import sqlalchemy as sa
from alembic import op

revision = "attempt_grants"
down_revision = "keeping_warm"
branch_labels = None
depends_on = None

SQLITE = """
CREATE TRIGGER attempt_grant_refuses_change BEFORE UPDATE ON attempt_grant
BEGIN SELECT RAISE(ABORT, 'attempt_grant is never changed'); END
"""
POSTGRESQL = """
CREATE TRIGGER attempt_grant_refuses_change BEFORE UPDATE ON attempt_grant
FOR EACH ROW EXECUTE FUNCTION is_never_changed()
"""


def upgrade() -> None:
    op.create_table(
        "attempt_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("quiz", sa.String(length=80), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_attempt_grant_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(["given_by"], ["person.id"], name=op.f("fk_attempt_grant_given_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt_grant")),
        sa.UniqueConstraint("enrolment_id", "quiz", "after", name=op.f("uq_attempt_grant_enrolment_id_quiz_after")),
    )
    op.execute(SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL)
