"""Founding organisations, belonging to them, inviting and joining. Everything runs in the caller's write scope."""

from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import IntegrityError

from lms.accounts.events import PersonLeft
from lms.accounts.models import Person
from lms.core import audit
from lms.core.acts import Act
from lms.core.clock import now
from lms.core.db import db
from lms.core.errors import Conflict, Invalid
from lms.core.i18n import gettext as _
from lms.core.net import digest, new_token
from lms.core.text import tidy
from lms.organizations import mails
from lms.organizations.models import Invitation, Membership, Organization, Site
from lms.organizations.queries import Invited, holding
from lms.organizations.rules import INVITATION_LIVES, ROLES


def create_organization(slug: str, name: str, kind: str, *, time_zone: str = "UTC") -> int:
    """Found a school or a clinic (`kind`); the id. Raises Conflict where the slug is taken."""
    made = Organization(slug=slug, name=tidy(name), kind=kind, time_zone=time_zone, created_at=now())
    db.session.add(made)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Conflict from error
    audit.record(Act.ORGANIZATION_FOUNDED, f"organization:{slug}", by=None, organization=made.id)
    return made.id


def create_site(organization_id: int, name: str) -> int:
    """Add a place where the organisation works; the id."""
    site = Site(organization_id=organization_id, name=tidy(name))
    db.session.add(site)
    db.session.flush()
    audit.record(Act.SITE_ADDED, f"site:{site.id}", by=None, organization=organization_id)
    return site.id


def add_member(  # noqa: PLR0913 - a membership has these parts
    organization_id: int,
    person_id: int,
    role: str,
    site_id: int | None = None,
    *,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    by: int | None = None,
) -> int:
    """Give somebody a role in an organisation, from now on or from and to the given moments; the id.

    Raises Invalid for an unknown role, another organisation's site, or an end before the start.
    """
    start = starts_at or now()
    if role not in ROLES or (ends_at and ends_at <= start) or not _is_site_of(organization_id, site_id):
        raise Invalid
    made = Membership(
        organization_id=organization_id, person_id=person_id, role=role, site_id=site_id,
        starts_at=start, ends_at=ends_at,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    audit.record(Act.MEMBERSHIP_STARTED, f"person:{person_id}", by=by, organization=organization_id, role=role)
    return made.id


def end_membership(membership_id: int, *, at: datetime | None = None, by: int | None = None) -> None:
    """Let a membership end, now or at a moment that is not before its start. Raises Conflict when it has ended."""
    moment = at or now()
    membership = db.session.get_one(Membership, membership_id, with_for_update=True, populate_existing=True)
    if membership.ends_at and membership.ends_at <= moment:
        raise Conflict
    membership.ends_at = max(moment, membership.starts_at)
    whose, where = f"person:{membership.person_id}", membership.organization_id
    audit.record(Act.MEMBERSHIP_ENDED, whose, by=by, organization=where, role=membership.role)


def invite(email: str, organization_id: int | None = None, role: str = "student", invited_by: int | None = None) -> str:
    """Invite an address (in its normal spelling) by mail; the code of the link.

    Without an organisation it is an invitation to an account alone. An earlier invitation of the
    address to the same organisation is replaced. Raises Invalid for an unknown role.
    """
    if role not in ROLES:
        raise Invalid
    code, moment = new_token(), now()
    same = (Invitation.email == email, Invitation.organization_id == organization_id)
    db.session.execute(delete(Invitation).where(*same, Invitation.accepted_at.is_(None)))
    made = Invitation(
        token_digest=digest(code), email=email, organization_id=organization_id, role=role, invited_by=invited_by,
        made_at=moment, expires_at=moment + INVITATION_LIVES,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    place = db.session.scalar(select(Organization.name).where(Organization.id == organization_id)) or ""
    inviter = db.session.scalar(select(Person.name).where(Person.id == invited_by)) or ""
    mails.invitation(email, code, place, inviter)
    audit.record(
        Act.INVITATION_SENT, f"invitation:{made.id}", by=invited_by, organization=organization_id, role=role
    )  # fmt: skip
    return code


def accept(invited: Invited, person_id: int) -> None:
    """Use an invitation up for a person; they belong to the organisation from now on.

    Of two who try at once, the second raises Conflict. A role that they have already is not doubled.
    """
    moment = now()
    unused = (Invitation.id == invited.invitation_id, Invitation.accepted_at.is_(None))
    used = update(Invitation).where(*unused).values(accepted_at=moment).returning(Invitation.id)
    if db.session.execute(used).first() is None:
        raise Conflict(_("This invitation has already been used."))
    place = invited.organization_id
    audit.record(
        Act.INVITATION_ACCEPTED, f"invitation:{invited.invitation_id}", by=person_id, organization=place
    )  # fmt: skip
    if place is not None and not _has_role(place, person_id, invited.role, moment):
        add_member(place, person_id, invited.role, by=person_id)


def forget(event: PersonLeft) -> None:
    """End the memberships of somebody who has left, and forget the address they were invited with."""
    moment = now()
    open_ended = or_(Membership.ends_at.is_(None), Membership.ends_at > moment)
    theirs = update(Membership).where(Membership.person_id == event.person_id, open_ended)
    db.session.execute(theirs.values(ends_at=moment))
    db.session.execute(update(Invitation).where(Invitation.email == event.email).values(email=""))


def _has_role(organization_id: int, person_id: int, role: str, on: datetime) -> bool:
    same = (Membership.organization_id == organization_id, Membership.person_id == person_id, Membership.role == role)
    return db.session.scalar(select(Membership.id).where(*same, holding(on)).limit(1)) is not None


def _is_site_of(organization_id: int, site_id: int | None) -> bool:
    own = select(Site.id).where(Site.id == site_id, Site.organization_id == organization_id)
    return site_id is None or db.session.scalar(own) is not None
