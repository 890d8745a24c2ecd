"""Who is in which course: one enrolment is one cycle, and renewal opens a new one."""

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, Key, Moment, PublicId, random_id
from lms.core.ids import CourseId, EditionId, EnrolmentId, PersonId


class Enrolment(Base):
    """A person's cycle through a course, on the edition it was begun with or has taken up since."""

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
    """Until when an enrolment was on an edition before it took up the next; append-only.

    The edition of an enrolment on a date is the first that was left after it, or the present one.
    """

    __tablename__ = "edition_left"

    id: Mapped[Key]
    enrolment_id: Mapped[EnrolmentId] = mapped_column(ForeignKey("enrolment.id"), index=True)
    edition_id: Mapped[EditionId] = mapped_column(ForeignKey("edition.id"))
    at: Mapped[Moment]


class Override(Base):
    """More time for one person: at one quiz, or with `quiz` empty at all; append-only, the newest that fits counts.

    The planned minutes times `multiplier`, and `minutes` more; `lifted` is no limit at all.
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
    """One attempt more at a quiz whose attempts were used up; append-only.

    `after` is how many were used when it was given: the same decision, sent twice, is one grant.
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
