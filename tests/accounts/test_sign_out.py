"""Signing out ends the session on the server."""

from tests.accounts.browser import give_token, token_of
from tests.cast import PASSWORD


def test_the_session_is_over_on_the_server(visitor, cast):
    ana = visitor.as_("ana")
    token = token_of(ana)
    ana.post("accounts.sign_out")
    assert token_of(ana) is None
    give_token(visitor, token)
    visitor.get("accounts.account", expect=302)


def test_the_browser_forgets_kept_pages_but_not_unsent_answers(visitor):
    ana = visitor.as_("ana")
    response = ana.post("accounts.sign_out")
    assert response.headers["Clear-Site-Data"] == '"cache"'


def test_a_link_cannot_sign_anybody_out(visitor):
    ana = visitor.as_("ana")
    ana.get("/sign-out", expect=405)
    ana.get("accounts.account")


def test_other_sessions_stay(visitor, cast, holding):
    phone, laptop = visitor.as_("ana"), visitor.as_("ana")
    phone.post("accounts.sign_out")
    laptop.get("accounts.account")
    assert holding(cast["ana"].id) == 1


def test_signing_out_without_being_signed_in_is_no_error(visitor):
    visitor.post("accounts.sign_out")
    assert visitor.location == "/"


def test_it_is_recorded(visitor, cast, audited):
    ana = f"person:{cast['ana'].id}"
    visitor.as_("ana").post("accounts.sign_out")
    assert ("person.signed_out", ana, ana, "done") in audited()


def test_one_can_sign_in_again(visitor, cast):
    ana = visitor.as_("ana")
    ana.post("accounts.sign_out")
    ana.post("accounts.sign_in", {"email": cast["ana"].email, "password": PASSWORD})
    ana.get("accounts.account")
