"""Joining by invitation."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import actions as accounts
from lms.accounts import passwords, session
from lms.accounts.forms import NewAccountForm
from lms.core import addresses
from lms.core.db import write_tx
from lms.core.errors import Conflict
from lms.core.forms import Form
from lms.core.i18n import gettext as _
from lms.core.i18n import language
from lms.core.login import visitor
from lms.core.pages import page
from lms.core.policy import open_to
from lms.organizations import actions, words
from lms.organizations.pages import JoinPage
from lms.organizations.policy import holds_invitation
from lms.organizations.queries import Invited

bp = Blueprint("organizations", __name__, template_folder="templates")


@bp.route("/join/<code>", methods=["GET", "POST"])
@open_to(holds_invitation)
def join(held: tuple[str, Invited]) -> ResponseReturnValue:
    """Accept an invitation. Only the POST does; it confirms the address to which the code was mailed."""
    code, invited = held
    step = _step(invited)
    form = NewAccountForm(address=invited.email) if step == "new" else Form()
    if form.validate_on_submit():
        return _new_member(invited, form) if isinstance(form, NewAccountForm) else _joined(invited, step)
    role = words.role(invited.role)
    context = JoinPage(invited=invited, role=role, step=step, form=form, here=url_for("organizations.join", code=code))
    response = page(context, 422 if form.errors else 200)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _step(invited: Invited) -> str:
    actor = visitor()
    if actor:
        return "join" if actor.email == invited.email else "other"
    return "known" if invited.has_account else "new"


def _new_member(invited: Invited, form: NewAccountForm) -> ResponseReturnValue:
    name, zone, tongue = form.name.data or "", form.time_zone.data, language()
    password_hash = passwords.hashed(form.password.data or "")

    def work() -> int:
        person_id = accounts.create_person(
            invited.email, name, password_hash, confirmed=True, time_zone=zone, language=tongue
        )
        actions.accept(invited, person_id)
        return person_id

    return session.let_in(work, invited.email, addresses.home())


def _joined(invited: Invited, step: str) -> ResponseReturnValue:
    actor = visitor()
    if actor is None or step != "join":
        raise Conflict(_("This invitation is for another email address. Sign in with that address."))
    person_id = actor.person_id
    write_tx(lambda: actions.accept(invited, person_id))
    flash(_("You’ve joined %(place)s.", place=invited.organization) if invited.organization else _("Welcome."))
    return redirect(addresses.home())
