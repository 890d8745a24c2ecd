"""A forgotten password: an emailed link sets a new one."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import actions, limits, passwords, session
from lms.accounts.forms import AddressForm, NewPasswordForm
from lms.accounts.pages import ForgottenPage, ResetPage
from lms.accounts.policy import holds_password_link
from lms.accounts.queries import OpenLink
from lms.accounts.views.blueprint import bp, secret, tried_too_often
from lms.core import addresses, throttle
from lms.core.db import write_tx
from lms.core.errors import TooMany
from lms.core.i18n import gettext as _
from lms.core.ids import PersonId
from lms.core.net import network_of
from lms.core.pages import page
from lms.core.policy import anyone, open_to


@bp.route("/forgotten-password", methods=["GET", "POST"])
@open_to(anyone)
def forgotten() -> ResponseReturnValue:
    """Request a new password. The answer is the same for unknown addresses."""
    form = AddressForm()
    try:
        if form.validate_on_submit():
            address = form.email.normal
            throttle.spend(limits.MAIL_NETWORK, network_of(request.remote_addr))
            throttle.spend(limits.RESET, address)
            write_tx(lambda: actions.ask_for_password(address))
            return redirect(url_for("accounts.mail_sent", about="password"))
    except TooMany as full:
        return tried_too_often(ForgottenPage(form=form), form, form.email, full)
    return page(ForgottenPage(form=form))


@bp.route("/forgotten-password/<token>", methods=["GET", "POST"])
@open_to(holds_password_link)
def reset(link: OpenLink) -> ResponseReturnValue:
    """Set a new password. Only the POST uses up the link. Every other session ends."""
    form = NewPasswordForm(name=link.name, address=link.address)
    if form.validate_on_submit():
        password_hash = passwords.hashed(form.password.data or "")

        def work() -> PersonId:
            return actions.reset_password(link, password_hash)

        response = session.let_in(work, link.address, addresses.home())
        throttle.forgive(limits.SIGN_IN, link.address)
        flash(_("Password changed. You’ve been signed out everywhere else."))
        return secret(response)
    return secret(page(ResetPage(form=form, address=link.address)))
