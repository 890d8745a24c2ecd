"""Reads about organisations: who belongs to which, and in what role."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select

from lms.accounts.models import Person
from lms.core.clock import now
from lms.core.db import db
from lms.organizations.models import Membership, Organization


@dataclass(frozen=True)
class Role:
    """A role that somebody has in an organisation."""

    organization_id: int
    slug: str
    role: str


@dataclass(frozen=True)
class Place:
    """An organisation, as those who belong to it know it."""

    organization_id: int
    slug: str
    name: str
    kind: str


def roles_of(person_id: int, on: datetime | None = None) -> list[Role]:
    """Somebody's roles on that moment (now), by organisation. One statement."""
    columns = select(Membership.organization_id, Organization.slug, Membership.role)
    mine = columns.join(Organization, Organization.id == Membership.organization_id).where(
        Membership.person_id == person_id, *holding(on or now())
    )
    return [Role(*row) for row in db.session.execute(mine.order_by(Organization.slug, Membership.role))]


def place(slug: str) -> Place | None:
    """The organisation of this slug, or None. One statement."""
    columns = select(Organization.id, Organization.slug, Organization.name, Organization.kind)
    row = db.session.execute(columns.where(Organization.slug == slug)).first()
    return Place(*row) if row else None


def organization_name(organization_id: int | None) -> str:
    """What the organisation is called; empty for none. One statement."""
    return db.session.scalar(select(Organization.name).where(Organization.id == organization_id)) or ""


def members_among(emails: Collection[str], organization_id: int, role: str) -> set[str]:
    """Which of these addresses are of people who have this role in the organisation now. One statement."""
    having = (Membership.organization_id == organization_id, Membership.role == role, *holding(now()))
    query = select(Person.email).join(Membership, Membership.person_id == Person.id)
    return set(db.session.scalars(query.where(Person.email.in_(emails), *having)))


def holding(on: datetime) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which a membership holds on that moment: from its start until, not including, its end."""
    return Membership.starts_at <= on, or_(Membership.ends_at.is_(None), Membership.ends_at > on)
