"""What the models cannot say: the audit trail is append-only, and a course knows its edition.

SQLite wrote the reference from course to edition with the table; PostgreSQL can only add it later.
"""

from alembic import op

revision = "append_only"
down_revision = "first_tables"
branch_labels = None
depends_on = None

SENTENCE = "audit_event is append-only"
SQLITE = """
CREATE TRIGGER audit_event_refuses_{name} BEFORE {act} ON audit_event
BEGIN SELECT RAISE(ABORT, '{sentence}'); END
"""
POSTGRESQL = f"""
CREATE FUNCTION audit_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'restrict_violation'; END $$;
CREATE TRIGGER audit_event_refuses_change BEFORE UPDATE OR DELETE ON audit_event
FOR EACH ROW EXECUTE FUNCTION audit_event_is_append_only();
CREATE TRIGGER audit_event_refuses_truncate BEFORE TRUNCATE ON audit_event
FOR EACH STATEMENT EXECUTE FUNCTION audit_event_is_append_only();
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(SQLITE.format(act=act, name=act.lower(), sentence=SENTENCE))
        return
    op.execute(POSTGRESQL)
    op.create_foreign_key("fk_course_current_edition_id_edition", "course", "edition", ["current_edition_id"], ["id"])
