"""Tables of notices, and how people chose to be told."""

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, Key, Moment
from lms.core.ids import PersonId


class Notice(Base):
    """Something that a person should know, from a moment on that may be in the future.

    `cause` identifies what it tells, so that it is told once. `settled_at` is set when it is
    no longer true; it is then hidden. Titles are stored as they were. The sentence about them is
    made on reading, in the reader's language.
    """

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_person_id_visible_from", "person_id", "visible_from"),)

    id: Mapped[Key]
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(30))
    cause: Mapped[str] = mapped_column(String(80), unique=True)
    about: Mapped[str] = mapped_column(Text)  # the title of the quiz, of the achievement
    course: Mapped[str] = mapped_column(Text, default="")  # its title
    language: Mapped[str] = mapped_column(String(20), default="")  # of these titles
    link: Mapped[str] = mapped_column(Text)  # a path on this site
    made_at: Mapped[Moment]
    visible_from: Mapped[Moment]
    seen_at: Mapped[Moment | None]
    settled_at: Mapped[Moment | None]
    mail: Mapped[str | None] = mapped_column(String(22))  # the public id of its email


class NoticeChoice(Base):
    """A person's choice for one kind of notice. Without a row the default of the kind applies."""

    __tablename__ = "notice_choice"

    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(30), primary_key=True)
    by_mail: Mapped[bool]
    on_page: Mapped[bool]
    chosen_at: Mapped[Moment]
