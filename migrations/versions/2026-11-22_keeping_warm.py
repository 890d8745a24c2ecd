"""Review, notes, and what can be found.

The words are indexed by FTS5 on SQLite and by a GIN index on PostgreSQL; what was published before is found
once `flask search rebuild` has run.
"""

import sqlalchemy as sa
from alembic import op

revision = "keeping_warm"
down_revision = "rehearsals"
branch_labels = None
depends_on = None

SQLITE = (
    """
    CREATE TRIGGER review_event_refuses_change BEFORE UPDATE ON review_event
    BEGIN SELECT RAISE(ABORT, 'review_event is never changed'); END
    """,
    """
    CREATE VIRTUAL TABLE search_words USING fts5(
        title_words, text_words, content='search_entry', content_rowid='id', tokenize='unicode61 remove_diacritics 0'
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
)
POSTGRESQL = (
    """
    CREATE TRIGGER review_event_refuses_change BEFORE UPDATE ON review_event
    FOR EACH ROW EXECUTE FUNCTION is_never_changed()
    """,
    """
    CREATE INDEX search_words ON search_entry USING gin (
        (setweight(to_tsvector('simple', title_words), 'A') || setweight(to_tsvector('simple', text_words), 'D'))
    )
    """,
)


def upgrade() -> None:
    _review_and_notes()
    _search()
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if sqlite else POSTGRESQL:
        op.execute(statement)


def _review_and_notes() -> None:
    op.create_table(
        "review_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("family", sa.String(length=80), nullable=False),
        sa.Column("variant", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.String(length=12), nullable=False),
        sa.Column("stability", sa.Double(), nullable=False),
        sa.Column("difficulty", sa.Double(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_review_event_course_id_course")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_review_event_edition_id_edition")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_review_event_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_event")),
        sa.UniqueConstraint(
            "person_id", "course_id", "family", "number", name=op.f("uq_review_event_person_id_course_id_family_number")
        ),
    )
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("lesson", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_note_enrolment_id_enrolment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint("enrolment_id", "lesson", name=op.f("uq_note_enrolment_id_lesson")),
    )


def _search() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("course", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("note_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("free", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title_words", sa.Text(), nullable=False),
        sa.Column("text_words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_search_entry_edition_id_edition")),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_search_entry_note_id_note")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_search_entry_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("edition_id", "kind", "subject", name=op.f("uq_search_entry_edition_id_kind_subject")),
        sa.UniqueConstraint("note_id", name=op.f("uq_search_entry_note_id")),
    )
    op.create_index(op.f("ix_search_entry_person_id"), "search_entry", ["person_id"])
