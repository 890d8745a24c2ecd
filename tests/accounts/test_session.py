"""Who asks: one statement, by a cookie that may hold anything."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from lms.accounts.actions import end_sessions
from lms.accounts.models import Person, SignInSession
from lms.core.clock import now
from lms.core.db import db, write_tx
from tests.page import Page
from tests.visitor import BASE

DAY = timedelta(days=1)


def seen_at(person_id):
    db.session.rollback()
    return db.session.scalar(select(SignInSession.seen_at).where(SignInSession.person_id == person_id))


def test_a_signed_in_visitor_costs_one_statement(visitor, statements):
    ana = visitor.as_("ana")
    with statements(exactly=1) as seen:
        ana.get("accounts.forgotten")
    assert "sign_in_session" in seen.texts[0]


def test_a_visitor_without_a_cookie_costs_none(visitor, statements):
    with statements(exactly=0):
        visitor.get("accounts.forgotten")


@pytest.mark.parametrize(
    "garbage", ["x", "é€", "\x00", "a" * 5000, "' OR 1=1 --", "%00%ff", "....", "eyJhbGciOiJub25lIn0.e30."]
)
def test_garbage_in_the_cookie_is_nobody(app, garbage):
    client = app.test_client()
    response = client.get("/account", headers={"Cookie": f"sid={garbage}"}, base_url="http://127.0.0.1:8000")
    assert response.status_code == 302
    assert (
        client.get("/sign-in", headers={"Cookie": f"sid={garbage}"}, base_url="http://127.0.0.1:8000").status_code
        == 200
    )


def test_fourteen_days_without_a_visit_end_it(visitor):
    ana = visitor.as_("ana")
    with time_machine.travel(now() + 14 * DAY - timedelta(seconds=30)):
        ana.get("accounts.account")
    with time_machine.travel(now() + 28 * DAY):
        ana.get("accounts.account", expect=302)


def test_ninety_days_end_it_however_often_it_was_seen(visitor):
    ana, start = visitor.as_("ana"), now()
    for days in range(10, 90, 10):
        with time_machine.travel(start + days * DAY):
            ana.get("accounts.account")
    with time_machine.travel(start + 90 * DAY):
        ana.get("accounts.account", expect=302)


def test_the_last_visit_is_noted_every_five_minutes_at_most(visitor, cast, statements):
    ana, start = visitor.as_("ana"), now()
    first = seen_at(cast["ana"].id)
    with time_machine.travel(start + timedelta(minutes=4)), statements(exactly=1):
        ana.get("accounts.forgotten")
    assert seen_at(cast["ana"].id) == first
    with time_machine.travel(start + timedelta(minutes=6)), statements(exactly=2):
        ana.get("accounts.forgotten")
    assert seen_at(cast["ana"].id) > first


def test_who_has_left_is_nobody(visitor, cast):
    ana = visitor.as_("ana")
    write_tx(lambda: db.session.execute(update(Person).where(Person.id == cast["ana"].id).values(left_at=now())))
    ana.get("accounts.account", expect=302)


def test_a_demo_session_ends_with_demo_mode(visitor, cast):
    ana = visitor.as_("ana")
    write_tx(lambda: db.session.execute(update(Person).where(Person.id == cast["ana"].id).values(demo=True)))
    ana.get("accounts.account", expect=302)


def test_what_a_request_knows_of_the_person_is_read_each_time(visitor, cast):
    ana = visitor.as_("ana")
    write_tx(lambda: db.session.execute(update(Person).where(Person.id == cast["ana"].id).values(name="Anna Studt")))
    assert "Anna Studt" in ana.get("accounts.account").text


def test_a_form_sent_after_the_session_has_ended_says_so_and_leads_back_to_it(visitor, cast):
    ana = visitor.as_("ana")
    ana.get("accounts.account")
    write_tx(lambda: end_sessions(cast["ana"].id))
    sent = {"headers": {"Referer": f"{BASE}/account?tab=1"}}
    ana.post("accounts.account", {"name": "Ana New"}, expect=302, **sent)
    assert ana.location == "/sign-in?next=/account?tab%3D1"
    ana.follow()
    assert "Your session had ended, so this was not saved." in ana.page.html


def test_a_stale_form_leads_back_to_its_page_and_to_no_other_site(visitor):
    ana = visitor.as_("ana")
    ours, others = f"{BASE}/account", "https://evil.example/account"
    for told, way_on in ((ours, "/account"), (others, "/"), (f"{BASE}//evil", "/")):
        answer = ana.client.post("/account", data={"csrf_token": "stale"}, base_url=BASE, headers={"Referer": told})
        assert answer.status_code == 400
        page = Page(answer.get_data(as_text=True))
        assert "Back button to get back what you typed" in page.text
        assert page.one("main a.btn").get("href") == way_on
