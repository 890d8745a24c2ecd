"""Reads of invitations: the one of a link, the pending ones, and who already has what they offer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select

from lms.accounts.models import Person
from lms.core import mail
from lms.core.clock import now
from lms.core.db import db
from lms.core.ids import CourseId, InvitationId, OrganizationId
from lms.core.net import TOKEN_MAX, digest
from lms.core.paging import Slice, paged
from lms.core.rows import AnyRow
from lms.curriculum.models import Course
from lms.curriculum.queries import teachers_among
from lms.enrolment.queries import learners_among
from lms.invitations.events import InvitationFailed
from lms.invitations.models import Invitation
from lms.invitations.rules import TEACHER, Offer
from lms.organizations.models import Organization
from lms.organizations.queries import members_among


@dataclass(frozen=True)
class Invited:
    """A working invitation: for which address, from whom, to what."""

    invitation_id: InvitationId
    public_id: str
    email: str
    offer: Offer
    organization: str  # its name, or "" without one
    course: str  # its title, or "" without one
    inviter: str  # a name, or "" if the installation invites
    has_account: bool


@dataclass(frozen=True)
class Pending:
    """A pending invitation, for those who may withdraw it or send it again."""

    invitation_id: InvitationId
    public_id: str
    email: str
    offer: Offer
    course: str  # its title, or "" without one
    inviter: str
    made_at: datetime
    expires_at: datetime
    undelivered: bool


_OFFER = (Invitation.organization_id, Invitation.role, Invitation.course_id, Invitation.course_role)
_INVITER = select(Person.name).where(Person.id == Invitation.invited_by).scalar_subquery()
_ACCOUNT = select(Person.id).where(Person.email == Invitation.email).scalar_subquery()
_HELD = (
    select(
        Invitation.id, Invitation.public_id, Invitation.email, *_OFFER, Organization.name, Course.title,
        _INVITER.label("inviter"), _ACCOUNT.label("account"),
    )
    .outerjoin(Organization, Organization.id == Invitation.organization_id)
    .outerjoin(Course, Course.id == Invitation.course_id)
)  # fmt: skip
_PENDING = (
    select(
        Invitation.id, Invitation.public_id, Invitation.email, *_OFFER, Course.title, _INVITER.label("inviter"),
        Invitation.made_at, Invitation.expires_at, mail.has_failed(Invitation.public_id).label("undelivered"),
    )
    .outerjoin(Course, Course.id == Invitation.course_id)
    .where(Invitation.accepted_at.is_(None))
    .order_by(Invitation.made_at.desc(), Invitation.id.desc())
)  # fmt: skip


def invitation(code: str) -> Invited | None:
    """The invitation of this code, or None if it is used, too old or unknown. One statement."""
    if len(code) > TOKEN_MAX:
        return None
    working = (Invitation.accepted_at.is_(None), Invitation.expires_at > now())
    row = db.session.execute(_HELD.where(Invitation.token_digest == digest(code), *working)).first()
    if row is None:
        return None
    return Invited(
        invitation_id=row.id, public_id=row.public_id, email=row.email,
        offer=Offer(row.organization_id, row.role, row.course_id, row.course_role),
        organization=row.name or "", course=row.title or "", inviter=row.inviter or "",
        has_account=row.account is not None,
    )  # fmt: skip


def pending(
    number: int, size: int, *, organization_id: OrganizationId | None, course_id: CourseId | None
) -> Slice[Pending]:
    """The pending invitations of an organization or of a course, newest first. One statement."""
    found = paged(_PENDING.where(_of(organization_id, course_id)), number, size)
    return found.holding([_read(row) for row in found.items])


def pending_called(
    public_id: str, *, organization_id: OrganizationId | None, course_id: CourseId | None
) -> Pending | None:
    """The one of this public id among them, or None. One statement."""
    mine = _PENDING.where(Invitation.public_id == public_id, _of(organization_id, course_id))
    row = db.session.execute(mine).first()
    return _read(row) if row else None


def undelivered(public_id: str) -> InvitationFailed | None:
    """The event for an invitation that cannot be delivered, or None if no one waits for it. One statement."""
    query = (
        select(Invitation.invited_by, Invitation.email, Organization.slug, Course.slug)
        .outerjoin(Organization, Organization.id == Invitation.organization_id)
        .outerjoin(Course, Course.id == Invitation.course_id)
        .where(Invitation.public_id == public_id, Invitation.accepted_at.is_(None))
    )
    row = db.session.execute(query).first()
    invited_by, email, clinic, course = row or (None, "", None, None)
    slug = clinic or course
    if invited_by is None or slug is None:
        return None
    return InvitationFailed(public_id, invited_by, email, "clinic" if clinic else "course", slug)


def _of(organization_id: OrganizationId | None, course_id: CourseId | None) -> ColumnElement[bool]:
    if organization_id is not None:
        return Invitation.organization_id == organization_id
    return (Invitation.course_id == course_id) & Invitation.organization_id.is_(None)


def _read(row: AnyRow) -> Pending:
    return Pending(
        invitation_id=row.id, public_id=row.public_id, email=row.email,
        offer=Offer(row.organization_id, row.role, row.course_id, row.course_role),
        course=row.title or "", inviter=row.inviter or "", made_at=row.made_at, expires_at=row.expires_at,
        undelivered=row.undelivered,
    )  # fmt: skip


def already(emails: Collection[str], offer: Offer) -> set[str]:
    """Which of the addresses already have everything that is offered. At most two statements."""
    having = []
    if offer.organization_id is not None:
        having.append(members_among(emails, offer.organization_id, offer.role, now()))
    if offer.course_id is not None:
        among = teachers_among if offer.course_role == TEACHER else learners_among
        having.append(among(emails, offer.course_id))
    return set.intersection(*having) if having else set()
