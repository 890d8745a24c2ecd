"""Time limits: when an attempt ends, who has more time, what came late; flags and how sure an answer is.

Every column is added with a default that stays, so that no table is made anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "timed_attempts"
down_revision = "attainments"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("attempt", sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("attempt", sa.Column("reached", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("answer", sa.Column("flagged", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("answer", sa.Column("confidence", sa.String(length=12), server_default=sa.text("''"), nullable=False))
    op.add_column(
        "answer_event", sa.Column("confidence", sa.String(length=12), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("answer_event", sa.Column("late", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("answer_event", sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "time_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("quiz", sa.String(length=80), nullable=False),
        sa.Column("multiplier", sa.Double(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("lifted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_time_override_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(["given_by"], ["person.id"], name=op.f("fk_time_override_given_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_override")),
    )
    op.create_index(op.f("ix_time_override_enrolment_id"), "time_override", ["enrolment_id"])
    op.create_table(
        "late_acceptance",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("accepted_by", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["accepted_by"], ["person.id"], name=op.f("fk_late_acceptance_accepted_by_person")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["answer_event.id"], name=op.f("fk_late_acceptance_event_id_answer_event")
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_late_acceptance")),
    )
