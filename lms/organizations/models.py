"""Tables of schools and clinics, their sites, and who belongs to them from when to when."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, Key, Moment, PublicId, random_id
from lms.core.ids import MembershipId, OrganizationId, PersonId, SiteId


class Organization(Base):
    """A school or a clinic."""

    __tablename__ = "organization"
    __table_args__ = (CheckConstraint("kind IN ('school', 'clinic')", name="kind_is_known"),)

    id: Mapped[OrganizationId] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))
    time_zone: Mapped[str] = mapped_column(String(60), default="UTC")
    created_at: Mapped[Moment]
    closed_at: Mapped[Moment | None]


class Site(Base):
    """One location of an organization."""

    __tablename__ = "site"

    id: Mapped[SiteId] = mapped_column(primary_key=True)
    organization_id: Mapped[OrganizationId] = mapped_column(ForeignKey("organization.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))


class Membership(Base):
    """A person's role in an organization for a period. A person may have several."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("role IN ('student', 'instructor', 'supervisor', 'manager')", name="role_is_known"),
        Index("ix_membership_person_id_organization_id", "person_id", "organization_id"),
    )

    id: Mapped[MembershipId] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId] = mapped_column(default=random_id)
    organization_id: Mapped[OrganizationId] = mapped_column(ForeignKey("organization.id"), index=True)
    site_id: Mapped[SiteId | None] = mapped_column(ForeignKey("site.id"))
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(String(20))
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment | None]


class Consent(Base):
    """The period in which a person lets an organization see their progress as its member."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_organization_id_person_id", "organization_id", "person_id"),)

    id: Mapped[Key]
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    organization_id: Mapped[OrganizationId] = mapped_column(ForeignKey("organization.id"))
    given_at: Mapped[Moment]
    withdrawn_at: Mapped[Moment | None]
