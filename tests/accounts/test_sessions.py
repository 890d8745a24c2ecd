"""Where a person is signed in, and signing out remotely."""

import pytest
from sqlalchemy import select

from lms.accounts.models import SignInSession
from lms.core.db import db
from tests.accounts.browser import token_of
from tests.cast import PASSWORD

PHONE = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


@pytest.fixture
def phone(visitor, cast):
    """Ana on her phone."""
    sent = {"email": cast["ana"].email, "password": PASSWORD}
    visitor.post("accounts.sign_in", sent, headers={"User-Agent": PHONE})
    return visitor


def public_ids(person_id):
    db.session.rollback()
    query = select(SignInSession.public_id).where(SignInSession.person_id == person_id).order_by(SignInSession.id)
    return db.session.scalars(query).all()


def test_browser_network_and_time_are_told_and_this_one_is_marked(phone):
    phone.get("accounts.sessions")
    (session,) = phone.page.select("main ul li")
    words = phone.page.text
    assert "Firefox, Android" in words
    assert "127.0.0.0/24" in words
    assert "Last active today" in words
    assert "This browser" in words
    assert session is not None


def test_one_session_is_ended_from_another(phone, visitor, cast):
    laptop = visitor.as_("ana")
    _phone, at_the_laptop = public_ids(cast["ana"].id)
    phone.get("accounts.sessions")
    phone.send(f'form[action*="{at_the_laptop}"]')
    laptop.get("accounts.account", expect=302)
    phone.get("accounts.account")


def test_all_others_end_at_once(phone, visitor, cast, holding):
    others = [visitor.as_("ana"), visitor.as_("ana")]
    phone.get("accounts.sessions")
    phone.send('form[action$="end-others"]')
    for each in others:
        each.get("accounts.account", expect=302)
    phone.get("accounts.sessions")
    assert phone.page.select('form[action$="end-others"]') == []
    assert holding(cast["ana"].id) == 1


def test_sessions_of_others_are_neither_shown_nor_ended(phone, visitor, cast):
    omar = visitor.as_("omar")
    (his,) = public_ids(cast["omar"].id)
    phone.post("accounts.end_session", public_id=his, expect=404)
    omar.get("accounts.sessions")
    assert "Firefox, Android" not in omar.page.text


def test_an_ended_session_cannot_be_ended_again(phone, visitor, cast):
    visitor.as_("ana")
    _phone, other = public_ids(cast["ana"].id)
    phone.post("accounts.end_session", public_id=other)
    phone.post("accounts.end_session", public_id=other, expect=404)


def test_the_page_shows_no_token(phone):
    assert token_of(phone) not in phone.get("accounts.sessions").text


def test_it_is_recorded(phone, visitor, cast, audited):
    visitor.as_("ana")
    ana = f"person:{cast['ana'].id}"
    phone.post("accounts.end_session", public_id=public_ids(cast["ana"].id)[1])
    phone.post("accounts.end_other_sessions")
    assert audited()[-2:] == [
        ("session.ended", ana, ana, "done"),
        ("other_sessions.ended", ana, ana, "done"),
    ]


def test_a_hundred_sessions_cost_no_more_statements_than_one(phone, visitor, statements):
    with statements() as alone:
        phone.get("accounts.sessions")
    for _ in range(20):
        visitor.as_("ana")
    with statements(at_most=alone.count):
        phone.get("accounts.sessions")
