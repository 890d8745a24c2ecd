"""The letters of organisations."""

from lms.accounts.mails import absolute, letter
from lms.core.i18n import gettext as _


def invitation(to: str, code: str, place: str, inviter: str) -> None:
    """The link that lets the address join; `place` and `inviter` may be empty."""
    words = {
        (True, True): _("%(inviter)s invites you to join %(place)s.", inviter=inviter, place=place),
        (True, False): _("You are invited to join %(place)s.", place=place),
        (False, True): _("%(inviter)s invites you to make an account.", inviter=inviter),
        (False, False): _("You are invited to make an account."),
    }
    letter(
        to,
        _("You are invited"),
        words[bool(place), bool(inviter)],
        _("Open this page to accept:"),
        absolute("organizations.join", code=code),
        _("The link works once and for two weeks. If you do not know what this is about, do nothing."),
    )
