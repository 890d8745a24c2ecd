"""Reads of organizations: who belongs to which, and in what role."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Exists, Select, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute

from lms.accounts.models import Person
from lms.core.dated import in_force
from lms.core.db import db
from lms.core.ids import MembershipId, OrganizationId, PersonId
from lms.core.login import Actor
from lms.core.paging import Slice, paged, slice_of
from lms.core.rows import every, first, read, read_all
from lms.organizations.models import Consent, Membership, Organization, Site


@dataclass(frozen=True)
class Role:
    """A role of a person in an organization."""

    organization_id: OrganizationId
    slug: str
    role: str


@dataclass(frozen=True)
class Place:
    """An organization, as those who belong to it know it."""

    organization_id: OrganizationId
    slug: str
    name: str
    kind: str


def roles_of(person_id: PersonId, at: datetime) -> list[Role]:
    """A person's roles at a moment, by organization. One statement."""
    columns = select(Membership.organization_id, Organization.slug, Membership.role)
    mine = columns.join(Organization, Organization.id == Membership.organization_id).where(
        Membership.person_id == person_id, holding(at)
    )
    return every(Role, mine.order_by(Organization.slug, Membership.role))


def place(slug: str) -> Place | None:
    """The organization of this slug, or None. One statement."""
    columns = select(Organization.id.label("organization_id"), Organization.slug, Organization.name, Organization.kind)
    return first(Place, columns.where(Organization.slug == slug))


@dataclass(frozen=True)
class Own:
    """One of a person's memberships: where, in what role, since when, and whether progress is shared."""

    membership_id: MembershipId
    public_id: str
    organization_id: OrganizationId
    slug: str
    name: str
    role: str
    since: datetime
    shared_since: datetime | None


_OWN = (
    select(
        Membership.id.label("membership_id"), Membership.public_id, Membership.organization_id, Organization.slug,
        Organization.name, Membership.role, Membership.starts_at.label("since"),
        select(func.min(Consent.given_at))
        .where(
            Consent.organization_id == Membership.organization_id, Consent.person_id == Membership.person_id,
            Consent.withdrawn_at.is_(None),
        )
        .scalar_subquery()
        .label("shared_since"),
    )
    .join(Organization, Organization.id == Membership.organization_id)
    .order_by(Organization.name, Organization.id, Membership.role, Membership.id)
)  # fmt: skip


def memberships(person_id: PersonId, at: datetime) -> list[Own]:
    """A person's memberships at a moment, by organization. One statement."""
    return every(Own, _OWN.where(Membership.person_id == person_id, holding(at)))


def membership(person_id: PersonId, public_id: str, at: datetime) -> Own | None:
    """Their membership of this public id if it is valid at a moment, or None. One statement."""
    mine = (Membership.person_id == person_id, Membership.public_id == public_id, holding(at))
    return first(Own, _OWN.where(*mine))


def sharers(organization_id: OrganizationId, person_ids: Collection[PersonId], at: datetime) -> set[PersonId]:
    """Which of these people share their progress with the organization at a moment. One statement."""
    given = (Consent.organization_id == organization_id, in_force(Consent.given_at, Consent.withdrawn_at, at))
    return set(db.session.scalars(select(Consent.person_id).where(Consent.person_id.in_(person_ids), *given)))


def shares(organization_id: OrganizationId, person_id: PersonId, at: datetime) -> bool:
    """Whether a person shares their progress at a moment. One statement."""
    return bool(sharers(organization_id, [person_id], at))


def organization_name(organization_id: OrganizationId | None) -> str:
    """The name of the organization, or "" without one. One statement."""
    return db.session.scalar(select(Organization.name).where(Organization.id == organization_id)) or ""


def members_among(emails: Collection[str], organization_id: OrganizationId, role: str, at: datetime) -> set[str]:
    """Which of these addresses belong to people with this role in the organization at a moment. One statement."""
    having = (Membership.organization_id == organization_id, Membership.role == role, holding(at))
    query = select(Person.email).join(Membership, Membership.person_id == Person.id)
    return set(db.session.scalars(query.where(Person.email.in_(emails), *having)))


@dataclass(frozen=True)
class Known:
    """An organization, as admins see it."""

    organization_id: OrganizationId
    slug: str
    name: str
    kind: str
    time_zone: str
    members: int
    closed_at: datetime | None


@dataclass(frozen=True)
class Manager:
    """A current manager of an organization."""

    public_id: str
    name: str
    email: str


def _known(at: datetime) -> Select[*tuple[Any, ...]]:
    belonging = (Membership.organization_id == Organization.id, holding(at))
    members = select(func.count(Membership.person_id.distinct())).where(*belonging).scalar_subquery()
    return select(
        Organization.id.label("organization_id"), Organization.slug, Organization.name, Organization.kind,
        Organization.time_zone, members.label("members"), Organization.closed_at,
    )  # fmt: skip


