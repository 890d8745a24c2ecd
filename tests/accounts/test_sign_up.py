"""Making an account: an address asks, and the page behind the mailed link opens it."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from lms.accounts import actions
from lms.accounts.limits import MAIL_NETWORK
from lms.accounts.models import Person
from lms.accounts.queries import link, person_by_email
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.errors import Conflict
from tests.accounts.letters import letters, link_to
from tests.page import text_of
from tests.parallel import at_once

NEW = "eva@cast.example"
GOOD = "soft warm hands first"
FILLED = {"name": "Eva Neu", "password": GOOD, "time_zone": "Europe/Lisbon"}


@pytest.fixture
def mailed(visitor):
    """The path that the letter to Eva has."""
    visitor.get("accounts.sign_up")
    visitor.send(email=NEW)
    return link_to(NEW, "/sign-up/")


def people():
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Person))


def test_from_the_address_to_home(visitor, mailed):
    visitor.follow()
    assert "Check your email" in visitor.page.text
    visitor.get(mailed)
    visitor.send(**FILLED)
    assert visitor.location == "/home"
    visitor.get("accounts.account")
    assert visitor.page.one("input[name=name]").get("value") == "Eva Neu"
    assert person_by_email(NEW).time_zone == "Europe/Lisbon"
    assert person_by_email(NEW).email_confirmed_at is not None


def test_opening_the_link_changes_nothing(visitor, mailed):
    before = people()
    for _ in range(3):
        visitor.get(mailed)
        visitor.client.head(mailed, base_url="http://127.0.0.1:8000")
    assert people() == before
    visitor.send(**FILLED)


def test_the_link_works_once(visitor, mailed):
    visitor.get(mailed)
    visitor.send(**FILLED)
    other = type(visitor)(visitor.app, visitor.cast)
    other.get(mailed, expect=404)
    assert "Request a new link" in other.page.text
    assert other.page.one("main a").get("href") == "/sign-up"
    visitor.get(mailed, expect=404)
    assert "You already have an account and are signed in." in visitor.page.text
    assert visitor.page.one("main a").get("href") == "/account"


def test_of_two_at_once_one_makes_the_account(app, visitor, mailed):
    held = link(mailed.rpartition("/")[2], "sign-up")
    db.session.rollback()

    def work(_number):
        return write_tx(lambda: actions.open_account(held, "Eva", "hash", "UTC", "en"))

    done = at_once(app, 4, work)
    assert len([each for each in done if isinstance(each, int)]) == 1
    assert len([each for each in done if isinstance(each, Conflict)]) == 3


def test_the_link_is_dead_after_a_day(visitor, mailed):
    with time_machine.travel(now() + timedelta(hours=24, seconds=1)):
        visitor.get(mailed, expect=404)


def test_a_newer_letter_takes_the_place_of_the_older(visitor, mailed):
    visitor.get("accounts.sign_up")
    visitor.send(email=NEW)
    visitor.get(mailed, expect=404)
    visitor.get(link_to(NEW, "/sign-up/"))


@pytest.mark.parametrize("token", ["x", "a" * 43, "é", "a" * 3000])
def test_an_invented_link_opens_nothing(visitor, token):
    visitor.get("accounts.confirm", token=token, expect=404)


def test_a_link_for_a_password_opens_no_account(visitor, cast):
    visitor.post("accounts.forgotten", {"email": cast["ana"].email})
    token = link_to("ana@cast.example", "/forgotten-password/").rpartition("/")[2]
    visitor.get("accounts.confirm", token=token, expect=404)


def test_the_page_of_the_link_is_not_kept_and_not_told_on(visitor, mailed):
    response = visitor.get(mailed)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"password": "short"}, "password"),
        ({"password": "eva neu for ever"}, "password"),
        ({"password": "passwordpassword"}, "password"),
        ({"time_zone": "Moon/Sea"}, "time_zone"),
    ],
)
def test_each_error_names_its_field_and_what_was_typed_stays(visitor, mailed, wrong, field):
    before = people()
    visitor.post(mailed, {**FILLED, **wrong}, expect=422)
    assert len(visitor.page.select(f".wrong #{field}")) == 1
    assert visitor.page.one("input[name=name]").get("value") == {**FILLED, **wrong}["name"]
    assert people() == before


def test_extra_fields_are_ignored(visitor, mailed):
    visitor.post(mailed, {**FILLED, "admin": "1", "email": "ana@cast.example", "id": "1", "demo": "1"})
    person = person_by_email(NEW)
    assert (person.admin, person.demo) == (False, False)


def test_known_and_unknown_addresses_get_the_same_bytes_and_the_same_work(visitor, cast, computed):
    cast.load()
    computed.clear()
    answers = []
    for email in (cast["ana"].email, NEW):
        response = visitor.post("accounts.sign_up", {"email": email})
        answers.append((response.status_code, response.headers["Location"], response.data, visitor.follow().data))
    assert answers[0] == answers[1]
    assert computed == []
    assert len(letters()) == 2


def test_known_and_unknown_addresses_cost_the_same_statements(visitor, cast, statements):
    visitor.post("accounts.sign_up", {"email": cast["omar"].email})  # begins the audit chain
    counts = []
    for email in ("ana@cast.example", "eva@cast.example"):
        with statements() as seen:
            visitor.post("accounts.sign_up", {"email": email})
        counts.append(seen.count)
    assert counts[0] == counts[1]


def test_whoever_has_an_account_is_told_so_by_mail_only(visitor, cast):
    visitor.post("accounts.sign_up", {"email": cast["ana"].email.upper()})
    (letter,) = letters("ana@cast.example")
    assert "already have an account" in letter.subject
    assert "/sign-up/" not in letter.body


def test_an_account_made_meanwhile_makes_the_link_dead(visitor, mailed):
    write_tx(lambda: actions.create_person(NEW, "Eva", "hash", confirmed=True))
    visitor.get(mailed, expect=404)


def test_letters_name_our_own_address_whatever_the_request_says(visitor):
    visitor.post("accounts.sign_up", {"email": NEW}, headers={"X-Forwarded-Host": "evil.example"})
    assert "evil.example" not in letters(NEW)[0].body
    visitor.client.post("/sign-up", data={"email": NEW}, base_url="http://evil.example")
    assert len(letters(NEW)) == 1


def test_an_address_must_be_one(visitor):
    visitor.post("accounts.sign_up", {"email": "eva at home"}, expect=422)
    assert visitor.page.one("input[name=email]").get("value") == "eva at home"
    assert letters() == []


def test_three_letters_an_hour_for_an_address(visitor):
    for _ in range(3):
        visitor.post("accounts.sign_up", {"email": NEW})
    visitor.post("accounts.sign_up", {"email": NEW}, expect=429)
    assert len(letters(NEW)) == 3


def test_so_many_letters_an_hour_for_a_network_and_a_class_gets_its_own(visitor):
    assert MAIL_NETWORK.count >= 40
    for number in range(MAIL_NETWORK.count):
        visitor.post("accounts.sign_up", {"email": f"eva{number}@cast.example"})
    visitor.post("accounts.sign_up", {"email": NEW}, expect=429)
    assert "Try again in 60 minutes" in text_of(visitor.page.one(".wrong"))
    assert visitor.page.one("input[name=email]").get("value") == NEW


def test_by_invitation_where_sign_up_is_closed(visitor, cast, make_app):
    closed = type(visitor)(make_app(open_sign_up=False), cast)
    closed.get("accounts.sign_up")
    assert "need an invitation" in closed.page.text
    assert closed.page.select("main form") == []
    closed.post("accounts.sign_up", {"email": NEW}, expect=403)
    assert letters() == []
    closed.get("accounts.sign_in")
    assert "Create an account" not in closed.page.text


def test_it_is_recorded(visitor, mailed, audited):
    visitor.post(mailed, FILLED)
    eva = f"person:{person_by_email(NEW).id}"
    assert ("person.signed_up", eva, eva, "done") in audited()


def test_the_zone_is_proposed_by_a_script_of_ours(visitor, mailed):
    visitor.get(mailed)
    assert re.search(r"/time-zone\.js$", visitor.page.one("script").get("src"))
    assert visitor.page.one("select[data-guess-zone]").get("name") == "time_zone"


def test_an_address_that_is_too_long_is_told_so_and_no_more(visitor):
    visitor.post("accounts.sign_up", {"email": "a" * 320 + "@new.example"}, expect=422)
    assert visitor.page.one("#email-error").text == "This is too long for an email address."
