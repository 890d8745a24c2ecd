"""One's own schools and clinics: what each sees, and the way out."""

import pytest

from lms.core.audit import AuditEvent
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.invitations import actions as invitations
from lms.invitations.rules import Offer
from lms.organizations import actions
from lms.organizations.models import Consent, Membership
from lms.organizations.queries import shares
from tests.cast import PASSWORD
from tests.page import text_of

CLINIC = "north-clinic"


@pytest.fixture
def ana(visitor, make):
    """Ana, who belongs to the north clinic and the school, and takes a course."""
    make.course()
    make.enrol("ana")
    return visitor.as_("ana")


def at_north(visitor, end):
    """The address of what can be done with one's membership in the north clinic: it comes first on the page."""
    found = [each.get("href") or each.get("action") for each in visitor.page.select("main a, main form")]
    return next(each for each in found if each.endswith(end))


@pytest.fixture
def seen(visitor):
    """What Mara, who manages the north clinic, reads about Ana."""

    def read():
        mara = visitor.as_("mara")
        mara.get("compliance.clinic", slug=CLINIC)
        [row] = [each for each in mara.page.select(".staff tbody tr") if "Ana Student" in text_of(each)]
        return text_of(row)

    return read


def test_nothing_is_seen_until_it_is_shared_and_nothing_after(ana, seen):
    assert "Not shared with you" in seen()
    assert "Tiny" not in seen()
    ana.get("organizations.memberships")
    ana.send(f"form[action='{at_north(ana, '/share')}']")
    ana.follow()
    assert "Not started" in seen()
    assert "Not shared with you" not in seen()
    ana.send("form[action$='/stop']")
    assert "Not shared with you" in seen()


def test_the_page_names_each_place_with_its_roles_and_what_it_sees(ana):
    ana.get("organizations.memberships")
    assert [text_of(each) for each in ana.page.select("main h2")] == ["North Clinic", "School of Touch"]
    assert ana.page.text.count("Not shared") == 2


def test_the_account_leads_there(ana):
    ana.get("accounts.account")
    assert ana.page.select("a[href='/account/memberships']")


def test_sharing_twice_is_once_and_both_ways_are_audited(app, cast):
    north, ana = cast.load().organizations["north"], cast["ana"].id
    for act in (actions.share, actions.share, actions.stop_sharing, actions.stop_sharing):
        write_tx(lambda act=act: act(north, ana))
    assert db.session.query(Consent).count() == 1
    acts = db.session.query(AuditEvent).filter_by(chain=f"organization:{north}", subject=f"person:{ana}")
    assert [each.action for each in acts] == ["consent.given", "consent.withdrawn"]


def test_leaving_asks_first_and_ends_then(ana, cast):
    ana.get("organizations.memberships")
    ana.get(at_north(ana, "/leave"))
    assert "This ends your membership (role: student, since " in ana.page.text
    ana.send()
    ana.follow()
    assert "North Clinic" not in [text_of(each) for each in ana.page.select("main h2")]


def test_the_only_manager_cannot_leave(visitor, cast):
    mara = visitor.as_("mara")
    mara.get("organizations.memberships")
    path = at_north(mara, "/leave")
    mara.post(path, expect=409)
    assert "only manager" in mara.page.text
    mara.get("compliance.clinic", slug=CLINIC)


@pytest.mark.parametrize("act", ["share", "stop_sharing", "leave"])
def test_anothers_membership_is_not_there(visitor, cast, act):
    cast.load()
    theirs = db.session.query(Membership.public_id).filter_by(person_id=cast["mara"].id).first()[0]
    visitor.as_("ana").post(f"organizations.{act}", public_id=theirs, expect=404)


@pytest.mark.parametrize("ticked", [True, False])
def test_joining_asks_whether_to_share(visitor, cast, ticked):
    north = cast.load().organizations["north"]
    code = write_tx(lambda: invitations.invite(cast["omar"].email, Offer(north, "student")))
    omar = visitor.as_("omar")
    omar.get("invitations.join", code=code)
    assert "they see only your name and role." in omar.page.text
    omar.post("invitations.join", {"share": "y"} if ticked else {}, code=code)
    db.session.rollback()
    assert shares(north, cast["omar"].id, now()) == ticked


def test_a_course_alone_asks_for_no_sharing(visitor, cast, make):
    make.course()
    offer = Offer(course_id=make.course_id(), course_role="learner")
    code = write_tx(lambda: invitations.invite(cast["omar"].email, offer))
    omar = visitor.as_("omar")
    omar.get("invitations.join", code=code)
    assert omar.page.select("[name=share]") == []


def test_who_leaves_for_good_shares_nothing_more(visitor, cast):
    north, ana = cast.load().organizations["north"], cast["ana"].id
    write_tx(lambda: actions.share(north, ana))
    visitor.as_("ana").post("accounts.leave", {"password": PASSWORD})
    db.session.rollback()
    assert not shares(north, ana, now())


def test_the_only_manager_cannot_leave_for_good_either(visitor, cast):
    mara = visitor.as_("mara")
    mara.post("accounts.leave", {"password": PASSWORD}, expect=409)
    assert "You are the only manager of a school or clinic." in mara.page.text
    mara.get("compliance.clinic", slug=CLINIC)
