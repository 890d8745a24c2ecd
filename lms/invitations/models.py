"""The table of invitations: to which address, from whom, to what, and whether accepted."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, Moment, PublicId, random_id
from lms.core.ids import CourseId, InvitationId, OrganizationId, PersonId


class Invitation(Base):
    """An emailed invitation to create an account, and to what it names. Its link is stored as a digest only."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("(organization_id IS NULL) = (role = '')", name="role_belongs_to_an_organization"),
        CheckConstraint("(course_id IS NULL) = (course_role = '')", name="course_role_belongs_to_a_course"),
        CheckConstraint("course_role IN ('', 'learner', 'teacher')", name="course_role_is_known"),
    )

    id: Mapped[InvitationId] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId] = mapped_column(default=random_id)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(320), index=True)
    organization_id: Mapped[OrganizationId | None] = mapped_column(ForeignKey("organization.id"), index=True)
    role: Mapped[str] = mapped_column(String(20), default="")
    course_id: Mapped[CourseId | None] = mapped_column(ForeignKey("course.id"), index=True)
    course_role: Mapped[str] = mapped_column(String(10), default="")
    invited_by: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    accepted_at: Mapped[Moment | None]
