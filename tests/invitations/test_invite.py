"""Inviting people to a clinic that one manages, or to a course that one teaches."""

import re

import pytest

from lms.core import mail
from lms.core.audit import AuditEvent
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.errors import Conflict
from lms.curriculum.queries import course, teaches
from lms.enrolment.queries import enrolled
from lms.invitations import actions, limits
from lms.invitations.queries import invitation, pending_called
from lms.invitations.rules import AT_ONCE, Offer
from lms.organizations.models import Membership
from tests.invitations.conftest import CLINIC, COURSE
from tests.page import text_of

GUEST = "guest@new.example"
TO_CLINIC = {"emails": GUEST, "role": "student", "course": ""}


def told(visitor):
    return " ".join(each.text for each in visitor.page.select("[role=status]"))


def link_to(address):
    return re.search(r"/join/\S+", mail.recent(to=address)[0].body)[0]


def test_a_mail_with_a_link_goes_out(mara):
    mara.get("invitations.invitations", **CLINIC)
    mara.send("#invite", emails=f" {GUEST.upper()} ", role="supervisor")
    mara.follow()
    assert f"Invitation sent to {GUEST}." in told(mara)
    [letter] = mail.recent(to=GUEST)
    assert "Mara Manager invited you to join North Clinic. Your role: supervisor." in letter.body
    assert re.search(r"/join/\S+", letter.body)


def test_many_are_invited_at_once_each_one_time(mara, waiting):
    mara.post(
        "invitations.invite", {**TO_CLINIC, "emails": "a@x.example\n\n b@x.example, A@x.example;c@x.example"}, **CLINIC
    )
    mara.follow()
    assert waiting() == ["a@x.example", "b@x.example", "c@x.example"]
    assert "3 invitations sent." in told(mara)
    assert [mara.page.text.count(each) for each in waiting()] == [1, 1, 1]


def test_whoever_accepts_has_the_role(mara, visitor, cast):
    mara.post("invitations.invite", {**TO_CLINIC, "emails": cast["ines"].email, "role": "supervisor"}, **CLINIC)
    visitor.as_("ines").post(link_to(cast["ines"].email))
    db.session.rollback()
    mine = {"person_id": cast["ines"].id, "organization_id": cast.organizations["north"]}
    assert [each.role for each in db.session.query(Membership).filter_by(**mine)] == ["supervisor"]


def test_a_clinic_can_offer_a_course_with_the_role(mara, visitor, cast, make):
    make.course()
    mara.post("invitations.invite", {**TO_CLINIC, "emails": cast["omar"].email, "course": "tiny"}, **CLINIC)
    assert "You’ll also be enrolled in the course “" in mail.recent(to=cast["omar"].email)[0].body
    omar = visitor.as_("omar")
    omar.get(link_to(cast["omar"].email))
    omar.send("main form")
    assert enrolled(cast["omar"].id, "tiny", now())


@pytest.mark.parametrize("course_role", ["learner", "teacher"])
def test_a_teacher_invites_to_the_course(ines, visitor, cast, course_role):
    ines.get("invitations.invitations", **COURSE)
    ines.send("#invite", emails=cast["omar"].email, course_role=course_role)
    omar = visitor.as_("omar")
    omar.get(link_to(cast["omar"].email))
    omar.send("main form")
    db.session.rollback()
    assert bool(enrolled(cast["omar"].id, "tiny", now())) == (course_role == "learner")
    assert teaches(cast["omar"].id, course("tiny").id) == (course_role == "teacher")
    omar.get("authoring.desk", slug="tiny", expect=200 if course_role == "teacher" else 404)


def test_an_invited_course_is_open_to_who_was_invited(visitor, cast, make):
    tree = make.tiny_tree()
    tree["course.toml"] = tree["course.toml"].replace('enrolment = "open"', 'enrolment = "invited"')
    make.course(tree)
    ines, omar = visitor.as_("ines"), visitor.as_("omar")
    ines.post("invitations.invite", {"emails": cast["omar"].email, "course_role": "learner"}, **COURSE)
    omar.post("learning.enrol", slug="tiny", expect=403)
    omar.post(link_to(cast["omar"].email))
    omar.get("learning.lesson", slug="tiny", uid="first")


def test_who_has_all_of_it_is_not_invited_again(mara, cast, waiting):
    mara.post("invitations.invite", {**TO_CLINIC, "emails": f"{cast['ana'].email}\n{GUEST}"}, **CLINIC)
    mara.follow()
    assert waiting() == [GUEST]
    assert f"Not invited because they already belong: {cast['ana'].email}." in told(mara)


def test_a_pending_one_is_sent_again_and_the_older_link_is_dead(mara, visitor):
    mara.post("invitations.invite", TO_CLINIC, **CLINIC)
    older = link_to(GUEST)
    mara.follow()
    mara.send("form[action$='/again']")
    newer = link_to(GUEST)
    assert newer != older
    stranger = type(visitor)(visitor.app, visitor.cast)
    stranger.get(older, expect=404)
    stranger.get(newer)


