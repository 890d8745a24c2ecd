"""Signing in with address and password, and limits on tries."""

import re

import pytest
from sqlalchemy import select, update

from lms.accounts import actions, passwords
from lms.accounts.models import Person, SignInSession
from lms.core.db import db, write_tx
from tests.accounts.browser import give_token, token_of
from tests.cast import PASSWORD

WRONG = "warm-hands-slow-hands"


def same_bytes(response):
    """The page without what differs at each look: tokens and the typed address."""
    return re.sub(rb'value="[^"]*"', b'value=""', response.data)


def sign_in(visitor, email, password, expect=302, **sent):
    return visitor.post("accounts.sign_in", {"email": email, "password": password, **sent}, expect=expect)


def test_the_right_password_opens_home(visitor, cast):
    visitor.get("accounts.sign_in")
    visitor.send(email=cast["ana"].email, password=PASSWORD)
    assert visitor.location == "/home"
    assert "Ana Student" in visitor.get("accounts.account").text


@pytest.mark.parametrize("spelling", ["ANA@CAST.EXAMPLE", " ana@cast.example "])
def test_the_address_may_be_spelt_in_any_case(visitor, cast, spelling):
    cast.load()
    sign_in(visitor, spelling, PASSWORD)
    assert visitor.location == "/home"


def test_a_wrong_password_names_the_field_and_keeps_the_address(visitor, cast):
    sign_in(visitor, cast["ana"].email, WRONG, expect=422)
    assert "email address or password is incorrect" in visitor.page.text
    assert visitor.page.one("input[name=email]").get("value") == cast["ana"].email
    assert visitor.page.one("input[name=password]").get("value") in (None, "")


@pytest.mark.parametrize(("email", "password"), [("", PASSWORD), ("ana", PASSWORD), ("ana@cast.example", "")])
def test_what_is_missing_is_named(visitor, cast, email, password):
    cast.load()
    sign_in(visitor, email, password, expect=422)
    assert len(visitor.page.select(".field.wrong")) == 1


def test_huge_fields_are_refused_at_once(visitor, computed):
    sign_in(visitor, "x" * 6000 + "@cast.example", "y" * 1000, expect=422)
    assert computed == []
    assert len(visitor.page.select(".field.wrong")) == 2


def test_known_and_unknown_addresses_get_the_same_bytes_and_the_same_work(visitor, cast, computed):
    cast.load()
    computed.clear()
    known = same_bytes(sign_in(visitor, "ana@cast.example", WRONG, expect=422))
    work_for_known, computed[:] = list(computed), []
    unknown = same_bytes(sign_in(visitor, "eva@cast.example", WRONG, expect=422))
    assert known == unknown
    assert work_for_known == computed == ["verify"]


def test_known_and_unknown_addresses_cost_the_same_statements(visitor, cast, statements):
    sign_in(visitor, cast["omar"].email, WRONG, expect=422)  # begins the audit chain
    counts = []
    for email in ("ana@cast.example", "eva@cast.example"):
        with statements() as seen:
            sign_in(visitor, email, WRONG, expect=422)
        counts.append(seen.count)
    assert counts[0] == counts[1]


def test_an_address_that_was_not_confirmed_opens_nothing(visitor, app):
    stored = passwords.hashed(PASSWORD)
    write_tx(lambda: actions.create_person("new@cast.example", "New", stored))
    sign_in(visitor, "new@cast.example", PASSWORD, expect=422)
    assert "email address or password is incorrect" in visitor.page.text


def test_five_tries_an_address_then_a_page_that_says_when(visitor, cast):
    cast.load()
    for _ in range(5):
        sign_in(visitor, "Ana@cast.example", WRONG, expect=422)
    response = sign_in(visitor, "ana@cast.example", PASSWORD, expect=429)
    assert "Try again in 15 minutes" in visitor.page.text
    assert visitor.page.one("main form input[name=email]").get("value") == "ana@cast.example"
    assert 14 * 60 < int(response.headers["Retry-After"]) <= 15 * 60


def test_the_limit_is_shared_by_all_workers(visitor, cast, make_app):
    cast.load()
    other = type(visitor)(make_app(), cast)
    for each in (visitor, other, visitor, other, visitor):
        sign_in(each, "ana@cast.example", WRONG, expect=422)
    sign_in(other, "ana@cast.example", WRONG, expect=429)


def test_a_forwarded_address_does_not_sidestep_the_limit(visitor, cast):
    cast.load()
    sent = {"email": "ana@cast.example", "password": WRONG}
    for number in range(6):
        expect = 422 if number < 5 else 429
        visitor.post("accounts.sign_in", sent, expect=expect, headers={"X-Forwarded-For": f"198.51.100.{number}"})


def test_unknown_addresses_are_held_back_alike(visitor):
    for _ in range(5):
        sign_in(visitor, "eva@cast.example", WRONG, expect=422)
    sign_in(visitor, "eva@cast.example", WRONG, expect=429)


def test_thirty_tries_a_network_whatever_the_address(visitor, cast):
    cast.load()
    for number in range(30):
        sign_in(visitor, f"eva{number}@cast.example", WRONG, expect=422)
    sign_in(visitor, "ana@cast.example", PASSWORD, expect=429)


def test_success_forgives_the_address_and_gives_the_network_its_try_back(visitor, cast):
    cast.load()
    for _round in range(8):  # 24 wrong tries; with the 8 right ones it would be more than 30
        stranger = type(visitor)(visitor.app, cast)  # where no one has signed in before
        for _ in range(3):
            sign_in(stranger, cast["ana"].email, WRONG, expect=422)
        sign_in(stranger, cast["ana"].email, PASSWORD)


