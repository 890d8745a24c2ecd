"""Creating an account: request it by address, then open the emailed link."""

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import actions, limits, passwords, session
from lms.accounts.forms import AddressForm, NewAccountForm
from lms.accounts.pages import MailSentPage, NewAccountPage, SignUpPage
from lms.accounts.policy import holds_sign_up_link
from lms.accounts.queries import OpenLink
from lms.accounts.views.blueprint import bp, secret, tried_too_often
from lms.core import addresses, throttle
from lms.core.db import write_tx
from lms.core.errors import NotAllowed, TooMany
from lms.core.i18n import gettext as _
from lms.core.i18n import language
from lms.core.ids import PersonId
from lms.core.net import network_of
from lms.core.pages import page
from lms.core.policy import anyone, open_to


@bp.route("/sign-up", methods=["GET", "POST"])
@open_to(anyone)
def sign_up() -> ResponseReturnValue:
    """Request an account. The answer is the same for addresses that have one."""
    form, is_open = AddressForm(), current_app.config["SETTINGS"].sign_up_is_open
    if form.is_submitted() and not is_open:
        raise NotAllowed(_("You need an invitation to create an account here. Ask your school or clinic."))
    try:
        if form.validate_on_submit():
            address = form.email.normal
            throttle.spend(limits.MAIL_NETWORK, network_of(request.remote_addr))
            throttle.spend(limits.SIGN_UP, address)
            write_tx(lambda: actions.ask_for_account(address))
            return redirect(url_for("accounts.mail_sent", about="account"))
    except TooMany as full:
        return tried_too_often(SignUpPage(form=form, is_open=is_open), form, form.email, full)
    return page(SignUpPage(form=form, is_open=is_open))


@bp.get("/mail-sent/<any(account, password, address):about>")
@open_to(anyone)
def mail_sent(about: str) -> ResponseReturnValue:
    """Say that an email is on its way."""
    return page(MailSentPage(about=about))


@bp.route("/sign-up/<token>", methods=["GET", "POST"])
@open_to(holds_sign_up_link)
def confirm(link: OpenLink) -> ResponseReturnValue:
    """Create the account. Only the POST confirms the address, because mail scanners open links."""
    form = NewAccountForm(address=link.address)
    if form.validate_on_submit():
        password_hash = passwords.hashed(form.password.data or "")
        name, zone = form.name.data or "", form.time_zone.data
        tongue = language()

        def work() -> PersonId:
            return actions.open_account(link, name, password_hash, zone, tongue)

        return secret(session.let_in(work, link.address, addresses.home()))
    return secret(page(NewAccountPage(form=form, address=link.address)))
