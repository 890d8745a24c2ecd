"""Who is in which course: one enrolment is one cycle, and renewal opens a new one."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, Key, Moment, PublicId, random_id


class Enrolment(Base):
    """A person's cycle through a course, on the edition it was begun with or has taken up since."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("person_id", "course_id", "cycle"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId] = mapped_column(default=random_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    cycle: Mapped[int] = mapped_column(default=1)
    enrolled_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
