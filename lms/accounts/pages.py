"""The context of each of this feature's templates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from markupsafe import Markup, escape

from lms.accounts import queries
from lms.accounts.forms import (
    AddressForm,
    ChangeAddressForm,
    ChangePasswordForm,
    LeaveForm,
    NewAccountForm,
    NewPasswordForm,
    ProfileForm,
    SignInForm,
)
from lms.accounts.queries import DemoPerson, OwnSession
from lms.core import mail
from lms.core.pages import Page, safe_next

LINK = re.compile(r"https?://[^\s<>\"']+")


# Getting in


@dataclass(frozen=True, kw_only=True)
class SignInPage(Page):
    """The sign-in form, where to go afterwards and, in demo mode, the demo people."""

    template = "accounts/sign_in.html"
    form: SignInForm
    next_page: str
    cast: Sequence[DemoPerson]


def sign_in_page(form: SignInForm) -> SignInPage:
    """The form with, in demo mode, the demo people. One statement then, otherwise none."""
    cast = queries.demo_people() if current_app.config["SETTINGS"].demo else ()
    return SignInPage(form=form, next_page=safe_next(""), cast=cast)


@dataclass(frozen=True, kw_only=True)
class SignUpPage(Page):
    """The address to send the link to. Closed if accounts are by invitation only."""

    template = "accounts/sign_up.html"
    form: AddressForm
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class MailSentPage(Page):
    """The page "Check your email", the same for every address."""

    template = "accounts/mail_sent.html"
    about: str


@dataclass(frozen=True, kw_only=True)
class NewAccountPage(Page):
    """The page behind the emailed link: name and password."""

    template = "accounts/new_account.html"
    form: NewAccountForm
    address: str


@dataclass(frozen=True, kw_only=True)
class ForgottenPage(Page):
    """The address to send the link to."""

    template = "accounts/forgotten.html"
    form: AddressForm


@dataclass(frozen=True, kw_only=True)
class ResetPage(Page):
    """The page behind the emailed link: a new password."""

    template = "accounts/reset.html"
    form: NewPasswordForm
    address: str


# One's own account


@dataclass(frozen=True, kw_only=True)
class AccountPage(Page):
    """The profile, with links to the other account pages."""

    template = "accounts/account.html"
    form: ProfileForm


@dataclass(frozen=True, kw_only=True)
class PasswordPage(Page):
    """The current password and a new one."""

    template = "accounts/password.html"
    form: ChangePasswordForm


@dataclass(frozen=True, kw_only=True)
class AddressPage(Page):
    """A new address."""

    template = "accounts/address.html"
    form: ChangeAddressForm


@dataclass(frozen=True, kw_only=True)
class ConfirmAddressPage(Page):
    """The page behind the emailed link: one button."""

    template = "accounts/confirm_address.html"
    address: str


@dataclass(frozen=True, kw_only=True)
class SessionsPage(Page):
    """The person's sessions, and which of them is this one."""

    template = "accounts/sessions.html"
    sessions: Sequence[OwnSession]
    this: int


@dataclass(frozen=True, kw_only=True)
class LeavePage(Page):
    """What is lost and what stays."""

    template = "accounts/leave.html"
    form: LeaveForm


@dataclass(frozen=True, kw_only=True)
class GoodbyePage(Page):
    """The account is gone."""

    template = "accounts/goodbye.html"


# The demo's outbox


@dataclass(frozen=True)
class ShownLetter:
    """An email as the page shows it."""

    public_id: str
    to: str
    subject: str
    written_at: datetime
    body: Markup


@dataclass(frozen=True, kw_only=True)
class OutboxPage(Page):
    """The newest emails first."""

    template = "accounts/outbox.html"
    letters: Sequence[ShownLetter]


def outbox_page() -> OutboxPage:
    """The newest emails, with working links."""
    letters = [
        ShownLetter(each.public_id, each.to, each.subject, each.written_at, linked(each.body)) for each in mail.recent()
    ]
    return OutboxPage(letters=letters)


def linked(text: str) -> Markup:
    """Escaped plain text with its addresses as links."""
    parts, end = [], 0
    for found in LINK.finditer(text):
        address = escape(found.group())
        parts += [escape(text[end : found.start()]), Markup('<a href="{0}">{0}</a>').format(address)]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])
