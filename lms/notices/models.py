"""Notices as facts, and what somebody chose to be told, and how."""

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, Key, Moment
from lms.core.ids import PersonId


class Notice(Base):
    """Something that one person should know, from a moment on that may lie ahead.

    `cause` names what it tells of, so that the same cause is told once. `settled_at` is set when it is
    true no more: it is then shown nowhere. Titles are kept as they were; what is said about them is
    made when it is read, in the reader's language.
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
    link: Mapped[str] = mapped_column(Text)  # a path of ours
    made_at: Mapped[Moment]
    visible_from: Mapped[Moment]
    seen_at: Mapped[Moment | None]
    settled_at: Mapped[Moment | None]
    mail: Mapped[str | None] = mapped_column(String(22))  # the public id of the mail that tells it, too


class NoticeChoice(Base):
    """What somebody chose for one kind; without a row the kind's default holds."""

    __tablename__ = "notice_choice"

    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(30), primary_key=True)
    by_mail: Mapped[bool]
    on_page: Mapped[bool]
    chosen_at: Mapped[Moment]
