"""The pages of invitations: the list of a clinic or a course, and the page behind the link."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from lms.core import addresses
from lms.core.clock import now
from lms.core.forms import Form
from lms.core.login import visitor
from lms.core.pages import Page
from lms.core.paging import Pager, page_number, pager
from lms.invitations import queries, words
from lms.invitations.forms import InviteForm
from lms.invitations.queries import Invited
from lms.invitations.values import Host

A_PAGE = 50


@dataclass(frozen=True)
class Row:
    """A pending invitation: to whom, for what, from whom, until when, and where to change it."""

    email: str
    offered: str
    inviter: str
    made_at: datetime
    expires_at: datetime
    expired: bool
    undelivered: bool
    again: str
    withdraw: str


@dataclass(frozen=True, kw_only=True)
class InvitationsPage(Page):
    """The pending invitations, and the form to send more."""

    template = "invitations/invitations.html"
    host: Host
    rows: list[Row]
    pages: Pager
    form: InviteForm
    here: str
    back: str


@dataclass(frozen=True, kw_only=True)
class JoinPage(Page):
    """Who invites to what, and what this visitor can do next.

    `step` is new (create an account), join (signed in as the invited person), other (signed in as
    someone else) or known (the address has an account; sign in first).
    """

    template = "invitations/join.html"
    invited: Invited
    lead: str
    step: str
    form: Form
    here: str


def invitations(host: Host, form: InviteForm) -> InvitationsPage:
    """The host's pending invitations, a page at a time. One statement."""
    whose: dict[str, Any] = {"to": host.to, "slug": host.slug}
    found = queries.pending(page_number(), A_PAGE, organization_id=host.organization_id, course_id=host.course_id)
    moment = now()
    rows = [
        Row(
            email=each.email,
            offered=words.offered(each.offer, each.course),
            inviter=each.inviter,
            made_at=each.made_at,
            expires_at=each.expires_at,
            expired=each.expires_at <= moment,
            undelivered=each.undelivered,
            again=url_for("invitations.send_again", **whose, public_id=each.public_id),
            withdraw=url_for("invitations.withdraw", **whose, public_id=each.public_id),
        )
        for each in found.items
    ]
    back = addresses.clinic if host.to == "clinic" else addresses.desk
    return InvitationsPage(
        host=host, rows=rows, pages=pager(found, "invitations.invitations", **whose), form=form,
        here=url_for("invitations.invitations", **whose), back=back(host.slug),
    )  # fmt: skip


def joining(invited: Invited, step: str, form: Form, here: str) -> JoinPage:
    """What the invitation offers, in the words of its email."""
    lead = words.who_invites(invited.inviter, invited.organization, invited.course, invited.offer.course_role)
    told = " ".join([lead, *words.what_it_gives(invited.offer, invited.course)])
    return JoinPage(invited=invited, lead=told, step=step, form=form, here=here)


def step(invited: Invited) -> str:
    """What this visitor can do next, as JoinPage explains: new, known, join or other."""
    actor = visitor()
    if actor:
        return "join" if actor.email == invited.email else "other"
    return "known" if invited.has_account else "new"
