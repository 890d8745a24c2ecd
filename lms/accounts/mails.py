"""The letters about accounts: plain text, put into the outbox in the write scope of the act.

Links are made from the installation's own address, never from what a request says.
"""

from datetime import datetime

from flask import current_app

from lms.core import mail
from lms.core.i18n import gettext as _


def absolute(endpoint: str, **values: str) -> str:
    """The full address of a page, as it stands in a mail."""
    path = current_app.url_map.bind("").build(endpoint, values)
    return str(current_app.config["SETTINGS"].address.rstrip("/") + path)


def letter(to: str, subject: str, *paragraphs: str, due_at: datetime | None = None, public_id: str = "") -> None:
    """Send a letter of these paragraphs, closed by the name of the house; the rest as `mail.send`."""
    settings = current_app.config["SETTINGS"]
    closing = f"{settings.site_name}\n{settings.address}"
    mail.send(to, subject, "\n\n".join([*paragraphs, closing]) + "\n", due_at=due_at, public_id=public_id)


def sign_up(to: str, token: str) -> None:
    """The link that opens an account for an address that has none."""
    letter(
        to,
        _("Open your account"),
        _("Somebody, most likely you, asked for an account with this address. Open this page to make it:"),
        absolute("accounts.confirm", token=token),
        _("The link works once and for one day. If it was not you, do nothing: there is no account then."),
    )


def already_here(to: str) -> None:
    """The answer at sign-up to an address that has an account; the page said the same as ever."""
    letter(
        to,
        _("You have an account already"),
        _("Somebody, most likely you, asked for an account with this address. You have one already: sign in here."),
        absolute("accounts.sign_in"),
        _("If the password is lost, this page helps:"),
        absolute("accounts.forgotten"),
        _("If it was not you, do nothing: nothing has changed."),
    )


def reset(to: str, token: str) -> None:
    """The link that sets a new password."""
    letter(
        to,
        _("Choose a new password"),
        _("Somebody, most likely you, asked for a new password. Open this page to choose it:"),
        absolute("accounts.reset", token=token),
        _("The link works once and for one hour. If it was not you, do nothing: your password stays as it is."),
    )


def nobody_here(to: str) -> None:
    """The answer to an address without an account that asked for a new password."""
    letter(
        to,
        _("There is no account with this address"),
        _("Somebody asked for a new password for this address, but there is no account with it."),
        _("If it was you, try the address under which you were invited or signed up. If not, do nothing."),
    )


def confirm_address(to: str, token: str) -> None:
    """The link, sent to the new address, that makes it the person's address."""
    letter(
        to,
        _("Confirm your new address"),
        _("Somebody, most likely you, wants to sign in with this address from now on. Open this page to confirm it:"),
        absolute("accounts.confirm_address", token=token),
        _("The link works once and for one day. If it was not you, do nothing: nothing changes then."),
    )


def address_taken(to: str) -> None:
    """The answer to a change to an address that has an account."""
    letter(
        to,
        _("This address has an account already"),
        _("Somebody wanted to use this address for another account, but it has one of its own. Nothing has changed."),
        _("If it was you, sign in with this address, or leave that account first."),
    )


def address_change_asked(to: str, new: str) -> None:
    """Notice to the present address that another one is to take its place."""
    letter(
        to,
        _("Your address is about to change"),
        _("Your account is to get the address %(new)s. It changes once that address is confirmed.", new=new),
        _("If it was not you, change your password now: that stops it and ends all other sessions."),
        absolute("accounts.password"),
    )


def address_changed(to: str, new: str) -> None:
    """Notice to the old address."""
    letter(
        to,
        _("Your address has changed"),
        _("You now sign in with %(new)s. This address gets no more mail from us.", new=new),
        _("If it was not you, answer at once to the person who runs your course."),
    )


def password_changed(to: str) -> None:
    """Notice that the password is a new one."""
    letter(
        to,
        _("Your password has changed"),
        _("Your password was changed just now, and every other session was ended."),
        _("If it was not you, choose a new one at once:"),
        absolute("accounts.forgotten"),
    )
