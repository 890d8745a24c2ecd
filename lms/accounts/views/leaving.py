"""Deleting one's account."""

from flask import Response, current_app, redirect, url_for
from flask import session as cookie_state
from flask.typing import ResponseReturnValue

from lms.accounts import actions, session
from lms.accounts.forms import LeaveForm
from lms.accounts.pages import GoodbyePage, LeavePage
from lms.accounts.views.blueprint import bp, knows_password, tried_too_often
from lms.core import addresses
from lms.core.db import write_tx
from lms.core.errors import TooMany
from lms.core.i18n import gettext as _
from lms.core.ids import PersonId
from lms.core.login import me
from lms.core.pages import page
from lms.core.policy import anyone, open_to, signed_in


@bp.route("/account/leave", methods=["GET", "POST"])
@open_to(signed_in)
def leave() -> ResponseReturnValue:
    """Delete the account, with the password as proof."""
    form, person_id = LeaveForm(), me().person_id
    try:
        if form.validate_on_submit():
            if knows_password(form.password.data or ""):
                return _gone(person_id)
            form.refuse(form.password, _("That password is incorrect."))
    except TooMany as full:
        return tried_too_often(LeavePage(form=form), form, form.password, full)
    return page(LeavePage(form=form))


def _gone(person_id: PersonId) -> Response:
    settings = current_app.config["SETTINGS"]
    write_tx(lambda: actions.leave(person_id, settings))
    goodbye = session.detach(redirect(url_for("accounts.goodbye")))  # type: ignore[arg-type]
    cookie_state["left"] = True
    return goodbye


@bp.get("/goodbye")
@open_to(anyone)
def goodbye() -> ResponseReturnValue:
    """Tell the person who has just left that the account is gone."""
    if not cookie_state.pop("left", False):
        return redirect(addresses.welcome())
    return page(GoodbyePage())
