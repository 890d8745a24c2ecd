"""Reads about attainments: one's own, and by the code that anybody may look up."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from lms.certification import rules
from lms.certification.evidence import Evidence
from lms.certification.models import Attainment
from lms.core.clock import now
from lms.core.db import db
from lms.core.ids import EnrolmentId, OrganizationId, PersonId
from lms.organizations.queries import belonged


@dataclass(frozen=True)
class Issued:
    """An attainment as it stands today."""

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


def mine(person_id: PersonId) -> list[Issued]:
    """Everything that somebody has attained, the newest first. One statement."""
    rows = db.session.execute(_ISSUED.where(Attainment.person_id == person_id).order_by(Attainment.id.desc()))
    return [_issued(row) for row in rows]


def own(public_id: str, person_id: PersonId) -> Issued | None:
    """Somebody's own attainment of this public id, or None. One statement."""
    found = (Attainment.public_id == public_id, Attainment.person_id == person_id)
    row = db.session.execute(_ISSUED.where(*found)).first()
    return _issued(row) if row else None


def by_code(code: str) -> Issued | None:
    """The attainment of this code, or None. One statement."""
    row = db.session.execute(_ISSUED.where(Attainment.code == code)).first()
    return _issued(row) if row else None


def _issued(row: Any) -> Issued:  # noqa: ANN401 - a database row
    stands = rules.standing(row.expires_on, row.revoked_at, now().date())
    values = {**row._mapping, "evidence": Evidence.model_validate(row.evidence)}  # noqa: SLF001 - its public name
    return Issued(**values, standing=stands)


@dataclass(frozen=True)
class Attained:
    """An attainment as a list shows it."""

    person_id: PersonId
    enrolment_id: EnrolmentId
    achievement: str
    title: str
    expires_on: date | None
    revoked_at: datetime | None


def attained(organization_id: OrganizationId, person_ids: Collection[PersonId]) -> dict[PersonId, list[Attained]]:
    """What these people have attained while they belonged to an organisation, the newest last. One statement."""
    as_members = belonged(organization_id, Attainment.person_id, Attainment.awarded_at)
    query = select(
        Attainment.person_id, Attainment.enrolment_id, Attainment.achievement, Attainment.title,
        Attainment.expires_on, Attainment.revoked_at,
    ).where(Attainment.person_id.in_(person_ids), as_members)  # fmt: skip
    found: dict[PersonId, list[Attained]] = defaultdict(list)
    for row in db.session.execute(query.order_by(Attainment.id)):
        found[row.person_id].append(Attained(*row))
    return found
