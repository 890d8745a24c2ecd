"""Create organizations and manage memberships, in the caller's write scope."""

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError

from lms.accounts.events import PersonLeft
from lms.core import audit
from lms.core.acts import Act
from lms.core.clock import now
from lms.core.db import db
from lms.core.errors import Conflict, Invalid
from lms.core.events import announce
from lms.core.i18n import gettext as _
from lms.core.ids import MembershipId, OrganizationId, PersonId, SiteId
from lms.core.text import tidy
from lms.organizations.events import OrganizationClosed
from lms.organizations.models import Consent, Membership, Organization, Site
from lms.organizations.queries import holding, shares
from lms.organizations.rules import ROLES


def create_organization(
    slug: str, name: str, kind: str, *, time_zone: str = "UTC", by: PersonId | None = None
) -> OrganizationId:
    """Create a school or a clinic (`kind`). Returns the id. Raises Conflict if the slug is taken."""
    made = Organization(slug=slug, name=tidy(name), kind=kind, time_zone=time_zone, created_at=now())
    db.session.add(made)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Conflict from error
    audit.record(Act.ORGANIZATION_FOUNDED, f"organization:{slug}", by=by, organization=made.id)
    return made.id


def rename(organization_id: OrganizationId, name: str, *, by: PersonId | None, reason: str) -> None:
    """Rename an organization. Its address stays."""
    refuse_closed(organization_id)
    changed = update(Organization).where(Organization.id == organization_id).values(name=tidy(name))
    db.session.execute(changed)
    subject = f"organization:{organization_id}"
    audit.record(Act.ORGANIZATION_RENAMED, subject, by=by, organization=organization_id, reason=reason)


def close(organization_id: OrganizationId, *, by: PersonId | None, reason: str) -> None:
    """Close an organization for good. All memberships and sharing end; its history stays.

    Raises Conflict if it is closed already.
    """
    moment = now()
    still_open = (Organization.id == organization_id, Organization.closed_at.is_(None))
    closed = update(Organization).where(*still_open).values(closed_at=moment).returning(Organization.id)
    if db.session.execute(closed).first() is None:
        raise Conflict(_("This organization is already closed."))
    holding_now = (Membership.organization_id == organization_id, holding(moment))
    db.session.execute(update(Membership).where(*holding_now).values(ends_at=moment))
    shown = (Consent.organization_id == organization_id, Consent.withdrawn_at.is_(None))
    db.session.execute(update(Consent).where(*shown).values(withdrawn_at=moment))
    subject = f"organization:{organization_id}"
    audit.record(Act.ORGANIZATION_CLOSED, subject, by=by, organization=organization_id, reason=reason)
    announce(OrganizationClosed(organization_id))


def refuse_closed(organization_id: OrganizationId) -> None:
    """Raise Conflict for a closed organization. Its row is shared, so that closing it waits for the commit."""
    row = select(Organization.closed_at).where(Organization.id == organization_id).with_for_update(read=True)
    if db.session.scalar(row) is not None:
        raise Conflict(_("This organization is closed."))


def create_site(organization_id: OrganizationId, name: str, *, by: PersonId | None = None) -> SiteId:
    """Add a site. Returns the id."""
    refuse_closed(organization_id)
    site = Site(organization_id=organization_id, name=tidy(name))
    db.session.add(site)
    db.session.flush()
    audit.record(Act.SITE_ADDED, f"site:{site.id}", by=by, organization=organization_id)
    return site.id


