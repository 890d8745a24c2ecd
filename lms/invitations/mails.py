"""The email that invites."""

from lms.core.addresses import absolute
from lms.core.i18n import gettext as _
from lms.core.mail import letter
from lms.invitations import words
from lms.invitations.rules import Offer


def invitation(  # noqa: PLR0913 - what a letter says
    to: str, code: str, place: str, course: str, offer: Offer, inviter: str, *, public_id: str
) -> None:
    """Send the link to accept. `place`, `course` and `inviter` may be empty."""
    letter(
        to,
        _("You’re invited"),
        " ".join([words.who_invites(inviter, place, course, offer.course_role), *words.what_it_gives(offer, course)]),
        _("Open this link to accept:"),
        absolute("invitations.join", code=code),
        _("The link works once, for two weeks. If you were not expecting this, ignore this email."),
        public_id=public_id,
    )
