"""Changing the password with the present one."""

import pytest

from tests.accounts.browser import give_token, token_of
from tests.accounts.letters import letters
from tests.cast import PASSWORD
from tests.page import text_of

GOOD = "soft warm hands first"


def test_the_new_password_holds(visitor, cast):
    ana = visitor.as_("ana")
    ana.get("accounts.password")
    ana.send("main form", present=PASSWORD, password=GOOD)
    assert ana.location == "/account"
    assert "Password changed." in ana.follow().text
    visitor.post("accounts.sign_in", {"email": cast["ana"].email, "password": PASSWORD}, expect=422)
    visitor.post("accounts.sign_in", {"email": cast["ana"].email, "password": GOOD})


def test_every_other_session_ends_and_this_one_gets_a_new_token(visitor, cast, holding):
    ana, thief = visitor.as_("ana"), visitor.as_("ana")
    old = token_of(ana)
    ana.post("accounts.password", {"present": PASSWORD, "password": GOOD})
    thief.get("accounts.account", expect=302)
    ana.get("accounts.account")
    assert token_of(ana) != old
    assert holding(cast["ana"].id) == 1
    give_token(visitor, old)
    visitor.get("accounts.account", expect=302)


def test_the_present_password_is_needed(visitor, cast):
    ana = visitor.as_("ana")
    ana.post("accounts.password", {"present": "warm-hands-slow", "password": GOOD}, expect=422)
    assert len(ana.page.select(".wrong #present")) == 1
    ana.post("accounts.password", {"password": GOOD}, expect=422)
    visitor.post("accounts.sign_in", {"email": cast["ana"].email, "password": PASSWORD})


@pytest.mark.parametrize("password", ["short", "qwertyuiop12", "ana student anew", "palpate every day"])
def test_a_weak_password_is_refused_without_trying_the_present_one(visitor, computed, password):
    ana = visitor.as_("ana")
    computed.clear()
    ana.post("accounts.password", {"present": PASSWORD, "password": password}, expect=422)
    assert len(ana.page.select(".wrong #password")) == 1
    assert computed == []


def test_guessing_the_present_password_is_held_back(visitor):
    ana = visitor.as_("ana")
    for _ in range(5):
        ana.post("accounts.password", {"present": "warm-hands-slow", "password": GOOD}, expect=422)
    ana.post("accounts.password", {"present": PASSWORD, "password": GOOD}, expect=429)
    assert "Try again in" in text_of(ana.page.one(".wrong"))


def test_the_person_is_told_by_mail(visitor, cast):
    visitor.as_("ana").post("accounts.password", {"present": PASSWORD, "password": GOOD})
    assert [letter.subject for letter in letters(cast["ana"].email)] == ["Your password has changed"]


def test_it_is_recorded(visitor, cast, audited):
    visitor.as_("ana").post("accounts.password", {"present": PASSWORD, "password": GOOD})
    ana = f"person:{cast['ana'].id}"
    assert ("password.changed", ana, ana, "done") in audited()


def test_it_needs_a_sign_in(visitor):
    visitor.get("accounts.password", expect=302)
    assert visitor.location == "/sign-in?next=/account/password"


def test_the_present_password_is_no_new_one(visitor):
    ana = visitor.as_("ana")
    ana.post("accounts.password", {"present": PASSWORD, "password": PASSWORD}, expect=422)
    assert ana.page.one("#password-error").text == "That is already your password. Choose a different one."


def test_a_wrong_password_written_twice_tells_nothing_of_the_present_one(visitor):
    ana = visitor.as_("ana")
    ana.post("accounts.password", {"present": GOOD, "password": GOOD}, expect=422)
    assert "That is not your current password." in ana.page.text
    assert "That is already your password. Choose a different one." not in ana.page.text


def test_what_is_wrong_is_listed_in_the_order_of_the_page(visitor):
    ana = visitor.as_("ana")
    ana.post("accounts.password", {"present": "", "password": "short"}, expect=422)
    assert [link.get("href") for link in ana.page.select(".callout li a")] == ["#present", "#password"]
