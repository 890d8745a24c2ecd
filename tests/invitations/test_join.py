"""Joining by invitation: who invites to what, and the next step for each visitor."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from lms.accounts.models import Person
from lms.accounts.queries import person_by_email
from lms.core.audit import AuditEvent
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.errors import Conflict
from lms.invitations import actions
from lms.invitations.queries import invitation
from lms.invitations.rules import ACCOUNT, Offer
from lms.organizations.queries import roles_of
from tests.accounts.letters import letters, link_to
from tests.cast import PASSWORD
from tests.parallel import at_once

EVA = "eva@cast.example"
FILLED = {"name": "Eva Neu", "password": "soft warm hands first", "time_zone": "Europe/Lisbon"}


@pytest.fixture
def invite(cast):
    """Mara invites an address to the north clinic. Returns the path of the link."""
    cast.load()

    def send(email=EVA, role="supervisor", organization="north"):
        place = cast.organizations[organization] if organization else None
        code = write_tx(
            lambda: actions.invite(
                email, Offer(place, role) if place else ACCOUNT, by=cast["mara"].id if place else None
            )
        )
        return f"/join/{code}"

    return send


def roles(email):
    db.session.rollback()
    return [(role.slug, role.role) for role in roles_of(person_by_email(email).id, now())]


def test_the_page_says_who_invites_to_what(visitor, invite):
    visitor.get(invite())
    assert "Mara Manager invited you to join North Clinic. Your role: supervisor." in visitor.page.text


def test_somebody_new_makes_an_account_and_belongs(visitor, invite):
    visitor.get(invite())
    visitor.send(**FILLED)
    assert visitor.location == "/home"
    assert roles(EVA) == [("north-clinic", "supervisor")]
    assert person_by_email(EVA).email_confirmed_at is not None
    visitor.get("accounts.account")


def test_an_invitation_works_where_sign_up_is_closed(visitor, cast, invite, make_app):
    closed = type(visitor)(make_app(open_sign_up=False), cast)
    closed.get(invite())
    closed.send(**FILLED)
    assert roles(EVA) == [("north-clinic", "supervisor")]


def test_an_invitation_may_be_to_an_account_alone(visitor, invite):
    visitor.get(invite(organization=None, role="student"))
    assert "You’re invited to create an account." in visitor.page.text
    visitor.send(**FILLED)
    assert roles(EVA) == []


def test_opening_the_link_changes_nothing(visitor, invite):
    path = invite()
    before = db.session.scalar(select(func.count()).select_from(Person))
    for _ in range(3):
        visitor.get(path)
    assert db.session.scalar(select(func.count()).select_from(Person)) == before
    visitor.send(**FILLED)


def test_whoever_has_an_account_signs_in_and_then_joins(visitor, cast, invite):
    path = invite("omar@cast.example")
    visitor.get(path)
    assert visitor.page.select("main form") == []
    visitor.get(visitor.page.one("main a").get("href"))
    visitor.send(email="omar@cast.example", password=PASSWORD)
    assert visitor.location == path
    visitor.follow()
    visitor.send("main form")
    assert "You’ve joined North Clinic." in visitor.get("accounts.account").text
    assert roles("omar@cast.example") == [("north-clinic", "supervisor"), ("south-clinic", "manager")]


def test_somebody_else_cannot_take_the_place(visitor, cast, invite):
    path = invite("sofia@cast.example", role="manager")
    omar = visitor.as_("omar")
    omar.get(path)
    assert "invitation is for sofia@cast.example" in omar.page.text
    omar.post(path, expect=409)
    assert roles("omar@cast.example") == [("south-clinic", "manager")]
    visitor.post(path, FILLED, expect=409)


def test_the_link_works_once(visitor, invite):
    path = invite()
    visitor.post(path, FILLED)
    other = type(visitor)(visitor.app, visitor.cast)
    other.get(path, expect=404)
    other.post(path, FILLED, expect=404)


def test_of_two_at_once_one_joins(app, cast, invite):
    held = invitation(invite("omar@cast.example").rpartition("/")[2])
    omar = cast["omar"].id
    db.session.rollback()
    done = at_once(app, 4, lambda _number: write_tx(lambda: actions.accept(held, omar)))
    assert len([each for each in done if isinstance(each, Conflict)]) == 3
    assert roles("omar@cast.example") == [("north-clinic", "supervisor"), ("south-clinic", "manager")]


def test_the_link_is_dead_after_two_weeks(visitor, invite):
    path = invite()
    with time_machine.travel(now() + timedelta(days=14, seconds=1)):
        visitor.get(path, expect=404)


def test_a_newer_invitation_takes_the_place_of_the_older(visitor, invite):
    older, newer = invite(), invite(role="student")
    visitor.get(older, expect=404)
    visitor.get(newer)


@pytest.mark.parametrize("code", ["x", "a" * 43, "é", "a" * 3000])
def test_an_invented_code_is_none(visitor, code):
    visitor.get("invitations.join", code=code, expect=404)


@pytest.mark.parametrize(("wrong", "field"), [({"name": " "}, "name"), ({"password": "short"}, "password")])
def test_each_error_names_its_field_and_the_code_still_works(visitor, invite, wrong, field):
    path = invite()
    visitor.post(path, {**FILLED, **wrong}, expect=422)
    assert len(visitor.page.select(f".wrong #{field}")) == 1
    visitor.post(path, FILLED)


def test_role_and_place_cannot_be_sent_along(visitor, invite):
    visitor.post(invite(role="student"), {**FILLED, "role": "manager", "organization_id": "3", "admin": "1"})
    assert roles(EVA) == [("north-clinic", "student")]
    assert person_by_email(EVA).admin is False


def test_a_role_that_one_has_is_not_doubled(visitor, invite):
    ana = visitor.as_("ana")
    ana.post(invite("ana@cast.example", role="student"))
    assert roles("ana@cast.example") == [("north-clinic", "student"), ("psoas-school", "student")]


def test_the_letter_has_the_link_and_our_own_address(invite):
    path = invite()
    (letter,) = letters(EVA)
    assert "Mara Manager invited you to join North Clinic." in letter.body
    assert link_to(EVA, "/join/") == path


def test_the_code_is_not_in_the_database(invite):
    code = invite().rpartition("/")[2]
    stored = db.session.execute(select(AuditEvent.detail)).all()
    assert code not in str(stored)


def test_both_steps_are_in_the_clinics_own_chain(visitor, cast, invite):
    visitor.post(invite(), FILLED)
    chain = f"organization:{cast.organizations['north']}"
    db.session.rollback()
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.chain == chain).order_by(AuditEvent.seq)).all()
    assert [event.action for event in events] == ["invitation.sent", "invitation.accepted", "membership.started"]


def test_the_page_is_not_kept_and_not_told_on(visitor, invite):
    response = visitor.get(invite())
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
