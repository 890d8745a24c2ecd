"""One's own account: profile, password, address."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import actions, limits, passwords, queries, session
from lms.accounts.forms import ChangeAddressForm, ChangePasswordForm, ProfileForm
from lms.accounts.pages import AccountPage, AddressPage, ConfirmAddressPage, PasswordPage
from lms.accounts.policy import holds_address_link
from lms.accounts.queries import OpenLink
from lms.accounts.views.blueprint import bp, knows_password, secret, tried_too_often
from lms.core import throttle
from lms.core.db import write_tx
from lms.core.errors import TooMany
from lms.core.forms import Form
from lms.core.i18n import gettext as _
from lms.core.ids import PersonId
from lms.core.login import me
from lms.core.net import network_of
from lms.core.pages import page
from lms.core.policy import open_to, signed_in


@bp.route("/account", methods=["GET", "POST"])
@open_to(signed_in)
def account() -> ResponseReturnValue:
    """Name, name on certificates, time zone and language."""
    person = queries.profile(me().person_id)
    form = ProfileForm(**person)
    if form.validate_on_submit():
        if form.overtaken(person):
            return page(AccountPage(form=form), 409)
        said = {name: form[name].data or "" for name in person}
        person_id = me().person_id
        write_tx(lambda: actions.change_profile(person_id, **said))
        flash(_("Saved."))
        return redirect(url_for("accounts.account"))
    return page(AccountPage(form=form))


@bp.route("/account/password", methods=["GET", "POST"])
@open_to(signed_in)
def password() -> ResponseReturnValue:
    """Change the password, given the current one. All other sessions end; this one gets a new token."""
    actor = me()
    form = ChangePasswordForm(name=actor.name, address=actor.email)
    try:
        if form.validate_on_submit():
            present, new = form.present.data or "", form.password.data or ""
            if not knows_password(present):
                form.refuse(form.present, _("That is not your current password."))
            elif new == present:
                form.refuse(form.password, _("That is already your password. Choose a different one."))
            else:
                return _with_new_password(actor.person_id, actor.email, passwords.hashed(new))
    except TooMany as full:
        return tried_too_often(PasswordPage(form=form), form, form.present, full)
    return page(PasswordPage(form=form))


def _with_new_password(person_id: PersonId, address: str, password_hash: str) -> ResponseReturnValue:
    def work() -> PersonId:
        actions.change_password(person_id, password_hash)
        return person_id

    response = session.let_in(work, address, url_for("accounts.account"))
    flash(_("Password changed. You’ve been signed out everywhere else."))
    return response


@bp.route("/account/address", methods=["GET", "POST"])
@open_to(signed_in)
def address() -> ResponseReturnValue:
    """Request another address. The answer is the same for addresses that have an account."""
    form, person_id = ChangeAddressForm(present=me().email), me().person_id
    try:
        if form.validate_on_submit():
            if knows_password(form.password.data or ""):
                new = form.email.normal
                throttle.spend(limits.MAIL_NETWORK, network_of(request.remote_addr))
                throttle.spend(limits.ADDRESS, new)
                write_tx(lambda: actions.ask_for_address(person_id, new))
                return redirect(url_for("accounts.mail_sent", about="address"))
            form.refuse(form.password, _("That password is incorrect."))
    except TooMany as full:
        return tried_too_often(AddressPage(form=form), form, form.password, full)
    return page(AddressPage(form=form))


@bp.route("/account/address/<token>", methods=["GET", "POST"])
@open_to(holds_address_link)
def confirm_address(link: OpenLink) -> ResponseReturnValue:
    """Confirm the new address. Only the POST does, because mail scanners open links."""
    form = Form()
    if form.validate_on_submit():
        write_tx(lambda: actions.change_address(link))
        flash(_("From now on, you’ll sign in with %(address)s.", address=link.address))
        return redirect(url_for("accounts.account"))
    return secret(page(ConfirmAddressPage(address=link.address)))
