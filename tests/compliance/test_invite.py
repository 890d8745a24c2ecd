"""Inviting somebody to a clinic that one manages."""

import re

import pytest

from lms.compliance import limits
from lms.core import mail
from lms.core.audit import AuditEvent
from lms.core.db import db
from lms.organizations.models import Invitation, Membership
from tests.compliance.conftest import CLINIC
from tests.page import text_of

GUEST = "guest@new.example"


def invitations():
    db.session.rollback()
    return db.session.query(Invitation).order_by(Invitation.id).all()


def test_a_mail_with_a_link_goes_out(mara):
    mara.get("compliance.clinic", slug=CLINIC)
    mara.send("#invite form", email=f" {GUEST.upper()} ", role="supervisor")
    mara.follow()
    assert f"Invitation sent to {GUEST}." in [each.text for each in mara.page.select("[role=status]")]
    [letter] = mail.recent(to=GUEST)
    assert "Mara Manager invited you to join North Clinic." in letter.body
    assert re.search(r"/join/\S+", letter.body)


def test_whoever_accepts_has_the_role(mara, visitor, cast):
    mara.post("compliance.invite", {"email": cast["ines"].email, "role": "supervisor"}, slug=CLINIC)
    code = re.search(r"/join/(\S+)", mail.recent(to=cast["ines"].email)[0].body)[1]
    visitor.as_("ines").post("organizations.join", code=code)
    db.session.rollback()
    mine = {"person_id": cast["ines"].id, "organization_id": cast.organizations["north"]}
    assert [each.role for each in db.session.query(Membership).filter_by(**mine)] == ["supervisor"]


def test_it_is_audited_in_the_clinics_chain(mara, cast):
    mara.post("compliance.invite", {"email": GUEST, "role": "student"}, slug=CLINIC)
    event = db.session.query(AuditEvent).filter_by(action="invitation.sent").one()
    assert event.actor == f"person:{cast['mara'].id}"
    assert event.chain == f"organization:{cast.organizations['north']}"


@pytest.mark.parametrize("slug", ["south-clinic", "psoas-school", "nowhere"])
def test_nobody_invites_to_what_they_do_not_manage(mara, slug):
    mara.post("compliance.invite", {"email": GUEST, "role": "manager"}, slug=slug, expect=404)
    assert invitations() == []


@pytest.mark.parametrize("person", ["ana", "sofia", "ines", "ada", "omar"])
def test_members_and_outsiders_do_not_invite(visitor, person):
    visitor.as_(person).post("compliance.invite", {"email": GUEST, "role": "manager"}, slug=CLINIC, expect=404)
    assert invitations() == []


WRONG = {
    "no address": ({"email": "guest", "role": "student"}, "email", "Enter an email address"),
    "no such role": ({"email": GUEST, "role": "owner"}, "role", "Choose a role from the list."),
}


@pytest.mark.parametrize("case", WRONG)
def test_an_error_names_its_field_and_keeps_what_was_typed(mara, case):
    said, field, words = WRONG[case]
    mara.post("compliance.invite", said, slug=CLINIC, expect=422)
    assert words in text_of(mara.page.one(f"#{field}-error"))
    assert mara.page.one("#email").get("value") == said["email"]
    assert invitations() == []


def test_an_address_is_not_flooded(mara):
    for _time in range(limits.INVITED.count):
        mara.post("compliance.invite", {"email": GUEST, "role": "student"}, slug=CLINIC)
    mara.post("compliance.invite", {"email": GUEST, "role": "student"}, slug=CLINIC, expect=429)
    assert len(invitations()) == 1  # each takes the place of the one before
    assert len(mail.recent(to=GUEST)) == limits.INVITED.count
