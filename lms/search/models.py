"""The entries that can be found, and the index over them, which differs by database.

The words are indexed with FTS5 on SQLite and a GIN index on PostgreSQL. Neither is a table or an index that a
model can declare, so they are created beside the table, here and in the migration.
"""

from sqlalchemy import Connection, ForeignKey, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, Key
from lms.core.ids import EditionId, NoteId, PersonId

SQLITE = (
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
VECTOR = "(setweight(to_tsvector('simple', title_words), 'A') || setweight(to_tsvector('simple', text_words), 'D'))"
POSTGRESQL = (f"CREATE INDEX search_words ON search_entry USING gin ({VECTOR})",)


class SearchEntry(Base):
    """A lesson or glossary term of an edition, or a note: its text as shown, and its folded words.

    A glossary term is `free` if the course is open to everyone.
    """

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("edition_id", "kind", "subject"),)

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(10))
    course: Mapped[str] = mapped_column(String(60))  # its slug
    subject: Mapped[str] = mapped_column(String(80))  # the lesson or the term
    edition_id: Mapped[EditionId | None] = mapped_column(ForeignKey("edition.id"))
    note_id: Mapped[NoteId | None] = mapped_column(ForeignKey("note.id"), unique=True)
    person_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"), index=True)  # whose note it is
    free: Mapped[bool]
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    title_words: Mapped[str] = mapped_column(Text)
    text_words: Mapped[str] = mapped_column(Text)


@event.listens_for(SearchEntry.__table__, "after_create")
def _index_words(_table: object, connection: Connection, **_context: object) -> None:
    """Create the index when the table is created from the models."""
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL:
        connection.exec_driver_sql(statement)
