"""Invite, withdraw and accept, in the caller's write scope."""

from sqlalchemy import delete, update

from lms.accounts.events import PersonLeft
from lms.accounts.queries import name_of
from lms.core import audit
from lms.core.acts import Act
from lms.core.clock import now
from lms.core.db import db
from lms.core.errors import Conflict, NotFound
from lms.core.events import announce
from lms.core.i18n import gettext as _
from lms.core.ids import CourseId, PersonId
from lms.core.mail import MailFailed
from lms.core.net import digest, new_token
from lms.curriculum.actions import appoint
from lms.curriculum.queries import title_of
from lms.enrolment.actions import enrol
from lms.invitations import mails, queries
from lms.invitations.events import InvitationEnded
from lms.invitations.models import Invitation
from lms.invitations.queries import Invited, Pending
from lms.invitations.rules import ACCOUNT, LIVES, TEACHER, Offer
from lms.organizations import actions as organizations
from lms.organizations.events import OrganizationClosed
from lms.organizations.queries import organization_name


def invite(email: str, offer: Offer = ACCOUNT, *, by: PersonId | None = None) -> str:
    """Invite an address (in its normal spelling) by email. Returns the code of the link.

    Replaces an earlier invitation of the address to the same organization and course, whose link is then dead.
    """
    if offer.organization_id is not None:
        organizations.refuse_closed(offer.organization_id)
    code, moment = new_token(), now()
    same = (
        Invitation.email == email,
        Invitation.organization_id.is_not_distinct_from(offer.organization_id),
        Invitation.course_id.is_not_distinct_from(offer.course_id),
    )
    replaced = delete(Invitation).where(*same, Invitation.accepted_at.is_(None)).returning(Invitation.public_id)
    for public_id in db.session.scalars(replaced).all():
        announce(InvitationEnded(public_id))
    made = Invitation(
        token_digest=digest(code), email=email, organization_id=offer.organization_id, role=offer.role,
        course_id=offer.course_id, course_role=offer.course_role, invited_by=by,
        made_at=moment, expires_at=moment + LIVES,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    mails.invitation(
        email,
        code,
        organization_name(offer.organization_id),
        title_of(offer.course_id),
        offer,
        name_of(by),
        public_id=made.public_id,
    )
    _note(Act.INVITATION_SENT, made.public_id, offer, by)
    return code


def send_again(pending: Pending, *, by: PersonId) -> None:
    """Send a new link for an invitation. The old one is dead."""
    invite(pending.email, pending.offer, by=by)


def withdraw(pending: Pending, *, by: PersonId) -> None:
    """Withdraw an invitation. Raises Conflict if it was accepted meanwhile."""
    waiting = (Invitation.id == pending.invitation_id, Invitation.accepted_at.is_(None))
    if db.session.execute(delete(Invitation).where(*waiting).returning(Invitation.id)).first() is None:
        raise Conflict(_("This invitation has already been used."))
    announce(InvitationEnded(pending.public_id))
    _note(Act.INVITATION_WITHDRAWN, pending.public_id, pending.offer, by)


def accept(invited: Invited, person_id: PersonId, *, share: bool = False) -> None:
    """Accept an invitation for a person, who then has what it offers.

    `share` lets the organization see their progress while they are a member.
    The second of two that try at once raises Conflict. What the person has already is not doubled.
    """
    unused = (Invitation.id == invited.invitation_id, Invitation.accepted_at.is_(None))
    used = update(Invitation).where(*unused).values(accepted_at=now()).returning(Invitation.invited_by)
    row = db.session.execute(used).first()
    if row is None:
        raise Conflict(_("This invitation has already been used."))
    offer, inviter = invited.offer, row.invited_by
    announce(InvitationEnded(invited.public_id))
    _note(Act.INVITATION_ACCEPTED, invited.public_id, offer, person_id)
    if offer.organization_id is not None:
        organizations.join(offer.organization_id, person_id, offer.role)
        if share:
            organizations.share(offer.organization_id, person_id)
    if offer.course_id is not None:
        _take_part(offer.course_id, person_id, offer.course_role, inviter)


def _take_part(course_id: CourseId, person_id: PersonId, course_role: str, inviter: PersonId | None) -> None:
    if course_role == TEACHER:
        appoint(person_id, course_id, by=inviter)
        return
    try:
        enrol(person_id, course_id, by=inviter)
    except NotFound as error:
        raise Conflict(
            _("This course is not published yet. Your invitation stays valid, so try again later.")
        ) from error


def mail_failed(event: MailFailed) -> None:
    """Announce that an invitation cannot be delivered, if the email was one and someone waits for the answer."""
    failed = queries.undelivered(event.public_id)
    if failed:
        announce(failed)


def closed(event: OrganizationClosed) -> None:
    """Delete the pending invitations of an organization that has closed."""
    theirs = (Invitation.organization_id == event.organization_id, Invitation.accepted_at.is_(None))
    for public_id in db.session.scalars(delete(Invitation).where(*theirs).returning(Invitation.public_id)).all():
        announce(InvitationEnded(public_id))


def forget(event: PersonLeft) -> None:
    """Delete the invited address of a person who has left."""
    db.session.execute(update(Invitation).where(Invitation.email == event.email).values(email=""))


def _note(act: Act, public_id: str, offer: Offer, by: PersonId | None) -> None:
    audit.record(
        act, f"invitation:{public_id}", by=by, organization=offer.organization_id,
        role=offer.role, course=offer.course_id, course_role=offer.course_role,
    )  # fmt: skip