def known_organizations(at: datetime, number: int, size: int) -> Slice[Known]:
    """All organizations, open ones first, by name, with their number of members at a moment. One statement."""
    in_order = _known(at).order_by(Organization.closed_at.is_not(None), Organization.name, Organization.id)
    return slice_of(Known, in_order, number, size)


def known_organization(slug: str, at: datetime) -> Known | None:
    """The organization of this slug, or None. One statement."""
    return first(Known, _known(at).where(Organization.slug == slug))


def managers(organization_id: OrganizationId, at: datetime) -> list[Manager]:
    """Its managers at a moment, by name. One statement."""
    managing = (Membership.organization_id == organization_id, Membership.role == "manager", holding(at))
    query = select(Person.public_id, Person.name, Person.email).join(Membership, Membership.person_id == Person.id)
    return every(Manager, query.where(*managing).distinct().order_by(Person.name, Person.public_id))


def sites(organization_id: OrganizationId) -> list[str]:
    """The names of its sites. One statement."""
    rows = select(Site.name).where(Site.organization_id == organization_id).order_by(Site.name, Site.id)
    return list(db.session.scalars(rows))


@dataclass(frozen=True)
class Listed:
    """An organization in the list of them all, with the names of its sites."""

    slug: str
    kind: str
    name: str
    sites: list[str]


def organizations() -> list[Listed]:
    """Every organization, by slug. One statement."""
    query = select(Organization.slug, Organization.kind, Organization.name, Site.name)
    joined = query.outerjoin(Site, Site.organization_id == Organization.id)
    found: dict[str, Listed] = {}
    for slug, kind, name, site in db.session.execute(joined.order_by(Organization.slug, Site.name)):
        found.setdefault(slug, Listed(slug, kind, name, [])).sites.extend([site] if site else [])
    return list(found.values())


def belonged(
    organization_id: OrganizationId, person_id: InstrumentedAttribute[PersonId], at: InstrumentedAttribute[datetime]
) -> Exists:
    """The condition that a row's person belonged to the organization at the row's moment."""
    return exists().where(
        Membership.organization_id == organization_id, Membership.person_id == person_id,
        in_force(Membership.starts_at, Membership.ends_at, at),
    )  # fmt: skip


def holding(at: datetime) -> ColumnElement[bool]:
    """The condition that a membership is valid at a moment."""
    return in_force(Membership.starts_at, Membership.ends_at, at)


@dataclass(frozen=True)
class Somebody:
    """A person who belongs to the clinic."""

    person_id: PersonId
    name: str


@dataclass(frozen=True)
class Held:
    """A person's role, and since when."""

    membership_id: MembershipId
    public_id: str
    person_id: PersonId
    name: str
    role: str
    since: datetime


def people(
    organization_id: OrganizationId, wanted: str, at: datetime, number: int, size: int
) -> tuple[Slice[Somebody], int]:
    """The people with `wanted` in their name, by name, and the number of all of them. One statement.

    A page beyond the last one finds no one, and no number either.
    """
    belongs = (Membership.organization_id == organization_id, Membership.person_id == Person.id, holding(at))
    query = select(Person.id.label("person_id"), Person.name, func.count().over().label("all")).where(
        exists().where(*belongs)
    )
    if wanted:
        query = query.where(func.lower(Person.name).contains(wanted.lower(), autoescape=True))
    found = paged(query.order_by(Person.name, Person.id), number, size)
    return found.holding(read_all(Somebody, found.items)), found.items[0].all if found.items else 0


def roles(organization_id: OrganizationId, person_ids: Collection[PersonId], at: datetime) -> dict[int, list[Held]]:
    """The roles of these people in it at a moment. One statement."""
    query = _HELD.where(Membership.person_id.in_(person_ids))
    found: dict[int, list[Held]] = defaultdict(list)
    for row in db.session.execute(query.where(Membership.organization_id == organization_id, holding(at))):
        found[row.person_id].append(read(Held, row))
    return found


def held(organization_id: OrganizationId, public_id: str, at: datetime) -> Held | None:
    """The role of this public id in this clinic if valid at a moment, or None. One statement."""
    query = _HELD.where(Membership.organization_id == organization_id, Membership.public_id == public_id)
    return first(Held, query.where(holding(at)))


_HELD = (
    select(
        Membership.id.label("membership_id"), Membership.public_id, Membership.person_id, Person.name,
        Membership.role, Membership.starts_at.label("since"),
    )
    .join(Person, Person.id == Membership.person_id)
    .order_by(Membership.role, Membership.id)
)  # fmt: skip


def clinics_of(actor: Actor, at: datetime) -> Select[str, str]:
    """The clinics that a person manages, as slug and name, for use in a statement."""
    managed = (Membership.person_id == actor.person_id, Membership.role == "manager", holding(at))
    return select(Organization.slug, Organization.name).where(
        exists().where(Membership.organization_id == Organization.id, *managed)
    )  # fmt: skip
