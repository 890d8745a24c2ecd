"""Known browsers: what strangers try does not shut out who has signed in here before, and it opens nothing."""

import pytest

from tests.accounts.browser import HOST
from tests.accounts.letters import link_to
from tests.cast import PASSWORD
from tests.visitor import Visitor

WRONG = "warm-hands-slow-hands"
ANA = "ana@cast.example"


@pytest.fixture
def stranger(visitor, cast):
    """Another browser, in which no one has signed in."""
    cast.load()
    return Visitor(visitor.app, cast)


def sign_in(visitor, email=ANA, password=PASSWORD, expect=302):
    return visitor.post("accounts.sign_in", {"email": email, "password": password}, expect=expect)


def use_up(visitor, email=ANA):
    """Fail five times, so that the sixth try is refused."""
    for _ in range(5):
        sign_in(visitor, email, WRONG, expect=422)
    sign_in(visitor, email, expect=429)


def known(visitor):
    """The cookie in the visitor's browser, in its parts."""
    return visitor.client.get_cookie("known", domain=HOST).value.split(".")


def plant(visitor, *parts):
    visitor.client.set_cookie("known", ".".join(parts), domain=HOST)


def test_strangers_do_not_shut_out_who_has_signed_in_here_before(visitor, stranger):
    sign_in(visitor)
    visitor.post("accounts.sign_out")
    use_up(stranger)
    sign_in(visitor)


def test_nor_does_a_network_that_tried_too_often(visitor, stranger):
    sign_in(visitor)
    visitor.post("accounts.sign_out")
    for number in range(30):
        sign_in(stranger, f"eva{number}@cast.example", WRONG, expect=422)
    sign_in(stranger, "omar@cast.example", expect=429)
    sign_in(visitor)


def test_a_known_browser_has_five_tries_of_its_own(visitor, stranger):
    sign_in(visitor)
    use_up(visitor)
    sign_in(stranger)


def test_success_forgives_the_tries_in_it(visitor, stranger):
    sign_in(visitor)
    for _round in range(3):
        for _ in range(4):
            sign_in(visitor, password=WRONG, expect=422)
        sign_in(visitor)


def test_it_is_known_for_the_addresses_that_signed_in_only(visitor, stranger):
    sign_in(visitor)
    use_up(stranger, "omar@cast.example")
    sign_in(visitor, "omar@cast.example", expect=429)


def test_a_proof_of_another_address_or_browser_proves_nothing(visitor, stranger):
    sign_in(visitor)
    thief = Visitor(visitor.app, visitor.cast)
    sign_in(thief, "omar@cast.example")
    use_up(stranger)
    mark, proof = known(visitor)
    other_mark, other_proof = known(thief)
    for parts in ((other_mark, other_proof), (other_mark, proof), (mark, other_proof), (mark, ""), ("", proof), ("",)):
        plant(stranger, *parts)
        sign_in(stranger, expect=429)
    plant(stranger, mark, proof)
    sign_in(stranger)


@pytest.mark.parametrize("planted", ["é.é", "x" * 4000, "." * 50, "a.b.c.d.e.f", "\\"])
def test_what_is_none_of_ours_is_replaced(visitor, stranger, planted):
    plant(visitor, planted)
    sign_in(visitor)
    use_up(stranger)
    sign_in(visitor)


def test_four_people_share_a_browser_and_the_last_ones_are_kept(visitor, cast):
    people = ("ana", "omar", "sofia", "mara", "ines")
    for person in (*people, "ines"):
        sign_in(visitor, cast[person].email)
    assert len(known(visitor)) == 1 + 4
    stranger = Visitor(visitor.app, cast)
    for person in people:
        use_up(stranger, cast[person].email)
    sign_in(visitor, cast["ana"].email, expect=429)
    for person in people[1:]:
        sign_in(visitor, cast[person].email)


def test_a_new_password_by_mail_makes_the_browser_known(visitor, stranger):
    visitor.post("accounts.forgotten", {"email": ANA})
    visitor.post(link_to(ANA, "/forgotten-password/"), {"password": "soft warm hands first"})
    use_up(stranger)
    sign_in(visitor, password="soft warm hands first")


def test_the_cookie_is_kept_from_scripts_and_names_nobody(visitor, stranger):
    sign_in(visitor)
    cookie = next(each for each in visitor.response.headers.getlist("Set-Cookie") if each.startswith("known="))
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000"} <= set(cookie.split("; "))
    sign_in(stranger)
    assert not set(known(visitor)) & set(known(stranger))
