"""The pages of a clinic for its managers."""

import csv
import io
from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms.compliance import actions, limits, present, queries
from lms.compliance.forms import InviteForm
from lms.compliance.policy import Managed, OwnMember, manages, manages_member
from lms.compliance.present import Row
from lms.compliance.queries import Held
from lms.compliance.rules import BOM, cells
from lms.core import throttle
from lms.core.clock import now
from lms.core.db import write_tx
from lms.core.forms import Form
from lms.core.i18n import gettext as _
from lms.core.pages import Page, page
from lms.core.paging import Pager, page_number, pager
from lms.core.policy import open_to
from lms.organizations import actions as organizations
from lms.organizations.queries import Place
from lms.organizations.words import role

bp = Blueprint("compliance", __name__, template_folder="templates")
bp.add_app_template_filter(role, "role_word")
PEOPLE_A_PAGE = 50
PEOPLE_AT_ONCE = 1000  # of the CSV; each time six statements
LONGEST_SEARCH = 120


@dataclass(frozen=True, kw_only=True)
class ClinicPage(Page):
    """Who belongs to the clinic, what they have achieved, until when, and why not; and inviting."""

    template = "compliance/clinic.html"
    place: Place
    rows: list[Row]
    count: int
    wanted: str
    pages: Pager
    form: InviteForm


@dataclass(frozen=True, kw_only=True)
class EndPage(Page):
    """Asks once more before a membership ends."""

    template = "compliance/end.html"
    place: Place
    held: Held
    form: Form


@bp.get("/clinics/<slug>")
@open_to(manages)
def clinic(managed: Managed) -> ResponseReturnValue:
    """The list of the clinic, a page at a time."""
    return page(_clinic_page(managed, InviteForm()))


@bp.get("/clinics/<slug>/list.csv")
@open_to(manages)
def export(managed: Managed) -> ResponseReturnValue:
    """The whole list for a spreadsheet."""
    place, out = managed.place, io.StringIO()
    found: list[Row] = []
    number, more = 0, True
    while more:
        number += 1
        people, _count = queries.people(place.organization_id, _wanted(), number, PEOPLE_AT_ONCE)
        found += present.rows(place.organization_id, people.items)
        more = people.more
    csv.writer(out).writerows(cells(row) for row in present.as_table(found))
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
        return page(_clinic_page(managed, form), 422)
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
    form, place, held = Form(), member.clinic.place, member.held
    if form.validate_on_submit():
        write_tx(lambda: actions.end(member))
        flash(_("Membership ended: %(name)s, %(role)s.", name=held.name, role=role(held.role)))
        yourself = held.role == "manager" and held.person_id == member.clinic.manager_id
        return redirect(url_for("learning.home") if yourself else url_for("compliance.clinic", slug=place.slug), 303)
    return page(EndPage(place=place, held=held, form=form))


def _wanted() -> str:
    return " ".join(request.args.get("q", "")[:LONGEST_SEARCH].split())


def _clinic_page(managed: Managed, form: InviteForm) -> ClinicPage:
    place, wanted = managed.place, _wanted()
    people, count = queries.people(place.organization_id, wanted, page_number(), PEOPLE_A_PAGE)
    return ClinicPage(
        place=place,
        rows=present.rows(place.organization_id, people.items),
        count=count,
        wanted=wanted,
        pages=pager(people, "compliance.clinic", slug=place.slug, q=wanted or None),
        form=form,
    )
