"""Belonging to an organization from when to when."""

from datetime import timedelta

import pytest

from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.errors import Conflict, Invalid
from lms.organizations import actions
from lms.organizations.models import Membership, Organization
from lms.organizations.queries import Role, roles_of

DAY = timedelta(days=1)


@pytest.fixture
def north(cast):
    """The north clinic."""
    return cast.load().organizations["north"]


def test_a_role_begins_now_unless_told_otherwise(cast, north):
    omar = cast["omar"].id
    write_tx(lambda: actions.add_member(north, omar, "student"))
    assert Role(north, "north-clinic", "student") in roles_of(omar, now())
    assert Role(north, "north-clinic", "student") not in roles_of(omar, now() - DAY)


def test_a_role_holds_from_its_start_until_just_before_its_end(cast, north):
    omar, start = cast["omar"].id, now() + 2 * DAY
    write_tx(lambda: actions.add_member(north, omar, "student", starts_at=start, ends_at=start + DAY))
    held = [
        Role(north, "north-clinic", "student") in roles_of(omar, start + offset)
        for offset in (-timedelta(seconds=1), timedelta(0), DAY - timedelta(seconds=1), DAY)
    ]
    assert held == [False, True, True, False]


def test_an_ended_role_stays_as_a_fact(cast, north):
    omar = cast["omar"].id
    member = write_tx(lambda: actions.add_member(north, omar, "student", starts_at=now() - 2 * DAY))
    write_tx(lambda: actions.end_membership(member))
    assert Role(north, "north-clinic", "student") not in roles_of(omar, now())
    assert Role(north, "north-clinic", "student") in roles_of(omar, now() - DAY)
    assert db.session.get(Membership, member) is not None


def test_an_ended_role_cannot_be_ended_again(cast, north):
    omar = cast["omar"].id
    member = write_tx(lambda: actions.add_member(north, omar, "student"))
    write_tx(lambda: actions.end_membership(member))
    with pytest.raises(Conflict):
        write_tx(lambda: actions.end_membership(member))


@pytest.mark.parametrize("role", ["admin", "", "Manager"])
def test_an_unknown_role_is_refused(cast, north, role):
    omar = cast["omar"].id
    with pytest.raises(Invalid):
        write_tx(lambda: actions.add_member(north, omar, role))


def test_an_end_before_the_start_is_refused(cast, north):
    omar = cast["omar"].id
    with pytest.raises(Invalid):
        write_tx(lambda: actions.add_member(north, omar, "student", ends_at=now() - DAY))


def test_a_site_must_be_the_organisations_own(cast, north):
    south, omar = cast.organizations["south"], cast["omar"].id
    harbour = write_tx(lambda: actions.create_site(north, " Harbour  Street "))
    assert write_tx(lambda: actions.add_member(north, omar, "student", harbour))
    with pytest.raises(Invalid):
        write_tx(lambda: actions.add_member(south, omar, "student", harbour))


def test_a_slug_is_taken_once(app):
    made = write_tx(
        lambda: actions.create_organization("east-clinic", "East\nClinic", "clinic", time_zone="Europe/Rome")
    )
    found = db.session.get_one(Organization, made)
    assert (found.name, found.time_zone) == ("East Clinic", "Europe/Rome")
    with pytest.raises(Conflict):
        write_tx(lambda: actions.create_organization("east-clinic", "Another", "clinic"))


def test_roles_cost_one_statement(cast, statements):
    ana = cast["ana"].id
    with statements(exactly=1):
        assert len(roles_of(ana, now())) == 2
