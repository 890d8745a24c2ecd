"""The table of attainments."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, Key, Moment, PublicId, random_id
from lms.core.ids import CourseId, EditionId, EnrolmentId, OrganizationId, PersonId


class Attainment(Base):
    """An achievement that a person has earned in one enrolment, with its evidence.

    Triggers refuse every change but two, neither of which can be undone: it is revoked, and the name
    is emptied when its holder leaves. `code` lets anyone verify it, `public_id` is for the holder.
    """

    __tablename__ = "attainment"
    __table_args__ = (UniqueConstraint("person_id", "course_id", "achievement", "enrolment_id"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId] = mapped_column(default=random_id)
    code: Mapped[PublicId] = mapped_column(default=random_id)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    organization_id: Mapped[OrganizationId | None] = mapped_column(ForeignKey("organization.id"))  # None: this site
    course_id: Mapped[CourseId] = mapped_column(ForeignKey("course.id"))
    edition_id: Mapped[EditionId] = mapped_column(ForeignKey("edition.id"))
    enrolment_id: Mapped[EnrolmentId] = mapped_column(ForeignKey("enrolment.id"), index=True)
    achievement: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    holder: Mapped[str] = mapped_column(String(120))  # the name as it stands on the certificate
    awarded_at: Mapped[Moment]
    expires_on: Mapped[date | None] = mapped_column(Date)  # the last day on which it is valid
    evidence: Mapped[dict[str, Any]] = mapped_column(JSON)
    revoked_at: Mapped[Moment | None]
    revoked_by: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))  # None: from the command line
    revoked_reason: Mapped[str] = mapped_column(Text, default="")
