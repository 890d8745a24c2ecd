"""What was attained: immutable, but for a revocation and for the name of a holder who leaves."""

import sqlalchemy as sa
from alembic import op

revision = "attainments"
down_revision = "append_only"
branch_labels = None
depends_on = None

SENTENCE = "an attainment is only revoked, or loses its name"
KEPT = (
    "id", "public_id", "code", "person_id", "organization_id", "course_id", "edition_id", "enrolment_id",
    "achievement", "title", "awarded_at", "expires_on", "evidence",
)  # fmt: skip
REVOKED = ("revoked_at", "revoked_by", "revoked_reason")
SQLITE_CHANGE = """
CREATE TRIGGER attainment_refuses_change BEFORE UPDATE ON attainment
WHEN {forbidden}
BEGIN SELECT RAISE(ABORT, '{sentence}'); END
"""
SQLITE_DELETE = """
CREATE TRIGGER attainment_refuses_delete BEFORE DELETE ON attainment
BEGIN SELECT RAISE(ABORT, '{sentence}'); END
"""
POSTGRESQL = """
CREATE FUNCTION attainment_is_kept() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'restrict_violation'; END $$;
CREATE TRIGGER attainment_refuses_change BEFORE UPDATE ON attainment
FOR EACH ROW WHEN ({forbidden}) EXECUTE FUNCTION attainment_is_kept();
CREATE TRIGGER attainment_refuses_delete BEFORE DELETE ON attainment
FOR EACH ROW EXECUTE FUNCTION attainment_is_kept();
CREATE TRIGGER attainment_refuses_truncate BEFORE TRUNCATE ON attainment
FOR EACH STATEMENT EXECUTE FUNCTION attainment_is_kept();
"""


def upgrade() -> None:
    op.create_table(
        "attainment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("code", sa.String(length=22), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("achievement", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("awarded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Integer(), nullable=True),
        sa.Column("revoked_reason", sa.Text(), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_attainment_{column}_{table}"))
            for column, table in (
                ("person_id", "person"), ("organization_id", "organization"), ("course_id", "course"),
                ("edition_id", "edition"), ("enrolment_id", "enrolment"), ("revoked_by", "person"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attainment")),
        sa.UniqueConstraint("code", name=op.f("uq_attainment_code")),
        sa.UniqueConstraint("public_id", name=op.f("uq_attainment_public_id")),
        sa.UniqueConstraint(
            "person_id", "course_id", "achievement", "enrolment_id",
            name=op.f("uq_attainment_person_id_course_id_achievement_enrolment_id"),
        ),
    )  # fmt: skip
    op.create_index(op.f("ix_attainment_enrolment_id"), "attainment", ["enrolment_id"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(SQLITE_CHANGE.format(forbidden=_forbidden("IS NOT", ""), sentence=SENTENCE))
        op.execute(SQLITE_DELETE.format(sentence=SENTENCE))
    else:
        op.execute(POSTGRESQL.format(forbidden=_forbidden("IS DISTINCT FROM", "::text"), sentence=SENTENCE))


def _forbidden(differs: str, as_text: str) -> str:
    """The changes that no update may make; PostgreSQL compares JSON as text."""
    kept = [f"NEW.{column}{as_text} {differs} OLD.{column}{as_text}" for column in KEPT]
    name = "(NEW.holder <> OLD.holder AND NEW.holder <> '')"
    revoked = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in REVOKED)
    once = f"(({revoked}) AND (OLD.revoked_at IS NOT NULL OR NEW.revoked_at IS NULL))"
    return " OR ".join([*kept, name, once])