def test_signing_in_makes_a_new_session_and_ends_the_one_before(visitor, cast, holding):
    ana = visitor.as_("ana")
    old = token_of(ana)
    sign_in(ana, cast["ana"].email, PASSWORD)
    assert token_of(ana) != old
    assert holding(cast["ana"].id) == 1
    give_token(visitor, old)
    visitor.get("accounts.account", expect=302)


def test_a_session_put_into_the_browser_before_dies(visitor, cast):
    """Fixation: Omar plants his own session; after Ana has signed in it opens nothing."""
    planted = visitor.as_("omar")
    token = token_of(planted)
    give_token(visitor, token)
    sign_in(visitor, cast["ana"].email, PASSWORD)
    assert "ana@cast.example" in visitor.get("accounts.account").text
    planted.get("accounts.account", expect=302)


def test_flasks_own_cookie_is_emptied(visitor, cast):
    visitor.get("accounts.sign_in")
    with visitor.client.session_transaction(base_url="http://127.0.0.1:8000") as state:
        state["planted"] = "by somebody"
    sign_in(visitor, cast["ana"].email, PASSWORD)
    with visitor.client.session_transaction(base_url="http://127.0.0.1:8000") as state:
        assert "planted" not in state


def test_the_cookie_is_kept_from_scripts_and_other_sites(visitor, cast):
    sign_in(visitor, cast["ana"].email, PASSWORD)
    cookie = next(each for each in visitor.response.headers.getlist("Set-Cookie") if each.startswith("sid="))
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert len(cookie.partition(";")[0].removeprefix("sid=")) == 43


def test_the_database_does_not_know_the_token(visitor, cast):
    sign_in(visitor, cast["ana"].email, PASSWORD)
    token = token_of(visitor)
    stored = db.session.scalars(select(SignInSession.token_digest)).all()
    assert stored
    assert token not in stored


def test_with_https_the_cookie_belongs_to_this_host_alone(make_app, cast):
    app = make_app(address="https://learn.example")
    cast.load()
    client = app.test_client()
    form = client.get("/sign-in", base_url="https://learn.example").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form)[1]
    sent = {"csrf_token": token, "email": "ana@cast.example", "password": PASSWORD}
    response = client.post("/sign-in", data=sent, base_url="https://learn.example")
    cookie = next(each for each in response.headers.getlist("Set-Cookie") if "sid=" in each)
    assert cookie.startswith("__Host-sid=")
    assert {"Secure", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_the_page_that_was_asked_for_comes_afterwards(visitor, cast):
    visitor.get("accounts.sessions", expect=302)
    visitor.follow()
    assert visitor.page.one("input[name=next]").get("value") == "/account/sessions"
    visitor.send(email=cast["ana"].email, password=WRONG, expect=422)
    visitor.send(email=cast["ana"].email, password=PASSWORD)
    assert visitor.location == "/account/sessions"


@pytest.mark.parametrize(
    "foreign", ["//evil.example", "https://evil.example/home", "/\t/evil.example", "/\\evil.example"]
)
def test_nobody_is_sent_elsewhere(visitor, cast, foreign):
    cast.load()
    sign_in(visitor, "ana@cast.example", PASSWORD, next=foreign)
    assert visitor.location == "/home"


def test_changed_settings_renew_the_hash_at_sign_in(visitor, cast, make_app):
    cast.load()
    other = type(visitor)(make_app(argon_time=2), cast)
    sign_in(other, "ana@cast.example", PASSWORD)
    stored = db.session.scalar(select(Person.password_hash).where(Person.id == cast["ana"].id))
    assert "t=2" in stored
    sign_in(other, "ana@cast.example", PASSWORD)


def test_who_has_left_cannot_sign_in(visitor, cast, app):
    person_id = cast["ana"].id
    write_tx(lambda: actions.leave(person_id, app.config["SETTINGS"]))
    sign_in(visitor, "ana@cast.example", PASSWORD, expect=422)


def test_a_demo_person_cannot_sign_in_outside_demo_mode(visitor, cast):
    ana = cast["ana"].id
    write_tx(lambda: db.session.execute(update(Person).where(Person.id == ana).values(demo=True)))
    sign_in(visitor, "ana@cast.example", PASSWORD, expect=422)


def test_success_and_failure_are_recorded_by_number_only(visitor, cast, audited):
    ana = f"person:{cast['ana'].id}"
    sign_in(visitor, "ana@cast.example", WRONG, expect=422)
    sign_in(visitor, "eva@cast.example", WRONG, expect=422)
    sign_in(visitor, "ana@cast.example", PASSWORD)
    assert audited() == [
        ("person.signed_in", ana, "anonymous", "refused"),
        ("person.signed_in", "nobody", "anonymous", "refused"),
        ("person.signed_in", ana, ana, "done"),
    ]


def test_a_form_without_its_token_is_refused(visitor, cast):
    cast.load()
    sent = {"email": "ana@cast.example", "password": PASSWORD, "csrf_token": "forged"}
    visitor.post("accounts.sign_in", sent, expect=400)
    assert token_of(visitor) is None


def test_a_form_of_another_site_is_refused(visitor, cast):
    cast.load()
    sent = {"email": "ana@cast.example", "password": PASSWORD}
    visitor.post("accounts.sign_in", sent, expect=403, headers={"Sec-Fetch-Site": "cross-site"})
