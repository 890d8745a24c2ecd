"""Emails about accounts: plain text, put into the outbox in the write scope of the act.

Links use the installation's configured address, never the request's host.
"""

from lms.core.addresses import absolute
from lms.core.i18n import gettext as _
from lms.core.mail import letter


def sign_up(to: str, token: str) -> None:
    """The link that creates an account."""
    letter(
        to,
        _("Create your account"),
        _("Someone, most likely you, asked to create an account with this email address. Open this link to create it:"),
        absolute("accounts.confirm", token=token),
        _("The link works once, for one day. If this was not you, ignore this email and no account will be created."),
    )


def already_here(to: str) -> None:
    """The answer to a sign-up with an address that has an account. The page looks the same in both cases."""
    letter(
        to,
        _("You already have an account"),
        _(
            "Someone, most likely you, asked to create an account with this email address. You already have "
            "one. Sign in here:"
        ),
        absolute("accounts.sign_in"),
        _("If you forgot your password, reset it here:"),
        absolute("accounts.forgotten"),
        _("If this was not you, ignore this email. Nothing has changed."),
    )


def reset(to: str, token: str) -> None:
    """The link that sets a new password."""
    letter(
        to,
        _("Choose a new password"),
        _("Someone, most likely you, asked for a new password. Open this link to choose one:"),
        absolute("accounts.reset", token=token),
        _(
            "The link works once, for one hour. If this was not you, ignore this email and your password "
            "stays the same."
        ),
    )


def nobody_here(to: str) -> None:
    """The answer to a password request for an address without an account."""
    letter(
        to,
        _("No account with this email address"),
        _("Someone asked for a new password for this email address, but no account uses it."),
        _("If this was you, try the address you were invited or signed up with. If not, ignore this email."),
    )


def confirm_address(to: str, token: str) -> None:
    """The link that confirms a new address, sent to it."""
    letter(
        to,
        _("Confirm your new email address"),
        _("Someone, most likely you, asked to use this address to sign in. Open this link to confirm it:"),
        absolute("accounts.confirm_address", token=token),
        _("The link works once, for one day. If this was not you, ignore this email and nothing will change."),
    )


def address_taken(to: str) -> None:
    """The answer to a change to an address that has an account already."""
    letter(
        to,
        _("This email address already has an account"),
        _(
            "Someone asked to use this email address for another account, but it already has its own. "
            "Nothing has changed."
        ),
        _("If this was you, sign in with this address, or delete that account first."),
    )


def address_change_asked(to: str, new: str) -> None:
    """Tells the current address that a change to another one was requested."""
    letter(
        to,
        _("Your email address is about to change"),
        _(
            "Someone asked to change the email address of your account to %(new)s. It will change once that "
            "address is confirmed.",
            new=new,
        ),
        _("If this was not you, change your password now. That cancels the change and signs out all other devices."),
        absolute("accounts.password"),
    )


def address_changed(to: str, new: str) -> None:
    """Tells the old address that it was replaced."""
    letter(
        to,
        _("Your email address has changed"),
        _("You now sign in with %(new)s. We will no longer send email to this address.", new=new),
        _("If this was not you, contact the person who runs your course right away."),
    )


def password_changed(to: str) -> None:
    """Tells that the password was changed."""
    letter(
        to,
        _("Your password has changed"),
        _("Your password was just changed, and you were signed out everywhere else."),
        _("If this was not you, choose a new password right away:"),
        absolute("accounts.forgotten"),
    )
