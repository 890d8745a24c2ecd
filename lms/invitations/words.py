"""What an invitation offers, in sentences, for the email and the page behind its link."""

from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext
from lms.invitations.rules import LEARNER, TEACHER, Offer
from lms.organizations.words import role

COURSE_ROLES = {LEARNER: lazy_gettext("learner"), TEACHER: lazy_gettext("instructor")}


def who_invites(inviter: str, place: str, course: str, course_role: str) -> str:
    """Who invites to what, in one sentence. `inviter`, `place` and `course` may be empty."""
    if place:
        if inviter:
            return _("%(inviter)s invited you to join %(place)s.", inviter=inviter, place=place)
        return _("You’re invited to join %(place)s.", place=place)
    if course:
        return _to_a_course(inviter, course, course_role)
    if inviter:
        return _("%(inviter)s invited you to create an account.", inviter=inviter)
    return _("You’re invited to create an account.")


def _to_a_course(inviter: str, course: str, course_role: str) -> str:
    if course_role == TEACHER and inviter:
        return _("%(inviter)s invited you to teach the course “%(course)s”.", inviter=inviter, course=course)
    if course_role == TEACHER:
        return _("You’re invited to teach the course “%(course)s”.", course=course)
    if inviter:
        return _("%(inviter)s invited you to take the course “%(course)s”.", inviter=inviter, course=course)
    return _("You’re invited to take the course “%(course)s”.", course=course)


def what_it_gives(offer: Offer, course: str) -> list[str]:
    """The role in the organization and the course that comes with it, as sentences."""
    if offer.organization_id is None:
        return []
    told = [_("Your role: %(role)s.", role=role(offer.role))]
    if course and offer.course_role == TEACHER:
        told.append(_("You’ll also teach the course “%(course)s”.", course=course))
    elif course:
        told.append(_("You’ll also be enrolled in the course “%(course)s”.", course=course))
    return told


def offered(offer: Offer, course: str) -> str:
    """What a pending invitation offers, as a label in a list: supervisor · “Knee Basics”."""
    named = [role(offer.role)] if offer.role else [str(COURSE_ROLES[offer.course_role])]
    return " · ".join([*named, *([f"“{course}”"] if course and offer.role else [])])
