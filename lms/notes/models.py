"""The table of notes."""

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, Moment
from lms.core.ids import EnrolmentId, NoteId


class Note(Base):
    """What a learner wrote beside one lesson, or "" after they emptied it.

    `version` counts every save, also of an empty note, so that two windows never overwrite each other.
    """

    __tablename__ = "note"
    __table_args__ = (UniqueConstraint("enrolment_id", "lesson"),)

    id: Mapped[NoteId] = mapped_column(primary_key=True)
    enrolment_id: Mapped[EnrolmentId] = mapped_column(ForeignKey("enrolment.id"))
    lesson: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    updated_at: Mapped[Moment]
