"""Reads of attainments: a person's own, and by the code that anyone may look up."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, select

from lms.certification import rules
from lms.certification.evidence import Evidence
from lms.certification.models import Attainment
from lms.core.db import db
from lms.core.ids import EnrolmentId, OrganizationId, PersonId
from lms.core.rows import read
from lms.organizations.queries import belonged


@dataclass(frozen=True)
class Issued:
    """An attainment as it was at a moment."""

    public_id: str
    code: str
    enrolment_id: EnrolmentId
    achievement: str
    title: str
    holder: str  # empty once the holder has left
    awarded_at: datetime
    expires_on: date | None
    revoked_at: datetime | None
    revoked_reason: str
    evidence: Evidence
    standing: rules.Standing


_ISSUED = select(*(getattr(Attainment, each.name) for each in fields(Issued) if each.name != "standing"))


def mine(person_id: PersonId, at: datetime) -> list[Issued]:
    """Everything that a person had attained by then, newest first. One statement."""
    return _issued(at, Attainment.person_id == person_id)


def own(public_id: str, person_id: PersonId, at: datetime) -> Issued | None:
    """A person's attainment of this public id as it was at a moment, or None. One statement."""
    return next(iter(_issued(at, Attainment.public_id == public_id, Attainment.person_id == person_id)), None)


def by_code(code: str, at: datetime) -> Issued | None:
    """The attainment of this code as it was at a moment, or None. One statement."""
    return next(iter(_issued(at, Attainment.code == code)), None)


def _issued(at: datetime, *which: ColumnElement[bool]) -> list[Issued]:
    found = db.session.execute(_ISSUED.where(*which, Attainment.awarded_at <= at).order_by(Attainment.id.desc()))
    return [_as_of(at, {**row}) for row in found.mappings()]


def _as_of(at: datetime, row: dict[str, Any]) -> Issued:
    if row["revoked_at"] and row["revoked_at"] > at:
        row |= {"revoked_at": None, "revoked_reason": ""}
    row["evidence"] = Evidence.model_validate(row["evidence"])
    return Issued(**row, standing=rules.standing(row["expires_on"], row["revoked_at"], at.date()))


@dataclass(frozen=True)
class AttainmentLine:
    """An attainment as a list shows it."""

    person_id: PersonId
    enrolment_id: EnrolmentId
    achievement: str
    title: str
    expires_on: date | None
    revoked_at: datetime | None


def attained(
    organization_id: OrganizationId, person_ids: Collection[PersonId], at: datetime
) -> dict[PersonId, list[AttainmentLine]]:
    """What these people had attained by then, as members of an organization, newest last. One statement."""
    as_members = belonged(organization_id, Attainment.person_id, Attainment.awarded_at)
    query = select(
        Attainment.person_id, Attainment.enrolment_id, Attainment.achievement, Attainment.title,
        Attainment.expires_on, case((Attainment.revoked_at <= at, Attainment.revoked_at)).label("revoked_at"),
    ).where(Attainment.person_id.in_(person_ids), Attainment.awarded_at <= at, as_members)  # fmt: skip
    found: dict[PersonId, list[AttainmentLine]] = defaultdict(list)
    for row in db.session.execute(query.order_by(Attainment.id)):
        found[row.person_id].append(read(AttainmentLine, row))
    return found
