"""The pages of a clinic for its managers."""

import csv
import io

from flask import Blueprint, Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.compliance import actions, limits
from lms.compliance.forms import InviteForm
from lms.compliance.pages import EndPage, clinic_page, table
from lms.compliance.policy import manages, manages_member
from lms.compliance.rules import BOM, cells
from lms.compliance.values import Managed, OwnMember
from lms.core import throttle
from lms.core.clock import now
from lms.core.db import write_tx
from lms.core.forms import Form
from lms.core.i18n import gettext as _
from lms.core.pages import page
from lms.core.policy import open_to
from lms.organizations import actions as organizations
from lms.organizations.words import role

bp = Blueprint("compliance", __name__, template_folder="templates")
bp.add_app_template_filter(role, "role_word")


@bp.get("/clinics/<slug>")
@open_to(manages)
def clinic(managed: Managed) -> ResponseReturnValue:
    """The list of the clinic, a page at a time."""
    return page(clinic_page(managed, InviteForm()))


@bp.get("/clinics/<slug>/list.csv")
@open_to(manages)
def export(managed: Managed) -> ResponseReturnValue:
    """The whole list for a spreadsheet."""
    place, out = managed.place, io.StringIO()
    csv.writer(out).writerows(cells(row) for row in table(managed))
    response = Response(BOM + out.getvalue(), mimetype="text/csv")
    name = f"{place.slug}-{now().date()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.post("/clinics/<slug>/invitations")
@open_to(manages)
def invite(managed: Managed) -> ResponseReturnValue:
    """Invite somebody to the clinic, by mail."""
    form = InviteForm()
    if not form.validate_on_submit():
        return page(clinic_page(managed, form), 422)
    email, wanted, place = form.email.normal, form.role.data, managed.place
    throttle.spend(limits.INVITER, str(managed.manager_id))
    throttle.spend(limits.INVITED, email)
    write_tx(lambda: organizations.invite(email, place.organization_id, wanted, managed.manager_id))
    flash(_("Invitation sent to %(address)s.", address=email))
    return redirect(url_for("compliance.clinic", slug=place.slug), 303)


@bp.route("/clinics/<slug>/members/<public_id>/end", methods=["GET", "POST"])
@open_to(manages_member)
def end(member: OwnMember) -> ResponseReturnValue:
    """End somebody's membership, after asking."""
    form, place, held = Form(), member.place, member.held
    if form.validate_on_submit():
        write_tx(lambda: actions.end(member))
        flash(_("Membership ended: %(name)s, %(role)s.", name=held.name, role=role(held.role)))
        yourself = held.role == "manager" and held.person_id == member.manager_id
        return redirect(url_for("learning.home") if yourself else url_for("compliance.clinic", slug=place.slug), 303)
    return page(EndPage(place=place, held=held))
