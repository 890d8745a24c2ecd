"""Reads about organisations: who belongs to which, in what role, and who is invited."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select

from lms.accounts.models import Person
from lms.core.clock import now
from lms.core.dated import in_force
from lms.core.db import db
from lms.core.net import TOKEN_MAX, digest
from lms.organizations.models import Invitation, Membership, Organization, Site


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


@dataclass(frozen=True)
class Invited:
    """An invitation that still works: for which address, from whom, to what."""

    invitation_id: int
    email: str
    organization_id: int | None
    organization: str  # its name; empty where the invitation is to an account alone
    role: str
    inviter: str  # a name; empty where the installation invites
    has_account: bool


def roles_of(person_id: int, on: datetime | None = None) -> list[Role]:
    """Somebody's roles on that moment (now), by organisation. One statement."""
    columns = select(Membership.organization_id, Organization.slug, Membership.role)
    mine = columns.join(Organization, Organization.id == Membership.organization_id).where(
        Membership.person_id == person_id, holding(on or now())
    )
    return [Role(*row) for row in db.session.execute(mine.order_by(Organization.slug, Membership.role))]


def place(slug: str) -> Place | None:
    """The organisation of this slug, or None. One statement."""
    columns = select(Organization.id, Organization.slug, Organization.name, Organization.kind)
    row = db.session.execute(columns.where(Organization.slug == slug)).first()
    return Place(*row) if row else None


@dataclass(frozen=True)
class Listed:
    """An organisation in the list of them all, with the names of its sites."""

    slug: str
    kind: str
    name: str
    sites: list[str]


def organizations() -> list[Listed]:
    """Every organisation, by slug. One statement."""
    query = select(Organization.slug, Organization.kind, Organization.name, Site.name)
    joined = query.outerjoin(Site, Site.organization_id == Organization.id)
    found: dict[str, Listed] = {}
    for slug, kind, name, site in db.session.execute(joined.order_by(Organization.slug, Site.name)):
        found.setdefault(slug, Listed(slug, kind, name, [])).sites.extend([site] if site else [])
    return list(found.values())


def invitation(code: str) -> Invited | None:
    """The invitation of this code, or None when it is used, too old, or none of ours. One statement."""
    if len(code) > TOKEN_MAX:
        return None
    inviter = select(Person.name).where(Person.id == Invitation.invited_by).scalar_subquery()
    account = select(Person.id).where(Person.email == Invitation.email).scalar_subquery()
    columns = select(
        Invitation.id,
        Invitation.email,
        Invitation.organization_id,
        Organization.name,
        Invitation.role,
        inviter,
        account,
    )
    row = db.session.execute(
        columns.outerjoin(Organization, Organization.id == Invitation.organization_id).where(
            Invitation.token_digest == digest(code), Invitation.accepted_at.is_(None), Invitation.expires_at > now()
        )
    ).first()
    if row is None:
        return None
    invitation_id, email, organization_id, name, role, invited_by, account_id = row
    return Invited(invitation_id, email, organization_id, name or "", role, invited_by or "", account_id is not None)


def holding(at: datetime) -> ColumnElement[bool]:
    """The condition that a membership holds at that moment: somebody belongs, in its role."""
    return in_force(Membership.starts_at, Membership.ends_at, at)
