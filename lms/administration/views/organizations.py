"""Schools and clinics: founding, renaming, locations, managers, closing."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.administration import forms
from lms.administration.pages import organizations as pages
from lms.administration.policy import at_organization
from lms.administration.views.blueprint import bp
from lms.core.db import write_tx
from lms.core.errors import Conflict
from lms.core.i18n import gettext as _
from lms.core.login import me
from lms.core.pages import page, write
from lms.core.policy import administrators, open_to
from lms.invitations.actions import invite
from lms.invitations.rules import Offer
from lms.organizations import actions
from lms.organizations.queries import Known


@bp.get("/admin/organizations")
@open_to(administrators)
def organizations() -> ResponseReturnValue:
    """Every school and clinic, and a form to found one."""
    return page(pages.organizations(forms.FoundForm()))


@bp.post("/admin/organizations")
@open_to(administrators)
def found() -> ResponseReturnValue:
    """Found a school or clinic, and invite its first manager."""
    form, by = forms.FoundForm(), me().person_id
    if not form.validate_on_submit():
        return page(pages.organizations(form), 422)
    slug, name, kind, zone = form.slug.data or "", form.name.words, form.kind.data, form.time_zone.data

    def work() -> None:
        made = actions.create_organization(slug, name, kind, time_zone=zone, by=by)
        invite(form.manager.normal, Offer(made, "manager"), by=by)

    try:
        write_tx(work)
    except Conflict as taken:
        form.refuse(form.slug, _("Another organization already has this short name."))
        return page(pages.organizations(form), taken.status)
    flash(_("%(name)s has been created, and its first manager invited.", name=name))
    return redirect(url_for("administration.organization", slug=slug), 303)


@bp.get("/admin/organizations/<slug>")
@open_to(at_organization)
def organization(known: Known) -> ResponseReturnValue:
    """One of them."""
    return page(pages.organization(known))


@bp.post("/admin/organizations/<slug>/name")
@open_to(at_organization)
def rename_organization(known: Known) -> ResponseReturnValue:
    """Rename it."""
    form, by = forms.RenameForm("rename"), me().person_id
    if not form.validate_on_submit():
        return page(pages.organization(known, form), 422)
    write_tx(lambda: actions.rename(known.organization_id, form.name.words, by=by, reason=form.reason.words))
    flash(_("Name changed."))
    return _back(known)


@bp.post("/admin/organizations/<slug>/sites")
@open_to(at_organization)
def add_site(known: Known) -> ResponseReturnValue:
    """Add a site."""
    form, by = forms.SiteForm("site"), me().person_id
    if not form.validate_on_submit():
        return page(pages.organization(known, form), 422)
    write_tx(lambda: actions.create_site(known.organization_id, form.name.words, by=by))
    flash(_("Location added."))
    return _back(known)


@bp.post("/admin/organizations/<slug>/managers")
@open_to(at_organization)
def invite_manager(known: Known) -> ResponseReturnValue:
    """Invite someone to manage it."""
    form, by = forms.InviteForm("invite"), me().person_id
    if not form.validate_on_submit():
        return page(pages.organization(known, form), 422)
    address = form.email.normal
    write_tx(lambda: invite(address, Offer(known.organization_id, "manager"), by=by))
    flash(_("Invitation sent to %(address)s.", address=address))
    return _back(known)


@bp.post("/admin/organizations/<slug>/close")
@open_to(at_organization)
def close(known: Known) -> ResponseReturnValue:
    """Close it for good."""
    form, by = forms.ReasonForm("close"), me().person_id
    if not form.validate_on_submit():
        return page(pages.organization(known, form), 422)
    write(
        lambda: actions.close(known.organization_id, by=by, reason=form.reason.words),
        "administration.organization",
        slug=known.slug,
    )
    flash(_("%(name)s is closed.", name=known.name))
    return _back(known)


def _back(known: Known) -> ResponseReturnValue:
    return redirect(url_for("administration.organization", slug=known.slug), 303)
