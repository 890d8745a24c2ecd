"""The append-only log of answers in review. Why cards are not stored: docs/decisions/0012."""

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, Key, Moment
from lms.core.ids import CourseId, EditionId, PersonId


class ReviewEvent(Base):
    """One answer of a person to one fact, and when the fact is due again. The newest counts.

    `number` counts a person's answers to the fact from 1, so that an answer sent twice is stored once. The days
    are the learner's own; `stability` (days) and `difficulty` (1 to 10) are what the scheduler made of it then.
    """

    __tablename__ = "review_event"
    __table_args__ = (UniqueConstraint("person_id", "course_id", "family", "number"),)

    id: Mapped[Key]
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[CourseId] = mapped_column(ForeignKey("course.id"))
    edition_id: Mapped[EditionId] = mapped_column(ForeignKey("edition.id"))
    family: Mapped[str] = mapped_column(String(80))
    variant: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    right: Mapped[bool]
    confidence: Mapped[str] = mapped_column(String(12))
    stability: Mapped[float]
    difficulty: Mapped[float]
    reviewed_on: Mapped[date]
    due_on: Mapped[date]
    at: Mapped[Moment]
