"""Reads for a clinic's list: who belongs to it, what they are enrolled in, what they have attained.

Each asks for all the people of a page at once.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, exists, func, select

from lms.accounts.models import Person
from lms.certification.models import Attainment
from lms.core.clock import now
from lms.core.dated import in_force
from lms.core.db import db
from lms.core.login import Actor
from lms.core.paging import Slice, paged
from lms.curriculum.models import Course
from lms.enrolment.models import Enrolment
from lms.enrolment.queries import Enrolled
from lms.organizations.models import Membership, Organization
from lms.organizations.queries import holding


@dataclass(frozen=True)
class Somebody:
    """A person who belongs to the clinic now."""

    person_id: int
    name: str


@dataclass(frozen=True)
class Held:
    """One role of theirs, and since when."""

    membership_id: int
    public_id: str
    person_id: int
    name: str
    role: str
    since: datetime


@dataclass(frozen=True)
class Attained:
    """An attainment of theirs."""

    person_id: int
    enrolment_id: int
    achievement: str
    title: str
    expires_on: date | None
    revoked_at: datetime | None


def people(organization_id: int, wanted: str, number: int, size: int) -> tuple[Slice[Somebody], int]:
    """The people with `wanted` in their name, by name, and how many there are in all. One statement.

    A page beyond the last one finds nobody, and no number either.
    """
    belongs = (Membership.organization_id == organization_id, Membership.person_id == Person.id, holding(now()))
    query = select(Person.id, Person.name, func.count().over()).where(exists().where(*belongs))
    if wanted:
        query = query.where(func.lower(Person.name).contains(wanted.lower(), autoescape=True))
    found = paged(query.order_by(Person.name, Person.id), number, size)
    somebody = [Somebody(person_id, name) for person_id, name, _all in found.items]
    return found.holding(somebody), found.items[0][2] if found.items else 0


def roles(organization_id: int, person_ids: Collection[int]) -> dict[int, list[Held]]:
    """The roles that these people have in it now. One statement."""
    query = _HELD.where(Membership.person_id.in_(person_ids))
    found: dict[int, list[Held]] = defaultdict(list)
    for row in db.session.execute(query.where(Membership.organization_id == organization_id, holding(now()))):
        found[row.person_id].append(Held(*row))
    return found


def held(organization_id: int, public_id: str) -> Held | None:
    """The role of this public id, where it is one of this clinic's and holds now. One statement."""
    query = _HELD.where(Membership.organization_id == organization_id, Membership.public_id == public_id)
    row = db.session.execute(query.where(holding(now()))).first()
    return Held(*row) if row else None


_HELD = (
    select(
        Membership.id, Membership.public_id, Membership.person_id, Person.name, Membership.role, Membership.starts_at
    )
    .join(Person, Person.id == Membership.person_id)
    .order_by(Membership.role, Membership.id)
)  # fmt: skip


def enrolments(person_ids: Collection[int]) -> list[Enrolled]:
    """The open enrolments of these people, the newest cycle of each course. One statement."""
    query = (
        select(
            Enrolment.id, Enrolment.public_id, Enrolment.person_id, Enrolment.course_id, Course.slug,
            Enrolment.edition_id, Course.current_edition_id, Enrolment.enrolled_at,
        )
        .join(Course, Course.id == Enrolment.course_id)
        .where(Enrolment.person_id.in_(person_ids), Enrolment.ended_at.is_(None))
        .order_by(Course.title, Course.id, Enrolment.cycle)
    )  # fmt: skip
    found = [Enrolled(*row) for row in db.session.execute(query)]
    return list({(each.person_id, each.course_id): each for each in found}.values())


def attained(organization_id: int, person_ids: Collection[int]) -> dict[int, list[Attained]]:
    """What these people have attained while they belonged to it, the newest last. One statement."""
    belonged = exists().where(
        Membership.organization_id == organization_id, Membership.person_id == Attainment.person_id,
        in_force(Membership.starts_at, Membership.ends_at, Attainment.awarded_at),
    )  # fmt: skip
    query = select(
        Attainment.person_id, Attainment.enrolment_id, Attainment.achievement, Attainment.title,
        Attainment.expires_on, Attainment.revoked_at,
    ).where(Attainment.person_id.in_(person_ids), belonged)  # fmt: skip
    found: dict[int, list[Attained]] = defaultdict(list)
    for row in db.session.execute(query.order_by(Attainment.id)):
        found[row.person_id].append(Attained(*row))
    return found


def clinics_of(actor: Actor) -> Select[str, str]:
    """The clinics that somebody manages, each with its slug and its name; part of a statement."""
    managed = (Membership.person_id == actor.person_id, Membership.role == "manager", holding(now()))
    return select(Organization.slug, Organization.name).where(
        exists().where(Membership.organization_id == Organization.id, *managed)
    )  # fmt: skip
