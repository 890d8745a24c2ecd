"""Every school and clinic, and one of them."""

from dataclasses import dataclass

from lms.administration import forms
from lms.core.clock import now
from lms.core.forms import Form
from lms.core.pages import Page
from lms.core.paging import Pager, Slice, page_number, pager
from lms.organizations.queries import Known, Manager, known_organizations, managers, sites

A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class OrganizationsPage(Page):
    """The schools and clinics, and a form to found one."""

    template = "administration/organizations.html"
    organizations: Slice[Known]
    pages: Pager
    form: forms.FoundForm


@dataclass(frozen=True, kw_only=True)
class OrganizationPage(Page):
    """One school or clinic: its managers, its sites, and what can be done."""

    template = "administration/organization.html"
    known: Known
    managers: list[Manager]
    sites: list[str]
    acts: dict[str, Form]


def organizations(form: forms.FoundForm) -> OrganizationsPage:
    """All of them, a page at a time. One statement."""
    found = known_organizations(now(), page_number(), A_PAGE)
    return OrganizationsPage(organizations=found, pages=pager(found, "administration.organizations"), form=form)


def organization(known: Known, sent: Form | None = None) -> OrganizationPage:
    """One school or clinic. `sent` is a refused form with its errors. Two statements."""
    fresh = [
        forms.RenameForm("rename"), forms.SiteForm("site"), forms.InviteForm("invite"), forms.ReasonForm("close"),
    ]  # fmt: skip
    return OrganizationPage(
        known=known, managers=managers(known.organization_id, now()), sites=sites(known.organization_id),
        acts=forms.by_act(fresh, sent),
    )  # fmt: skip
