"""One queue of jobs: what waits in the outbox is delivered by a job, which knows when, how often and why not."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
LAST_TRY = 8
WAITING = f"""
INSERT INTO job (kind, key, state, done, "of", made_at, due_at, tries, holder, failure, failed_at)
SELECT 'email', public_id, '{{}}', 0, 0, written_at, due_at, tries, '', coalesce(failure, ''),
       CASE WHEN tries >= {LAST_TRY} THEN due_at END
FROM outbox WHERE sent_at IS NULL
"""  # noqa: S608 - a number of ours


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=22), nullable=False),
        sa.Column("leased_until", MOMENT, nullable=True),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("failed_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("kind", "key", name=op.f("uq_job_kind_key")),
    )
    op.create_index("ix_job_due_at", "job", ["due_at"])
    op.execute(WAITING)
    op.drop_index("ix_outbox_due_at", "outbox")
    with op.batch_alter_table("outbox") as batch:
        for column in ("due_at", "tries", "failure"):
            batch.drop_column(column)