def add_member(  # noqa: PLR0913 - a membership has these parts
    organization_id: OrganizationId,
    person_id: PersonId,
    role: str,
    site_id: SiteId | None = None,
    *,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    by: PersonId | None = None,
) -> MembershipId:
    """Give a person a role in an organization, from now on or between the given moments. Returns the id.

    Raises Invalid for an unknown role, another organization's site, or an end before the start.
    """
    start = starts_at or now()
    if role not in ROLES or (ends_at and ends_at <= start) or not _is_site_of(organization_id, site_id):
        raise Invalid
    refuse_closed(organization_id)
    made = Membership(
        organization_id=organization_id, person_id=person_id, role=role, site_id=site_id,
        starts_at=start, ends_at=ends_at,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    audit.record(Act.MEMBERSHIP_STARTED, f"person:{person_id}", by=by, organization=organization_id, role=role)
    return made.id


def end_membership(membership_id: MembershipId, *, at: datetime | None = None, by: PersonId | None = None) -> None:
    """End a membership, now or at a moment that is not before its start.

    Raises Conflict if it has ended, and for the organization's only manager. The organization is locked: of two
    managers who end each other one stays.
    """
    membership = db.session.get_one(Membership, membership_id)
    _lock(membership.organization_id)
    db.session.refresh(membership)
    moment = at or now()  # once the lock is held: another manager may have ended while this waited
    if membership.ends_at and membership.ends_at <= moment:
        raise Conflict
    if membership.role == "manager" and not _managed_without(membership, moment):
        raise Conflict(_("This is the clinic’s only manager. Invite another manager first."))
    membership.ends_at = max(moment, membership.starts_at)
    whose, where = f"person:{membership.person_id}", membership.organization_id
    audit.record(Act.MEMBERSHIP_ENDED, whose, by=by, organization=where, role=membership.role)


def join(organization_id: OrganizationId, person_id: PersonId, role: str) -> None:
    """Give an invited person a role from now on, unless they have it already."""
    if not _has_role(organization_id, person_id, role, now()):
        add_member(organization_id, person_id, role, by=person_id)


def forget(event: PersonLeft) -> None:
    """End the memberships and the sharing of a person who has left. Raises Conflict for an only manager."""
    moment = now()
    managing = (Membership.person_id == event.person_id, Membership.role == "manager", holding(moment))
    for membership in db.session.scalars(select(Membership).where(*managing).order_by(Membership.organization_id)):
        _lock(membership.organization_id)
        if not _managed_without(membership, now()):
            raise Conflict(_("You are the only manager of a school or clinic. Invite another manager there first."))
    open_ended = or_(Membership.ends_at.is_(None), Membership.ends_at > moment)
    theirs = update(Membership).where(Membership.person_id == event.person_id, open_ended)
    db.session.execute(theirs.values(ends_at=moment))
    shown = update(Consent).where(Consent.person_id == event.person_id, Consent.withdrawn_at.is_(None))
    db.session.execute(shown.values(withdrawn_at=moment))


def share(organization_id: OrganizationId, person_id: PersonId) -> None:
    """Let the organization see the person's progress while they are a member. Doing it twice changes nothing."""
    if shares(organization_id, person_id, now()):
        return
    db.session.add(Consent(organization_id=organization_id, person_id=person_id, given_at=now()))
    audit.record(Act.CONSENT_GIVEN, f"person:{person_id}", by=person_id, organization=organization_id)


def stop_sharing(organization_id: OrganizationId, person_id: PersonId) -> None:
    """Stop letting it see anything. Doing it twice changes nothing."""
    if not shares(organization_id, person_id, now()):
        return
    theirs = (
        Consent.organization_id == organization_id,
        Consent.person_id == person_id,
        Consent.withdrawn_at.is_(None),
    )
    db.session.execute(update(Consent).where(*theirs).values(withdrawn_at=now()))
    audit.record(Act.CONSENT_WITHDRAWN, f"person:{person_id}", by=person_id, organization=organization_id)


def _lock(organization_id: OrganizationId) -> None:
    db.session.scalar(select(Organization.id).where(Organization.id == organization_id).with_for_update())


def _managed_without(leaving: Membership, at: datetime) -> bool:
    managing = (Membership.organization_id == leaving.organization_id, Membership.role == "manager", holding(at))
    return db.session.scalar(select(Membership.id).where(*managing, Membership.id != leaving.id).limit(1)) is not None


def _has_role(organization_id: OrganizationId, person_id: PersonId, role: str, on: datetime) -> bool:
    same = (Membership.organization_id == organization_id, Membership.person_id == person_id, Membership.role == role)
    return db.session.scalar(select(Membership.id).where(*same, holding(on)).limit(1)) is not None


def _is_site_of(organization_id: OrganizationId, site_id: SiteId | None) -> bool:
    own = select(Site.id).where(Site.id == site_id, Site.organization_id == organization_id)
    return site_id is None or db.session.scalar(own) is not None
