"""Every table, as of the first release, and what no model can say.

The audit trail is append-only; an attainment is only revoked, or loses its holder's name; facts are never changed.
The words of search are indexed by FTS5 on SQLite and by a GIN index on PostgreSQL.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Columns = tuple[str, ...]
MOMENT = sa.DateTime(timezone=True)
TO_EDITION = "fk_course_current_edition_id_edition"


def upgrade() -> None:
    _core()
    _accounts()
    _organizations()
    _curriculum()
    _enrolment()
    _assessment()
    _rehearsal()
    _learning()
    _review()
    _notes()
    _search()
    _notices()
    _certification()
    if op.get_bind().dialect.name == "sqlite":
        statements = _of_sqlite()
    else:  # SQLite wrote the reference from course to edition with the table; PostgreSQL can only add it now
        op.create_foreign_key(TO_EDITION, "course", "edition", ["current_edition_id"], ["id"])
        statements = _of_postgresql()
    for statement in statements:
        op.execute(statement)


def _table(
    name: str,
    *parts: SchemaItem,
    key: Columns = ("id",),
    uniques: Sequence[Columns] = (),
    indexes: Sequence[Columns] = (),
) -> None:
    """Make a table; its keys, uniques and indexes are named after their columns."""
    op.create_table(
        name,
        *parts,
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")),
        *(sa.UniqueConstraint(*columns, name=op.f(f"uq_{name}_{'_'.join(columns)}")) for columns in uniques),
    )
    for columns in indexes:
        op.create_index(op.f(f"ix_{name}_{'_'.join(columns)}"), name, [*columns])


def required(name: str, kind: TypeEngine[Any], **more: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, **more)


def optional(name: str, kind: TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)


def refers(table: str, column: str, to: str, **more: Any) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), **more)


def _core() -> None:
    _table(
        "audit_event",
        required("id", sa.Integer()),
        required("chain", sa.String(60)),
        required("seq", sa.Integer()),
        required("at", MOMENT),
        required("actor", sa.String(60)),
        required("action", sa.String(60)),
        required("subject", sa.String(120)),
        required("outcome", sa.String(20)),
        required("detail", sa.JSON()),
        required("previous", sa.String(64)),
        required("digest", sa.String(64)),
        uniques=[("chain", "seq")],
    )
    _table(
        "audit_head",
        required("chain", sa.String(60)),
        required("seq", sa.Integer()),
        required("digest", sa.String(64)),
        key=("chain",),
    )
    _table(
        "outbox",
        required("id", sa.Integer()),
        required("public_id", sa.String(22)),
        required("to", sa.String(320)),
        required("subject", sa.String(200)),
        required("body", sa.Text()),
        required("written_at", MOMENT),
        required("due_at", MOMENT),
        required("tries", sa.Integer()),
        optional("sent_at", MOMENT),
        optional("failure", sa.Text()),
        uniques=[("public_id",)],
        indexes=[("due_at",)],
    )
    _table(
        "throttle_hit",
        required("id", sa.Integer()),
        required("key", sa.String(64)),
        required("at", MOMENT),
        indexes=[("key", "at")],
    )


def _accounts() -> None:
    _table(
        "person",
        required("id", sa.Integer()),
        required("public_id", sa.String(22)),
        required("email", sa.String(320)),
        optional("email_confirmed_at", MOMENT),
        required("name", sa.String(120)),
        required("certificate_name", sa.String(120)),
        required("time_zone", sa.String(60)),
        required("language", sa.String(20)),
        required("password_hash", sa.String(200)),
        required("admin", sa.Boolean()),
        required("demo", sa.Boolean()),
        required("demo_part", sa.String(60)),
        required("created_at", MOMENT),
        optional("left_at", MOMENT),
        uniques=[("email",), ("public_id",)],
    )
    _table(
        "mailed_link",
        required("id", sa.Integer()),
        required("token_digest", sa.String(64)),
        optional("person_id", sa.Integer()),
        required("purpose", sa.String(20)),
        required("address", sa.String(320)),
        required("made_at", MOMENT),
        required("expires_at", MOMENT),
        optional("used_at", MOMENT),
        refers("mailed_link", "person_id", "person", ondelete="CASCADE"),
        uniques=[("token_digest",)],
        indexes=[("address",), ("person_id", "purpose")],
    )
    _table(
        "sign_in_session",
        required("id", sa.Integer()),
        required("public_id", sa.String(22)),
        required("token_digest", sa.String(64)),
        required("person_id", sa.Integer()),
        required("started_at", MOMENT),
        required("seen_at", MOMENT),
        optional("ended_at", MOMENT),
        required("browser", sa.String(200)),
        required("network", sa.String(60)),
        refers("sign_in_session", "person_id", "person", ondelete="CASCADE"),
        uniques=[("public_id",), ("token_digest",)],
        indexes=[("person_id",)],
    )


def _organizations() -> None:
    _table(
        "organization",
        required("id", sa.Integer()),
        required("slug", sa.String(60)),
        required("name", sa.String(120)),
        required("kind", sa.String(10)),
        required("time_zone", sa.String(60)),
        required("created_at", MOMENT),
        sa.CheckConstraint("kind IN ('school', 'clinic')", name=op.f("ck_organization_kind_is_known")),
        uniques=[("slug",)],
    )
    _table(
        "invitation",
        required("id", sa.Integer()),
        required("token_digest", sa.String(64)),
        required("email", sa.String(320)),
        optional("organization_id", sa.Integer()),
        required("role", sa.String(20)),
        optional("invited_by", sa.Integer()),
        required("made_at", MOMENT),
        required("expires_at", MOMENT),
        optional("accepted_at", MOMENT),
        refers("invitation", "invited_by", "person"),
        refers("invitation", "organization_id", "organization"),
        uniques=[("token_digest",)],
        indexes=[("email",)],
    )
    _table(
        "site",
        required("id", sa.Integer()),
        required("organization_id", sa.Integer()),
        required("name", sa.String(120)),
        refers("site", "organization_id", "organization"),
        indexes=[("organization_id",)],
    )
    _table(
        "membership",
        required("id", sa.Integer()),
        required("public_id", sa.String(22)),
        required("organization_id", sa.Integer()),
        optional("site_id", sa.Integer()),
        required("person_id", sa.Integer()),
        required("role", sa.String(20)),
        required("starts_at", MOMENT),
        optional("ends_at", MOMENT),
        sa.CheckConstraint(
            "role IN ('student', 'instructor', 'supervisor', 'manager')", name=op.f("ck_membership_role_is_known")
        ),
        refers("membership", "organization_id", "organization"),
        refers("membership", "person_id", "person"),
        refers("membership", "site_id", "site"),
        uniques=[("public_id",)],
        indexes=[("organization_id",), ("person_id", "organization_id")],
    )


def _curriculum() -> None:
    _table(
        "course",
        required("id", sa.Integer()),
        required("slug", sa.String(60)),
        required("title", sa.String(200)),
        optional("current_edition_id", sa.Integer()),
        required("created_at", MOMENT),
        sa.ForeignKeyConstraint(["current_edition_id"], ["edition.id"], name=TO_EDITION, use_alter=True),
        uniques=[("slug",)],
    )
    _table(
        "draft_file",
        required("id", sa.Integer()),
        required("course_id", sa.Integer()),
        required("path", sa.String(200)),
        optional("text", sa.Text()),
        optional("base_digest", sa.String(64)),
        optional("saved_by", sa.Integer()),
        required("saved_at", MOMENT),
        required("version", sa.Integer()),
        refers("draft_file", "course_id", "course"),
        refers("draft_file", "saved_by", "person"),
        uniques=[("course_id", "path")],
    )
    _table(
        "edition",
        required("id", sa.Integer()),
        required("public_id", sa.String(22)),
        required("course_id", sa.Integer()),
        required("number", sa.Integer()),
        required("digest", sa.String(64)),
        required("document", sa.JSON()),
        required("published_at", MOMENT),
        optional("published_by", sa.Integer()),
        required("note", sa.Text()),
        refers("edition", "course_id", "course"),
        refers("edition", "published_by", "person"),
        uniques=[("course_id", "digest"), ("course_id", "number"), ("public_id",)],
    )
    _table(
        "teaching",
        required("id", sa.Integer()),
        required("course_id", sa.Integer()),
        required("person_id", sa.Integer()),
        required("starts_at", MOMENT),
        optional("ends_at", MOMENT),
        refers("teaching", "course_id", "course"),
        refers("teaching", "person_id", "person"),
        indexes=[("person_id", "course_id")],
    )


def _enrolment() -> None:
    _table(
        "enrolment",
        required("id", sa.Integer()),
        required("public_id", sa.String(22)),
        required("person_id", sa.Integer()),
        required("course_id", sa.Integer()),
        required("edition_id", sa.Integer()),
        required("cycle", sa.Integer()),
        required("enrolled_at", MOMENT),
        optional("ended_at", MOMENT),
        refers("enrolment", "course_id", "course"),
        refers("enrolment", "edition_id", "edition"),
        refers("enrolment", "person_id", "person"),
        uniques=[("person_id", "course_id", "cycle"), ("public_id",)],
        indexes=[("course_id",)],
    )
    _table(
        "attempt_grant",
        required("id", sa.Integer()),
        required("enrolment_id", sa.Integer()),
        required("quiz", sa.String(80)),
        required("after", sa.Integer()),
        required("reason", sa.Text()),
        required("given_by", sa.Integer()),
        required("at", MOMENT),
        refers("attempt_grant", "enrolment_id", "enrolment"),
        refers("attempt_grant", "given_by", "person"),
        uniques=[("enrolment_id", "quiz", "after")],
    )
    _table(
        "edition_left",
        required("id", sa.Integer()),
        required("enrolment_id", sa.Integer()),
        required("edition_id", sa.Integer()),
        required("at", MOMENT),
        refers("edition_left", "edition_id", "edition"),
        refers("edition_left", "enrolment_id", "enrolment"),
        indexes=[("enrolment_id",)],
    )
    _table(
        "time_override",
        required("id", sa.Integer()),
        required("enrolment_id", sa.Integer()),
        required("quiz", sa.String(80)),
        required("multiplier", sa.Double()),
        required("minutes", sa.Integer()),
        required("lifted", sa.Boolean()),
        required("reason", sa.Text()),
        required("given_by", sa.Integer()),
        required("at", MOMENT),
        refers("time_override", "enrolment_id", "enrolment"),
        refers("time_override", "given_by", "person"),
        indexes=[("enrolment_id",)],
    )


def _assessment() -> None:
    _table(
        "attempt",
        required("id", sa.Integer()),
        required("public_id", sa.String(22)),
        required("enrolment_id", sa.Integer()),
        required("edition_id", sa.Integer()),
        required("quiz", sa.String(80)),
        required("number", sa.Integer()),
        optional("makeup_of", sa.Integer()),
        required("seed", sa.String(32)),
        required("questions", sa.JSON()),
        required("started_at", MOMENT),
        optional("deadline_at", MOMENT),
        required("reached", sa.Integer(), server_default=sa.text("0")),
        optional("submitted_at", MOMENT),
        refers("attempt", "edition_id", "edition"),
        refers("attempt", "enrolment_id", "enrolment"),
        refers("attempt", "makeup_of", "attempt"),
        uniques=[("makeup_of",), ("public_id",)],
        indexes=[("enrolment_id",)],
    )
    no_makeup = sa.text("makeup_of IS NULL")
    op.create_index(
        "uq_attempt_enrolment_id_quiz_number",
        "attempt",
        ["enrolment_id", "quiz", "number"],
        unique=True,
        sqlite_where=no_makeup,
        postgresql_where=no_makeup,
    )
    _table(
        "answer",
        required("attempt_id", sa.Integer()),
        required("question", sa.Integer()),
        required("response", sa.JSON()),
        required("seq", sa.Integer()),
        required("saved_at", MOMENT),
        required("final", sa.Boolean()),
        required("flagged", sa.Boolean(), server_default=sa.false()),
        required("confidence", sa.String(12), server_default=sa.text("''")),
        refers("answer", "attempt_id", "attempt"),
        key=("attempt_id", "question"),
    )
    _table(
        "answer_event",
        required("id", sa.Integer()),
        required("attempt_id", sa.Integer()),
        required("question", sa.Integer()),
        required("response", sa.JSON()),
        required("seq", sa.Integer()),
        required("at", MOMENT),
        required("confidence", sa.String(12), server_default=sa.text("''")),
        required("late", sa.Boolean(), server_default=sa.false()),
        optional("claimed_at", MOMENT),
        refers("answer_event", "attempt_id", "attempt"),
        indexes=[("attempt_id", "question")],
    )
    _table(
        "mark",
        required("id", sa.Integer()),
        required("attempt_id", sa.Integer()),
        required("question", sa.Integer()),
        required("points", sa.Double()),
        required("of", sa.Double()),
        required("critical_missed", sa.Boolean()),
        required("missed", sa.Text()),
        optional("marked_by", sa.Integer()),
        optional("met", sa.JSON()),
        required("reason", sa.Text()),
        required("at", MOMENT),
        refers("mark", "attempt_id", "attempt"),
        refers("mark", "marked_by", "person"),
        indexes=[("attempt_id", "question")],
    )
    _table(
        "late_acceptance",
        required("event_id", sa.Integer(), autoincrement=False),
        required("accepted_by", sa.Integer()),
        required("reason", sa.Text()),
        required("at", MOMENT),
        refers("late_acceptance", "accepted_by", "person"),
        refers("late_acceptance", "event_id", "answer_event"),
        key=("event_id",),
    )


def _rehearsal() -> None:
    _table(
        "rehearsal_run",
        required("id", sa.Integer()),
        required("public_id", sa.String(22)),
        required("enrolment_id", sa.Integer()),
        required("edition_id", sa.Integer()),
        required("rehearsal", sa.String(80)),
        required("form", sa.String(12)),
        required("variant", sa.String(80)),
        required("seed", sa.String(32)),
        required("started_at", MOMENT),
        optional("finished_at", MOMENT),
        refers("rehearsal_run", "edition_id", "edition"),
        refers("rehearsal_run", "enrolment_id", "enrolment"),
        uniques=[("public_id",)],
        indexes=[("enrolment_id", "rehearsal")],
    )
    unfinished = sa.text("finished_at IS NULL")
    op.create_index(
        "uq_rehearsal_run_unfinished",
        "rehearsal_run",
        ["enrolment_id", "rehearsal"],
        unique=True,
        sqlite_where=unfinished,
        postgresql_where=unfinished,
    )
    _table(
        "rehearsal_mark",
        required("run_id", sa.Integer(), autoincrement=False),
        required("points", sa.Double()),
        required("of", sa.Double()),
        required("needed", sa.Integer()),
        required("critical", sa.String(20)),
        required("missed", sa.Text()),
        required("at", MOMENT),
        refers("rehearsal_mark", "run_id", "rehearsal_run"),
        key=("run_id",),
    )
    _table(
        "rehearsal_step",
        required("run_id", sa.Integer()),
        required("number", sa.Integer()),
        required("entry", sa.JSON()),
        required("at", MOMENT),
        refers("rehearsal_step", "run_id", "rehearsal_run"),
        key=("run_id", "number"),
    )


def _learning() -> None:
    _table(
        "lesson_done",
        required("id", sa.Integer()),
        required("enrolment_id", sa.Integer()),
        required("lesson", sa.String(80)),
        required("digest", sa.String(64)),
        required("at", MOMENT),
        refers("lesson_done", "enrolment_id", "enrolment"),
        indexes=[("enrolment_id", "lesson")],
    )
    _table(
        "lesson_visit",
        required("enrolment_id", sa.Integer()),
        required("lesson", sa.String(80)),
        required("first_at", MOMENT),
        required("last_at", MOMENT),
        required("seconds", sa.Integer()),
        refers("lesson_visit", "enrolment_id", "enrolment"),
        key=("enrolment_id", "lesson"),
    )


def _review() -> None:
    _table(
        "review_event",
        required("id", sa.Integer()),
        required("person_id", sa.Integer()),
        required("course_id", sa.Integer()),
        required("edition_id", sa.Integer()),
        required("family", sa.String(80)),
        required("variant", sa.String(80)),
        required("number", sa.Integer()),
        required("right", sa.Boolean()),
        required("confidence", sa.String(12)),
        required("stability", sa.Double()),
        required("difficulty", sa.Double()),
        required("reviewed_on", sa.Date()),
        required("due_on", sa.Date()),
        required("at", MOMENT),
        refers("review_event", "course_id", "course"),
        refers("review_event", "edition_id", "edition"),
        refers("review_event", "person_id", "person"),
        uniques=[("person_id", "course_id", "family", "number")],
    )


def _notes() -> None:
    _table(
        "note",
        required("id", sa.Integer()),
        required("enrolment_id", sa.Integer()),
        required("lesson", sa.String(80)),
        required("text", sa.Text()),
        required("version", sa.Integer()),
        required("updated_at", MOMENT),
        refers("note", "enrolment_id", "enrolment"),
        uniques=[("enrolment_id", "lesson")],
    )


def _search() -> None:
    _table(
        "search_entry",
        required("id", sa.Integer()),
        required("kind", sa.String(10)),
        required("course", sa.String(60)),
        required("subject", sa.String(80)),
        optional("edition_id", sa.Integer()),
        optional("note_id", sa.Integer()),
        optional("person_id", sa.Integer()),
        required("free", sa.Boolean()),
        required("title", sa.Text()),
        required("text", sa.Text()),
        required("title_words", sa.Text()),
        required("text_words", sa.Text()),
        refers("search_entry", "edition_id", "edition"),
        refers("search_entry", "note_id", "note"),
        refers("search_entry", "person_id", "person"),
        uniques=[("edition_id", "kind", "subject"), ("note_id",)],
        indexes=[("person_id",)],
    )


def _notices() -> None:
    _table(
        "notice",
        required("id", sa.Integer()),
        required("person_id", sa.Integer()),
        required("kind", sa.String(30)),
        required("cause", sa.String(80)),
        required("about", sa.Text()),
        required("course", sa.Text()),
        required("language", sa.String(20)),
        required("link", sa.Text()),
        required("made_at", MOMENT),
        required("visible_from", MOMENT),
        optional("seen_at", MOMENT),
        optional("settled_at", MOMENT),
        optional("mail", sa.String(22)),
        refers("notice", "person_id", "person"),
        uniques=[("cause",)],
        indexes=[("person_id", "visible_from")],
    )
    _table(
        "notice_choice",
        required("person_id", sa.Integer()),
        required("kind", sa.String(30)),
        required("by_mail", sa.Boolean()),
        required("on_page", sa.Boolean()),
        required("chosen_at", MOMENT),
        refers("notice_choice", "person_id", "person"),
        key=("person_id", "kind"),
    )


def _certification() -> None:
    _table(
        "attainment",
        required("id", sa.Integer()),
        required("public_id", sa.String(22)),
        required("code", sa.String(22)),
        required("person_id", sa.Integer()),
        optional("organization_id", sa.Integer()),
        required("course_id", sa.Integer()),
        required("edition_id", sa.Integer()),
        required("enrolment_id", sa.Integer()),
        required("achievement", sa.String(80)),
        required("title", sa.String(200)),
        required("holder", sa.String(120)),
        required("awarded_at", MOMENT),
        optional("expires_on", sa.Date()),
        required("evidence", sa.JSON()),
        optional("revoked_at", MOMENT),
        optional("revoked_by", sa.Integer()),
        required("revoked_reason", sa.Text()),
        refers("attainment", "course_id", "course"),
        refers("attainment", "edition_id", "edition"),
        refers("attainment", "enrolment_id", "enrolment"),
        refers("attainment", "organization_id", "organization"),
        refers("attainment", "person_id", "person"),
        refers("attainment", "revoked_by", "person"),
        uniques=[("code",), ("person_id", "course_id", "achievement", "enrolment_id"), ("public_id",)],
        indexes=[("enrolment_id",)],
    )


FACTS = (
    "edition_left",
    "lesson_done",
    "time_override",
    "attempt_grant",
    "late_acceptance",
    "rehearsal_step",
    "rehearsal_mark",
    "review_event",
)
ATTAINMENT = "an attainment is only revoked, or loses its name"
KEPT = (
    "id", "public_id", "code", "person_id", "organization_id", "course_id", "edition_id", "enrolment_id",
    "achievement", "title", "awarded_at", "expires_on", "evidence",
)  # fmt: skip
REVOKED = ("revoked_at", "revoked_by", "revoked_reason")


def _forbidden(differs: str, as_text: str) -> str:
    """The changes that no update of an attainment may make; PostgreSQL compares JSON as text."""
    kept = [f"NEW.{column}{as_text} {differs} OLD.{column}{as_text}" for column in KEPT]
    name = "(NEW.holder <> OLD.holder AND NEW.holder <> '')"
    revoked = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in REVOKED)
    once = f"(({revoked}) AND (OLD.revoked_at IS NOT NULL OR NEW.revoked_at IS NULL))"
    return " OR ".join([*kept, name, once])


def _of_sqlite() -> list[str]:
    def refuse(name: str, act: str, sentence: str, when: str = "") -> str:
        table = name.partition("_refuses_")[0]
        return f"CREATE TRIGGER {name} BEFORE {act} ON {table} {when}BEGIN SELECT RAISE(ABORT, '{sentence}'); END"

    return [
        refuse("audit_event_refuses_update", "UPDATE", "audit_event is append-only"),
        refuse("audit_event_refuses_delete", "DELETE", "audit_event is append-only"),
        refuse("attainment_refuses_change", "UPDATE", ATTAINMENT, f"WHEN {_forbidden('IS NOT', '')} "),
        refuse("attainment_refuses_delete", "DELETE", ATTAINMENT),
        *(refuse(f"{table}_refuses_change", "UPDATE", f"{table} is never changed") for table in FACTS),
        """
        CREATE VIRTUAL TABLE search_words USING fts5(
            title_words, text_words,
            content='search_entry', content_rowid='id', tokenize='unicode61 remove_diacritics 0'
        )
        """,
        "INSERT INTO search_words (search_words, rank) VALUES ('rank', 'bm25(5.0, 1.0)')",
        """
        CREATE TRIGGER search_entry_is_added AFTER INSERT ON search_entry BEGIN
            INSERT INTO search_words (rowid, title_words, text_words) VALUES (new.id, new.title_words, new.text_words);
        END
        """,
        """
        CREATE TRIGGER search_entry_is_taken_away AFTER DELETE ON search_entry BEGIN
            INSERT INTO search_words (search_words, rowid, title_words, text_words)
            VALUES ('delete', old.id, old.title_words, old.text_words);
        END
        """,
        """
        CREATE TRIGGER search_entry_stays BEFORE UPDATE ON search_entry
        BEGIN SELECT RAISE(ABORT, 'search_entry is deleted and made anew'); END
        """,
    ]


def _of_postgresql() -> list[str]:
    def function(name: str, sentence: str) -> str:
        return (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION {sentence} USING ERRCODE = 'restrict_violation'; END $$"
        )

    def refuse(name: str, act: str, function: str) -> str:
        table = name.partition("_refuses_")[0]
        each = "STATEMENT" if act == "TRUNCATE" else "ROW"
        return f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH {each} {function}"

    is_kept = "EXECUTE FUNCTION attainment_is_kept()"
    only_appended = "EXECUTE FUNCTION audit_event_is_append_only()"
    forbidden = _forbidden("IS DISTINCT FROM", "::text")
    return [
        function("audit_event_is_append_only", "'audit_event is append-only'"),
        function("attainment_is_kept", f"'{ATTAINMENT}'"),
        function("is_never_changed", "'% is never changed', TG_TABLE_NAME"),
        refuse("audit_event_refuses_change", "UPDATE OR DELETE", only_appended),
        refuse("audit_event_refuses_truncate", "TRUNCATE", only_appended),
        refuse("attainment_refuses_change", "UPDATE", f"WHEN ({forbidden}) {is_kept}"),
        refuse("attainment_refuses_delete", "DELETE", is_kept),
        refuse("attainment_refuses_truncate", "TRUNCATE", is_kept),
        *(refuse(f"{table}_refuses_change", "UPDATE", "EXECUTE FUNCTION is_never_changed()") for table in FACTS),
        """
        CREATE INDEX search_words ON search_entry USING gin (
            (setweight(to_tsvector('simple', title_words), 'A') || setweight(to_tsvector('simple', text_words), 'D'))
        )
        """,
    ]
