"""Tables of what learners did with lessons."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, Key, Moment
from lms.core.ids import EnrolmentId


class LessonVisit(Base):
    """When a lesson was first and last open, and for how many seconds it was read."""

    __tablename__ = "lesson_visit"

    enrolment_id: Mapped[EnrolmentId] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    lesson: Mapped[str] = mapped_column(String(80), primary_key=True)
    first_at: Mapped[Moment]
    last_at: Mapped[Moment]
    seconds: Mapped[int] = mapped_column(default=0)


class LessonDone(Base):
    """The learner marked a lesson as done, in the text of this digest. Append-only; the newest counts."""

    __tablename__ = "lesson_done"
    __table_args__ = (Index("ix_lesson_done_enrolment_id_lesson", "enrolment_id", "lesson"),)

    id: Mapped[Key]
    enrolment_id: Mapped[EnrolmentId] = mapped_column(ForeignKey("enrolment.id"))
    lesson: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[Moment]
