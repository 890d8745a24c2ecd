"""Administrators found schools and clinics, with their first manager, rename and close them."""

import re

import pytest

from lms.core import mail
from lms.core.audit import AuditEvent
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.invitations import actions as invitations
from lms.invitations.rules import Offer
from lms.organizations.actions import share
from lms.organizations.models import Membership, Organization
from lms.organizations.queries import shares, sites
from tests.administration.conftest import told
from tests.page import text_of

NEW = {
    "name": "Hill Clinic", "slug": "hill-clinic", "kind": "clinic", "time_zone": "Europe/Lisbon",
    "manager": "omar@cast.example",
}  # fmt: skip


CLOSED = {
    "rename_organization": {"rename-name": "Norther", "rename-reason": "so"},
    "add_site": {"site-name": "Main Street"},
    "invite_manager": {"invite-email": "boss@x.example"},
}


def organization(slug):
    db.session.rollback()
    return db.session.query(Organization).filter_by(slug=slug).one_or_none()


def test_a_clinic_comes_into_being_with_its_manager(ada, visitor, cast):
    ada.get("administration.organizations")
    ada.send("form.panel", **NEW)
    ada.follow()
    assert "Hill Clinic has been created, and its first manager invited." in told(ada)
    assert (organization("hill-clinic").time_zone, organization("hill-clinic").kind) == ("Europe/Lisbon", "clinic")
    omar = visitor.as_("omar")
    omar.get(re.search(r"/join/\S+", mail.recent(to=cast["omar"].email)[0].body)[0])
    omar.send("main form")
    omar.get("compliance.clinic", slug="hill-clinic")


def test_founding_what_exists_is_refused_and_invites_nobody(ada, cast):
    ada.post("administration.found", {**NEW, "slug": "north-clinic"}, expect=409)
    assert "already has this short name" in text_of(ada.page.one("#slug-error"))
    assert ada.page.one("#name").get("value") == "Hill Clinic"
    assert mail.recent(to=NEW["manager"]) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slug", "Hill Clinic"),
        ("slug", "-"),
        ("name", " "),
        ("kind", "spa"),
        ("time_zone", "Moon"),
        ("manager", "omar"),
    ],
)
def test_each_error_names_its_field(ada, field, value):
    ada.post("administration.found", {**NEW, field: value}, expect=422)
    assert ada.page.select(f"#{field}-error")
    assert organization("hill-clinic") is None


def test_it_gets_locations_another_name_and_another_manager(ada, cast):
    ada.get("administration.organization", slug="north-clinic")
    ada.send("form[action$='/sites']", **{"site-name": "Main Street"})
    ada.follow()
    assert "Main Street" in sites(cast.organizations["north"])
    ada.send("form[action$='/name']", **{"rename-name": "Norther Clinic", "rename-reason": "moved"})
    ada.follow()
    assert organization("north-clinic").name == "Norther Clinic"
    ada.send("form[action$='/managers']", **{"invite-email": "boss@x.example"})
    assert "Your role: clinic manager." in mail.recent(to="boss@x.example")[0].body


def test_closing_ends_every_membership_sharing_and_invitation(ada, visitor, cast):
    north = cast.load().organizations["north"]
    write_tx(lambda: share(north, cast["ana"].id))
    code = write_tx(lambda: invitations.invite("late@x.example", Offer(north, "student")))
    ada.get("administration.organization", slug="north-clinic")
    ada.send("form[action$='/close']", **{"close-reason": "sold"})
    ada.follow()
    assert "North Clinic is closed." in told(ada)
    assert [
        each for each in db.session.query(Membership).filter_by(organization_id=north) if each.ends_at is None
    ] == []
    assert not shares(north, cast["ana"].id, now())
    visitor.get("invitations.join", code=code, expect=404)
    visitor.as_("mara").get("compliance.clinic", slug="north-clinic", expect=404)
    ada.post("administration.close", {"close-reason": "again"}, slug="north-clinic", expect=409)
    for act, sent in CLOSED.items():  # as from a page that was left open
        ada.post(f"administration.{act}", sent, slug="north-clinic", expect=409)
        assert "This organization is closed." in ada.page.text
    assert mail.recent(to="boss@x.example") == []
    [act] = db.session.query(AuditEvent).filter_by(action="organization.closed")
    assert act.detail == {"reason": "sold"}
