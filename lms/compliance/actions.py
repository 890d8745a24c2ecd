"""Ending a membership from the clinic's side. Runs in the caller's write scope."""

from sqlalchemy import func, select

from lms.compliance.values import OwnMember
from lms.core.clock import now
from lms.core.db import db
from lms.core.errors import Conflict
from lms.core.i18n import gettext as _
from lms.organizations import actions as organizations
from lms.organizations.models import Membership, Organization
from lms.organizations.queries import holding


def end(member: OwnMember) -> None:
    """End somebody's role now. Raises Conflict for the last manager, and where it has ended already.

    The clinic's row is locked, so that of two managers who end each other one stays.
    """
    clinic = member.place.organization_id
    db.session.scalar(select(Organization.id).where(Organization.id == clinic).with_for_update())
    if member.held.role == "manager":
        managing = (Membership.organization_id == clinic, Membership.role == "manager", holding(now()))
        others = select(func.count(Membership.person_id.distinct()))
        if not db.session.scalar(others.where(*managing, Membership.id != member.held.membership_id)):
            raise Conflict(_("This is the clinic’s only manager. Invite another manager first."))
    organizations.end_membership(member.held.membership_id, by=member.manager_id)
