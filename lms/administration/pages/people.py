"""The list of people, and one person."""

from dataclasses import dataclass

from lms.accounts.queries import Account, accounts
from lms.administration import forms
from lms.core.clock import now
from lms.core.forms import Form
from lms.core.pages import Page
from lms.core.paging import Pager, Slice, page_number, pager
from lms.curriculum.register import taught
from lms.enrolment.queries import Enrolled, enrolments
from lms.organizations.queries import Own, memberships

A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class PeoplePage(Page):
    """The accounts, by name, and a form to invite."""

    template = "administration/people.html"
    people: Slice[Account]
    sought: str
    pages: Pager
    form: Form


@dataclass(frozen=True, kw_only=True)
class PersonPage(Page):
    """One account: where they belong, what they teach and take, and what can be done with it."""

    template = "administration/person.html"
    person: Account
    belongs: list[Own]
    teaches: list[tuple[str, str]]
    takes: list[Enrolled]
    acts: dict[str, Form]


def people(form: Form) -> PeoplePage:
    """The accounts found, a page at a time. One statement."""
    wanted = forms.sought()
    found = accounts(wanted, page_number(), A_PAGE)
    return PeoplePage(
        people=found, sought=wanted, pages=pager(found, "administration.people", q=wanted or None), form=form
    )  # fmt: skip


def person(found: Account, sent: Form | None = None) -> PersonPage:
    """One account. `sent` is a refused form with its errors. Three statements."""
    at, rename = now(), forms.RenameForm("rename")
    if sent is None:
        rename.name.data = found.name
    fresh = [
        rename, forms.AddressForm("address"), forms.ReasonForm("sign-out"),
        forms.ReasonForm("admin"),
    ]  # fmt: skip
    return PersonPage(
        person=found, belongs=memberships(found.person_id, at), teaches=taught(found.person_id, at),
        takes=enrolments(found.person_id, at), acts=forms.by_act(fresh, sent),
    )  # fmt: skip
