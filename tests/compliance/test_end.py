"""Ending a membership: asked once more, audited, never the only manager's."""

import pytest

from lms.core.audit import AuditEvent
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.errors import Conflict
from lms.organizations import actions as organizations
from lms.organizations.models import Membership
from lms.organizations.queries import held, roles_of
from tests.compliance.conftest import CLINIC
from tests.parallel import at_once


def membership(cast, person, where="north"):
    mine = {"person_id": cast[person].id, "organization_id": cast.organizations[where]}
    return db.session.query(Membership.public_id).filter_by(**mine).order_by(Membership.id.desc()).first()[0]


def roles(cast, person):
    db.session.rollback()
    return [each.role for each in roles_of(cast[person].id, now()) if each.slug == CLINIC]


def test_it_asks_first_and_ends_then(mara, cast):
    mara.get("compliance.clinic", slug=CLINIC)
    link = next(each for each in mara.page.select(".staff a") if "Ana" in (each.get("aria-label") or ""))
    mara.get(link.get("href"))
    assert "This ends the membership of Ana Student (role: student, since " in mara.page.text
    assert roles(cast, "ana") == ["student"]
    mara.send()
    mara.follow()
    assert roles(cast, "ana") == []
    assert "Ana Student" not in [each.text for each in mara.page.select(".staff th")]


def test_it_is_audited_in_the_clinics_chain(mara, cast):
    mara.post("compliance.end", slug=CLINIC, public_id=membership(cast, "ana"))
    event = db.session.query(AuditEvent).filter_by(action="membership.ended").one()
    assert (event.actor, event.subject) == (f"person:{cast['mara'].id}", f"person:{cast['ana'].id}")
    assert event.chain == f"organization:{cast.organizations['north']}"


def test_it_ends_once(mara, cast):
    ana = membership(cast, "ana")
    mara.post("compliance.end", slug=CLINIC, public_id=ana)
    mara.post("compliance.end", slug=CLINIC, public_id=ana, expect=404)


def test_the_last_manager_stays(mara, cast):
    mara.post("compliance.end", slug=CLINIC, public_id=membership(cast, "mara"), expect=409)
    assert "This is the clinic’s only manager." in mara.page.text
    assert roles(cast, "mara") == ["manager"]


def test_a_manager_may_go_when_another_is_there(mara, cast):
    clinic, sofia, leaving = cast.organizations["north"], cast["sofia"].id, membership(cast, "mara")
    write_tx(lambda: organizations.add_member(clinic, sofia, "manager"))
    mara.post("compliance.end", slug=CLINIC, public_id=leaving)
    assert mara.location == "/home"
    mara.get("compliance.clinic", slug=CLINIC, expect=404)


def test_of_two_managers_who_end_each_other_one_stays(app, cast):
    clinic, mara, sofia = cast.load().organizations["north"], cast["mara"].id, cast["sofia"].id
    write_tx(lambda: organizations.add_member(clinic, sofia, "manager"))
    pairs = ((mara, "sofia"), (sofia, "mara"))
    ends = [(held(clinic, membership(cast, whose), now()).membership_id, by) for by, whose in pairs]

    def end(number):
        leaving, by = ends[number]
        write_tx(lambda: organizations.end_membership(leaving, by=by))

    results = at_once(app, 2, end)
    assert [type(each) for each in results if each] == [Conflict]
    db.session.rollback()
    managing = db.session.query(Membership).filter_by(organization_id=clinic, role="manager")
    assert len([each for each in managing if each.ends_at is None or each.ends_at > now()]) == 1


@pytest.mark.parametrize(
    ("person", "slug"), [("omar", CLINIC), ("ana", CLINIC), ("ada", CLINIC), ("mara", "south-clinic")]
)
def test_nobody_else_ends_it(visitor, cast, person, slug):
    ana = membership(cast.load(), "ana")
    visitor.as_(person).post("compliance.end", slug=slug, public_id=ana, expect=404)
    assert roles(cast, "ana") == ["student"]
