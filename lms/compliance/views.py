"""The pages of a clinic for its managers."""

import csv
import io

from flask import Blueprint, Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.compliance.pages import EndPage, clinic_page, table
from lms.compliance.policy import manages_member
from lms.compliance.rules import BOM, cells
from lms.compliance.values import OwnMember
from lms.core.clock import now
from lms.core.db import write_tx
from lms.core.forms import Form
from lms.core.i18n import gettext as _
from lms.core.pages import page
from lms.core.policy import open_to
from lms.organizations.actions import end_membership
from lms.organizations.policy import manages
from lms.organizations.values import Managed
from lms.organizations.words import role

bp = Blueprint("compliance", __name__, template_folder="templates")


@bp.get("/clinics/<slug>")
@open_to(manages)
def clinic(managed: Managed) -> ResponseReturnValue:
    """The list of the clinic, a page at a time."""
    return page(clinic_page(managed, now()))


@bp.get("/clinics/<slug>/list.csv")
@open_to(manages)
def export(managed: Managed) -> ResponseReturnValue:
    """The whole list for a spreadsheet."""
    place, out = managed.place, io.StringIO()
    csv.writer(out).writerows(cells(row) for row in table(managed, now()))
    response = Response(BOM + out.getvalue(), mimetype="text/csv")
    name = f"{place.slug}-{now().date()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.route("/clinics/<slug>/members/<public_id>/end", methods=["GET", "POST"])
@open_to(manages_member)
def end(member: OwnMember) -> ResponseReturnValue:
    """End a person's membership, after a confirmation."""
    form, place, held = Form(), member.place, member.held
    if form.validate_on_submit():
        write_tx(lambda: end_membership(held.membership_id, by=member.manager_id))
        flash(_("Membership ended: %(name)s, %(role)s.", name=held.name, role=role(held.role)))
        yourself = held.role == "manager" and held.person_id == member.manager_id
        return redirect(url_for("learning.home") if yourself else url_for("compliance.clinic", slug=place.slug), 303)
    return page(EndPage(place=place, held=held))
