"""Changing the address: the new one confirms, the old one is told."""

from datetime import timedelta

import pytest
import time_machine

from lms.accounts import actions
from lms.accounts.queries import person_by_email
from lms.core.clock import now
from lms.core.db import db, write_tx
from tests.accounts.letters import letters, link_to
from tests.cast import PASSWORD

OLD, NEW = "ana@cast.example", "ana@new.example"


@pytest.fixture
def ana(visitor):
    """Ana, who has asked for another address."""
    ana = visitor.as_("ana")
    ana.get("accounts.address")
    ana.send("main form", email=" Ana@NEW.example", password=PASSWORD)
    return ana


@pytest.fixture
def mailed(ana):
    """The path that the letter to the new address has."""
    return link_to(NEW, "/account/address/")


def person_with(email):
    db.session.rollback()
    return person_by_email(email)


def test_from_the_letter_to_the_new_address(visitor, ana, mailed):
    assert ana.location == "/mail-sent/address"
    ana.follow()
    ana.get(mailed)
    ana.send("main form")
    assert NEW in ana.follow().text
    visitor.post("accounts.sign_in", {"email": OLD, "password": PASSWORD}, expect=422)
    visitor.post("accounts.sign_in", {"email": NEW, "password": PASSWORD})


def test_until_it_is_confirmed_nothing_changes(ana, mailed):
    ana.get(mailed)
    assert person_with(OLD) is not None
    assert person_with(NEW) is None


def test_the_old_address_is_told_before_and_after(ana, mailed):
    assert [letter.subject for letter in letters(OLD)] == ["Your email address is about to change"]
    ana.post(mailed)
    assert [letter.subject for letter in letters(OLD)] == [
        "Your email address has changed",
        "Your email address is about to change",
    ]


def test_the_password_is_needed(visitor):
    ana = visitor.as_("ana")
    ana.post("accounts.address", {"email": NEW, "password": "warm-hands-slow"}, expect=422)
    assert len(ana.page.select(".wrong #password")) == 1
    assert ana.page.one("input[name=email]").get("value") == NEW
    assert letters() == []


def test_only_who_asked_may_confirm(visitor, ana, mailed):
    visitor.get(mailed, expect=302)
    assert visitor.location.startswith("/sign-in?next=/account/address/")
    visitor.as_("omar").get(mailed, expect=404)
    visitor.as_("omar").post(mailed, expect=404)
    assert person_with(OLD) is not None


def test_the_link_works_once(ana, mailed):
    ana.post(mailed)
    ana.post(mailed, expect=404)


def test_the_link_is_dead_after_a_day(ana, mailed):
    with time_machine.travel(now() + timedelta(days=1, seconds=1)):
        ana.get(mailed, expect=404)


def test_a_newer_question_takes_the_place_of_the_older(ana, mailed):
    ana.post("accounts.address", {"email": "ana@newer.example", "password": PASSWORD})
    ana.get(mailed, expect=404)


def test_a_changed_password_stops_it(ana, mailed):
    ana.post("accounts.password", {"present": PASSWORD, "password": "soft warm hands first"})
    ana.get(mailed, expect=404)


def test_an_address_that_was_taken_meanwhile_is_told_so(ana, mailed):
    write_tx(lambda: actions.create_person(NEW, "Eva", "hash", confirmed=True))
    ana.post(mailed, expect=409)
    assert "account with this email address already exists" in ana.page.text
    assert person_with(OLD) is not None


def test_known_and_unknown_addresses_get_the_same_bytes_and_the_same_work(visitor, cast, computed):
    ana = visitor.as_("ana")
    computed.clear()
    answers = []
    for email in (cast["omar"].email, NEW):
        response = ana.post("accounts.address", {"email": email, "password": PASSWORD})
        answers.append(
            (response.status_code, response.headers["Location"], response.data, ana.follow().data, *computed)
        )
        computed.clear()
    assert answers[0] == answers[1]
    assert "already has an account" in letters(cast["omar"].email)[0].subject
    assert "/account/address/" not in letters(cast["omar"].email)[0].body


def test_known_and_unknown_addresses_cost_the_same_statements(visitor, cast, statements):
    ana = visitor.as_("ana")
    ana.post("accounts.address", {"email": "eva@cast.example", "password": PASSWORD})  # begins the audit chain
    counts = []
    for email in (cast["omar"].email, NEW):
        with statements() as seen:
            ana.post("accounts.address", {"email": email, "password": PASSWORD})
        counts.append(seen.count)
    assert counts[0] == counts[1]


def test_three_letters_an_hour_for_a_new_address(visitor):
    ana = visitor.as_("ana")
    for _ in range(3):
        ana.post("accounts.address", {"email": NEW, "password": PASSWORD})
    ana.post("accounts.address", {"email": " Ana@NEW.example", "password": PASSWORD}, expect=429)
    assert ana.page.one("input[name=email]").get("value") == " Ana@NEW.example"
    visitor.as_("omar").post("accounts.address", {"email": NEW, "password": PASSWORD}, expect=429)
    assert len(letters(NEW)) == 3
    ana.post("accounts.address", {"email": "ana@newer.example", "password": PASSWORD})


def test_both_steps_are_recorded(ana, mailed, cast, audited):
    ana.post(mailed)
    person = f"person:{cast['ana'].id}"
    assert audited() == [
        ("address.requested", person, person, "done"),
        ("address.changed", person, person, "done"),
    ]


@pytest.mark.parametrize("spelt", [OLD, " Ana@CAST.example"])
def test_the_present_address_is_no_new_one(visitor, spelt):
    ana = visitor.as_("ana")
    ana.post("accounts.address", {"email": spelt, "password": PASSWORD}, expect=422)
    assert ana.page.one("#email-error").text == "This is already your email address."
    assert letters(OLD) == []