def test_a_withdrawn_one_is_gone_and_its_link_is_dead(mara, visitor, waiting):
    mara.post("invitations.invite", TO_CLINIC, **CLINIC)
    path = link_to(GUEST)
    mara.follow()
    mara.send("form[action$='/withdraw']")
    mara.follow()
    assert "No invitations are waiting." in mara.page.text
    assert waiting() == []
    type(visitor)(visitor.app, visitor.cast).get(path, expect=404)


def test_what_was_accepted_meanwhile_cannot_be_withdrawn(app, cast, make):
    cast.load()
    make.course()
    course_id = course("tiny").id
    code = write_tx(lambda: actions.invite(cast["omar"].email, Offer(course_id=course_id, course_role="learner")))
    held = invitation(code)
    pending = pending_called(held.public_id, organization_id=None, course_id=course_id)
    write_tx(lambda: actions.accept(held, cast["omar"].id))
    with pytest.raises(Conflict):
        write_tx(lambda: actions.withdraw(pending, by=cast["ines"].id))


def test_it_is_audited_in_the_clinics_chain(mara, cast):
    mara.post("invitations.invite", TO_CLINIC, **CLINIC)
    event = db.session.query(AuditEvent).filter_by(action="invitation.sent").one()
    assert event.actor == f"person:{cast['mara'].id}"
    assert event.chain == f"organization:{cast.organizations['north']}"


@pytest.mark.parametrize("slug", ["south-clinic", "psoas-school", "nowhere"])
def test_nobody_invites_to_what_they_do_not_manage(mara, waiting, slug):
    mara.post("invitations.invite", {**TO_CLINIC, "role": "manager"}, to="clinic", slug=slug, expect=404)
    assert waiting() == []


@pytest.mark.parametrize("person", ["ana", "sofia", "ines", "omar"])
def test_members_and_outsiders_do_not_invite(visitor, waiting, person):
    visitor.as_(person).post("invitations.invite", {**TO_CLINIC, "role": "manager"}, **CLINIC, expect=404)
    assert waiting() == []


def test_one_clinics_invitation_is_not_anothers(mara, visitor, waiting):
    mara.post("invitations.invite", TO_CLINIC, **CLINIC)
    mara.follow()
    path = mara.page.one("form[action$='/withdraw']").get("action").replace("north-clinic", "south-clinic")
    visitor.as_("omar").post(path, expect=404)
    assert waiting() == [GUEST]


WRONG = {
    "no address": ({"emails": " \n "}, "emails", "Enter at least one email address."),
    "one that is none": ({"emails": f"{GUEST}\nguest\nhost"}, "emails", "Not a valid email address: “guest”, “host”."),
    "no such role": ({"role": "owner"}, "role", "Choose an option from the list."),
    "no such course": ({"course": "nowhere"}, "course", "Choose an option from the list."),
    "too many": ({"emails": "a@x.example\n" * (AT_ONCE + 1)}, "emails", "at most 100 addresses"),
}


@pytest.mark.parametrize("case", WRONG)
def test_an_error_names_its_field_keeps_what_was_typed_and_invites_nobody(mara, waiting, case):
    said, field, words = WRONG[case]
    mara.post("invitations.invite", {**TO_CLINIC, **said}, **CLINIC, expect=422)
    assert words in text_of(mara.page.one(f"#{field}-error"))
    assert text_of(mara.page.one("#emails")).split() == {**TO_CLINIC, **said}["emails"].split()
    assert waiting() == []


def test_an_address_is_not_flooded(mara, waiting):
    for _time in range(limits.INVITED.count):
        mara.post("invitations.invite", TO_CLINIC, **CLINIC)
    mara.post("invitations.invite", {**TO_CLINIC, "emails": f"{GUEST}\nother@new.example"}, **CLINIC, expect=429)
    assert f"{GUEST} has had several invitations" in text_of(mara.page.one("#emails-error"))
    assert waiting() == [GUEST]  # each took the place of the one before, and no one of the last list was invited
    assert len(mail.recent(to=GUEST)) == limits.INVITED.count


def test_the_list_costs_the_same_however_long_it_is(mara, statements, cast):
    clinic = cast.organizations["north"]
    write_tx(lambda: [actions.invite(f"g{n}@x.example", Offer(clinic, "student")) for n in range(120)])
    with statements(at_most=6):
        mara.get("invitations.invitations", **CLINIC)
    assert len(mara.page.select("form[action$='/withdraw']")) == 50
    mara.get(mara.page.one("a[rel=next]").get("href"))
    assert len(mara.page.select("form[action$='/withdraw']")) == 50


@pytest.mark.parametrize(
    "parts", [(1, "", None, ""), (1, "owner", None, ""), (None, "manager", None, ""), (None, "", 1, "")]
)
def test_an_offer_that_nobody_can_make_is_none(parts):
    with pytest.raises(ValueError, match="no invitation gives"):
        Offer(*parts)
