"""Tables of courses, editions, drafts, and who teaches."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, Key, Moment, PublicId, random_id
from lms.core.ids import CourseId, EditionId, PersonId


class Course(Base):
    """A course by its slug. Its content is in its current edition."""

    __tablename__ = "course"

    id: Mapped[CourseId] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(String(200))  # of the current edition, for lists
    current_edition_id: Mapped[EditionId | None] = mapped_column(
        ForeignKey("edition.id", use_alter=True, name="fk_course_current_edition_id_edition")
    )
    created_at: Mapped[Moment]


class Edition(Base):
    """One immutable compiled document. The same digest is the same edition."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("course_id", "number"), UniqueConstraint("course_id", "digest"))

    id: Mapped[EditionId] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId] = mapped_column(default=random_id)
    course_id: Mapped[CourseId] = mapped_column(ForeignKey("course.id"))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    document: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    published_at: Mapped[Moment]
    published_by: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str] = mapped_column(Text, default="")


class DraftFile(Base):
    """A draft of a file in the course folder. A row without text is a removed file."""

    __tablename__ = "draft_file"
    __table_args__ = (UniqueConstraint("course_id", "path"),)

    id: Mapped[Key]
    course_id: Mapped[CourseId] = mapped_column(ForeignKey("course.id"))
    path: Mapped[str] = mapped_column(String(200))
    text: Mapped[str | None] = mapped_column(Text)
    base_digest: Mapped[str | None] = mapped_column(String(64))  # of the folder's file that it is based on
    saved_by: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[Moment]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Teaching(Base):
    """A person teaches a course, from when to when."""

    __tablename__ = "teaching"
    __table_args__ = (Index("ix_teaching_person_id_course_id", "person_id", "course_id"),)

    id: Mapped[Key]
    course_id: Mapped[CourseId] = mapped_column(ForeignKey("course.id"))
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment | None]
