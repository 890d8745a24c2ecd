"""A forgotten password: the page behind the mailed link sets a new one."""

from datetime import timedelta

import pytest
import time_machine
from flask import current_app

from lms.accounts import actions
from lms.accounts.queries import link, person_by_email
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.errors import Conflict
from tests.accounts.letters import letters, link_to
from tests.cast import PASSWORD
from tests.parallel import at_once

GOOD = "soft warm hands first"
ANA = "ana@cast.example"


@pytest.fixture
def mailed(visitor, cast):
    """The path that the letter to Ana has."""
    cast.load()
    visitor.get("accounts.forgotten")
    visitor.send(email=ANA)
    return link_to(ANA, "/forgotten-password/")


def test_from_the_letter_to_home(visitor, mailed):
    visitor.get(mailed)
    visitor.send(password=GOOD)
    assert visitor.location == "/home"
    visitor.get("accounts.account")
    other = type(visitor)(visitor.app, visitor.cast)
    other.post("accounts.sign_in", {"email": ANA, "password": PASSWORD}, expect=422)
    other.post("accounts.sign_in", {"email": ANA, "password": GOOD})


def test_every_other_session_ends(visitor, cast, mailed, holding):
    thief = visitor.as_("ana")
    visitor.post(mailed, {"password": GOOD})
    thief.get("accounts.account", expect=302)
    assert holding(cast["ana"].id) == 1


def test_opening_the_link_changes_nothing(visitor, mailed):
    for _ in range(3):
        visitor.get(mailed)
    visitor.post(mailed, {"password": GOOD})


def test_the_link_works_once(visitor, mailed):
    visitor.post(mailed, {"password": GOOD})
    visitor.post(mailed, {"password": GOOD}, expect=404)
    visitor.get(mailed, expect=404)


def test_of_two_at_once_one_succeeds(app, mailed):
    held = link(mailed.rpartition("/")[2], "password")
    db.session.rollback()
    done = at_once(app, 4, lambda number: write_tx(lambda: actions.reset_password(held, f"hash {number}")))
    assert sorted(type(each).__name__ for each in done) == ["Conflict", "Conflict", "Conflict", "int"]
    assert Conflict in {type(each) for each in done}


def test_the_link_is_dead_after_an_hour(visitor, mailed):
    with time_machine.travel(now() + timedelta(minutes=59)):
        visitor.get(mailed)
    with time_machine.travel(now() + timedelta(minutes=61)):
        visitor.get(mailed, expect=404)
        assert visitor.page.one("main a").get("href") == "/forgotten-password"


def test_a_newer_letter_takes_the_place_of_the_older(visitor, mailed):
    visitor.post("accounts.forgotten", {"email": ANA})
    visitor.get(mailed, expect=404)


def test_a_changed_password_makes_the_link_dead(visitor, mailed):
    visitor.as_("ana").post("accounts.password", {"present": PASSWORD, "password": GOOD})
    visitor.get(mailed, expect=404)


def test_a_changed_address_makes_the_link_dead(visitor, mailed):
    ana = visitor.as_("ana")
    ana.post("accounts.address", {"email": "ana@new.example", "password": PASSWORD})
    ana.post(link_to("ana@new.example", "/account/address/"))
    visitor.get(mailed, expect=404)


def test_leaving_makes_the_link_dead(visitor, cast, mailed):
    person_id = cast["ana"].id
    write_tx(lambda: actions.leave(person_id, current_app.config["SETTINGS"]))
    visitor.get(mailed, expect=404)


@pytest.mark.parametrize("password", ["short", "passwordpassword", "student of the sea"])
def test_a_weak_password_is_named_and_the_link_still_works(visitor, mailed, password):
    visitor.post(mailed, {"password": password}, expect=422)
    assert len(visitor.page.select(".wrong #password")) == 1
    visitor.post(mailed, {"password": GOOD})


def test_known_and_unknown_addresses_get_the_same_bytes_and_the_same_work(visitor, cast, computed):
    cast.load()
    computed.clear()
    answers = []
    for email in (ANA, "eva@cast.example"):
        response = visitor.post("accounts.forgotten", {"email": email})
        answers.append((response.status_code, response.headers["Location"], response.data, visitor.follow().data))
    assert answers[0] == answers[1]
    assert computed == []
    assert [letter.to for letter in letters()] == ["eva@cast.example", ANA]


def test_known_and_unknown_addresses_cost_the_same_statements(visitor, cast, statements):
    visitor.post("accounts.forgotten", {"email": cast["omar"].email})  # begins the audit chain
    counts = []
    for email in ("ana@cast.example", "eva@cast.example"):
        with statements() as seen:
            visitor.post("accounts.forgotten", {"email": email})
        counts.append(seen.count)
    assert counts[0] == counts[1]


def test_nobody_gets_a_link(visitor):
    visitor.post("accounts.forgotten", {"email": "eva@cast.example"})
    (letter,) = letters("eva@cast.example")
    assert "/forgotten-password/" not in letter.body


def test_three_letters_an_hour_for_an_address(visitor, cast):
    cast.load()
    for email in (ANA, "ANA@cast.example", ANA):
        visitor.post("accounts.forgotten", {"email": email})
    visitor.post("accounts.forgotten", {"email": ANA}, expect=429)
    assert visitor.page.one(".wrong input[name=email]").get("value") == ANA
    assert len(letters(ANA)) == 3


def test_a_reset_opens_an_address_that_was_guessed_at(visitor, cast, mailed):
    for _ in range(5):
        visitor.post("accounts.sign_in", {"email": ANA, "password": "warm-hands-slow"}, expect=422)
    visitor.post(mailed, {"password": GOOD})
    other = type(visitor)(visitor.app, cast)  # where no one has signed in before
    other.post("accounts.sign_in", {"email": ANA, "password": GOOD})


def test_the_person_is_told_by_mail(visitor, mailed):
    visitor.post(mailed, {"password": GOOD})
    assert letters(ANA)[0].subject == "Your password has changed"


def test_a_reset_confirms_the_address(visitor, app):
    write_tx(lambda: actions.create_person("eva@cast.example", "Eva", ""))
    visitor.post("accounts.forgotten", {"email": "eva@cast.example"})
    visitor.post(link_to("eva@cast.example", "/forgotten-password/"), {"password": GOOD})
    assert person_by_email("eva@cast.example").email_confirmed_at is not None


def test_both_steps_are_recorded(visitor, cast, mailed, audited):
    visitor.post(mailed, {"password": GOOD})
    ana = f"person:{cast['ana'].id}"
    assert audited()[-2:] == [
        ("password.requested", ana, "anonymous", "done"),
        ("password.reset", ana, ana, "done"),
    ]


def test_the_page_of_the_link_is_not_kept_and_not_told_on(visitor, mailed):
    response = visitor.get(mailed)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
