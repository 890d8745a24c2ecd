"""The letters of organisations."""

from lms.core.addresses import absolute
from lms.core.i18n import gettext as _
from lms.core.mail import letter


def invitation(to: str, code: str, place: str, inviter: str) -> None:
    """The link that lets the address join; `place` and `inviter` may be empty."""
    words = {
        (True, True): _("%(inviter)s invited you to join %(place)s.", inviter=inviter, place=place),
        (True, False): _("You’re invited to join %(place)s.", place=place),
        (False, True): _("%(inviter)s invited you to create an account.", inviter=inviter),
        (False, False): _("You’re invited to create an account."),
    }
    letter(
        to,
        _("You’re invited"),
        words[bool(place), bool(inviter)],
        _("Open this link to accept:"),
        absolute("organizations.join", code=code),
        _("The link works once, for two weeks. If you were not expecting this, ignore this email."),
    )
