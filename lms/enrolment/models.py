"""Tables of enrolments. One enrolment is one cycle through a course; renewal opens a new one."""

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, Key, Moment, PublicId, random_id
from lms.core.ids import CourseId, EditionId, EnrolmentId, PersonId


class Enrolment(Base):
    """A person's cycle through a course, on the edition that it started with or has moved to since."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("person_id", "course_id", "cycle"),)

    id: Mapped[EnrolmentId] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId] = mapped_column(default=random_id)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[CourseId] = mapped_column(ForeignKey("course.id"), index=True)
    edition_id: Mapped[EditionId] = mapped_column(ForeignKey("edition.id"))
    cycle: Mapped[int] = mapped_column(default=1)
    enrolled_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]


class EditionLeft(Base):
    """When an enrolment left an edition for the next. Append-only.

    The edition on a date is the first that was left after that date, or the current one.
    """

    __tablename__ = "edition_left"

    id: Mapped[Key]
    enrolment_id: Mapped[EnrolmentId] = mapped_column(ForeignKey("enrolment.id"), index=True)
    edition_id: Mapped[EditionId] = mapped_column(ForeignKey("edition.id"))
    at: Mapped[Moment]


class Override(Base):
    """More time for one person, at one quiz, or at all if `quiz` is empty. Append-only; the newest that applies counts.

    The time is the planned minutes times `multiplier` plus `minutes`, or unlimited if `lifted`.
    """

    __tablename__ = "time_override"

    id: Mapped[Key]
    enrolment_id: Mapped[EnrolmentId] = mapped_column(ForeignKey("enrolment.id"), index=True)
    quiz: Mapped[str] = mapped_column(String(80), default="")
    multiplier: Mapped[float] = mapped_column(default=1.0)
    minutes: Mapped[int] = mapped_column(default=0)
    lifted: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(Text)
    given_by: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    at: Mapped[Moment]


class AttemptGrant(Base):
    """One extra attempt at a quiz whose attempts were used up. Append-only.

    `after` is how many had been used, so that the same decision sent twice is one grant.
    """

    __tablename__ = "attempt_grant"
    __table_args__ = (UniqueConstraint("enrolment_id", "quiz", "after"),)

    id: Mapped[Key]
    enrolment_id: Mapped[EnrolmentId] = mapped_column(ForeignKey("enrolment.id"))
    quiz: Mapped[str] = mapped_column(String(80))
    after: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    given_by: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    at: Mapped[Moment]
