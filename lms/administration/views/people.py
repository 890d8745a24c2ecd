"""People: finding, inviting, correcting, signing out, and who is an admin."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import administration as accounts
from lms.accounts.queries import Account
from lms.administration import forms
from lms.administration.pages import people as pages
from lms.administration.policy import at_account
from lms.administration.views.blueprint import bp
from lms.core.db import write_tx
from lms.core.errors import Conflict
from lms.core.i18n import gettext as _
from lms.core.login import me
from lms.core.pages import page, write
from lms.core.policy import administrators, open_to
from lms.invitations.actions import invite as send_invitation


@bp.get("/admin/people")
@open_to(administrators)
def people() -> ResponseReturnValue:
    """All people, a page at a time, found by name or address."""
    return page(pages.people(forms.InviteForm("invite")))


@bp.post("/admin/people")
@open_to(administrators)
def invite() -> ResponseReturnValue:
    """Invite someone to make an account."""
    form, by = forms.InviteForm("invite"), me().person_id
    if not form.validate_on_submit():
        return page(pages.people(form), 422)
    address = form.email.normal
    write_tx(lambda: send_invitation(address, by=by))
    flash(_("Invitation sent to %(address)s.", address=address))
    return redirect(url_for("administration.people"), 303)


@bp.get("/admin/people/<public_id>")
@open_to(at_account)
def person(found: Account) -> ResponseReturnValue:
    """One person: where they belong, what they teach and take, and what can be done."""
    return page(pages.person(found))


@bp.post("/admin/people/<public_id>/name")
@open_to(at_account)
def rename(found: Account) -> ResponseReturnValue:
    """Correct a name."""
    form, by = forms.RenameForm("rename"), me().person_id
    if not form.validate_on_submit():
        return page(pages.person(found, form), 422)
    write_tx(lambda: accounts.rename(found.person_id, form.name.words, by=by, reason=form.reason.words))
    flash(_("Name changed."))
    return _back(found)


@bp.post("/admin/people/<public_id>/address")
@open_to(at_account)
def correct_address(found: Account) -> ResponseReturnValue:
    """Correct an address. The person has to sign in again."""
    form, by = forms.AddressForm("address"), me().person_id
    if not form.validate_on_submit():
        return page(pages.person(found, form), 422)
    try:
        write_tx(lambda: accounts.correct_address(found.person_id, form.email.normal, by=by, reason=form.reason.words))
    except Conflict as taken:
        form.refuse(form.email, taken.message)
        return page(pages.person(found, form), taken.status)
    flash(_("Email address changed. They have to sign in again."))
    return _back(found)


@bp.post("/admin/people/<public_id>/reset")
@open_to(at_account)
def reset(found: Account) -> ResponseReturnValue:
    """Email a link to choose a new password."""
    write_tx(lambda: accounts.send_reset(found.person_id))
    flash(_("Password link sent to %(address)s.", address=found.email))
    return _back(found)


@bp.post("/admin/people/<public_id>/sign-out")
@open_to(at_account)
def sign_out(found: Account) -> ResponseReturnValue:
    """End all sessions of a person."""
    form, by = forms.ReasonForm("sign-out"), me().person_id
    if not form.validate_on_submit():
        return page(pages.person(found, form), 422)
    write_tx(lambda: accounts.sign_out_everywhere(found.person_id, by=by, reason=form.reason.words))
    flash(_("%(name)s has been signed out everywhere.", name=found.name))
    return _back(found)


@bp.post("/admin/people/<public_id>/admin")
@open_to(at_account)
def change_admin(found: Account) -> ResponseReturnValue:
    """Make a person an admin, or no longer one."""
    form, by = forms.ReasonForm("admin"), me().person_id
    if not form.validate_on_submit():
        return page(pages.person(found, form), 422)
    act = accounts.unmake_admin if found.admin else accounts.make_admin
    write(
        lambda: act(found.person_id, by=by, reason=form.reason.words),
        "administration.person",
        public_id=found.public_id,
    )
    told = _("%(name)s is no longer an admin.") if found.admin else _("%(name)s is now an admin.")
    flash(told % {"name": found.name})
    return redirect(url_for("administration.people"), 303)


def _back(found: Account) -> ResponseReturnValue:
    return redirect(url_for("administration.person", public_id=found.public_id), 303)
