"""One's own memberships: what each school or clinic sees, and leaving it."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.core.clock import now
from lms.core.db import write_tx
from lms.core.forms import Form
from lms.core.i18n import gettext as _
from lms.core.login import me
from lms.core.pages import page, write
from lms.core.policy import open_to, signed_in
from lms.organizations import actions
from lms.organizations.pages import LeavePage, own_places
from lms.organizations.policy import own_membership
from lms.organizations.queries import Own
from lms.organizations.words import role

bp = Blueprint("organizations", __name__, template_folder="templates")
bp.add_app_template_filter(role, "role_word")


@bp.get("/account/memberships")
@open_to(signed_in)
def memberships() -> ResponseReturnValue:
    """Show who sees what."""
    return page(own_places(me().person_id, now()))


@bp.post("/account/memberships/<public_id>/share")
@open_to(own_membership)
def share(own: Own) -> ResponseReturnValue:
    """Let the school or clinic see one's progress while a member."""
    person_id = me().person_id
    write_tx(lambda: actions.share(own.organization_id, person_id))
    flash(_("%(place)s can now see your progress and certificates.", place=own.name))
    return redirect(url_for("organizations.memberships"), 303)


@bp.post("/account/memberships/<public_id>/stop")
@open_to(own_membership)
def stop_sharing(own: Own) -> ResponseReturnValue:
    """Stop sharing."""
    person_id = me().person_id
    write_tx(lambda: actions.stop_sharing(own.organization_id, person_id))
    flash(_("%(place)s can no longer see your progress and certificates.", place=own.name))
    return redirect(url_for("organizations.memberships"), 303)


@bp.route("/account/memberships/<public_id>/leave", methods=["GET", "POST"])
@open_to(own_membership)
def leave(own: Own) -> ResponseReturnValue:
    """End one's own membership, after a confirmation."""
    form, person_id = Form(), me().person_id
    if form.validate_on_submit():
        write(lambda: actions.end_membership(own.membership_id, by=person_id), "organizations.memberships")
        flash(_("You’ve left %(place)s (role: %(role)s).", place=own.name, role=role(own.role)))
        return redirect(url_for("organizations.memberships"), 303)
    return page(LeavePage(own=own))
