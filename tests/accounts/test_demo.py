"""Demo mode: the cast on the sign-in page, and an outbox for everyone to read. Otherwise there is neither."""

import pytest

from lms.accounts import actions
from lms.accounts.pages import linked
from lms.core import mail
from lms.core.db import write_tx
from tests.visitor import Visitor


@pytest.fixture
def demo(make_app, cast):
    """A visitor of an installation in demo mode, with Maya of its cast."""
    write_tx(lambda: actions.create_person("maya@demo.example", "Maya Rossi", "", demo=True, demo_part="student"))
    return Visitor(make_app(demo=True), cast)


def test_one_tap_signs_in_as_one_of_the_cast(demo):
    demo.get("accounts.sign_in")
    (button,) = demo.page.select("button[name=person]")
    assert "Maya Rossi student" in demo.page.text
    demo.post("accounts.demo_sign_in", {"person": button.get("value")})
    assert demo.location == "/home"
    assert "maya@demo.example" in demo.get("accounts.account").text


def test_the_tap_leads_on_to_the_page_that_was_asked_for(demo):
    demo.get("accounts.sessions", expect=302)
    demo.follow()
    button = demo.page.one("button[name=person]")
    demo.post("accounts.demo_sign_in", {"person": button.get("value"), "next": "/account/sessions"})
    assert demo.location == "/account/sessions"


def test_another_of_the_cast_may_be_taken_while_signed_in(demo):
    demo.get("accounts.sign_in")
    demo.post("accounts.demo_sign_in", {"person": demo.page.one("button[name=person]").get("value")})
    demo.get("accounts.sign_in")
    assert "You are signed in as Maya Rossi" in demo.page.text
    assert len(demo.page.select("button[name=person]")) == 1


def test_nobody_else_is_entered_by_a_tap(demo, cast):
    cast.load()
    for person in ("", "1", "x" * 3000, str(cast["ada"].id)):
        demo.post("accounts.demo_sign_in", {"person": person}, expect=404)
    demo.post("accounts.demo_sign_in", {"person": "\x00"}, expect=422)


def test_outside_demo_mode_there_is_no_such_door(demo, visitor):
    demo.get("accounts.sign_in")
    person = demo.page.one("button[name=person]").get("value")
    visitor.post("accounts.demo_sign_in", {"person": person}, expect=404)
    visitor.get("accounts.sign_in")
    assert visitor.page.select("button[name=person]") == []
    assert "Maya Rossi" not in visitor.page.text


def test_mails_stand_on_a_page_with_links_to_follow(demo):
    demo.post("accounts.sign_up", {"email": "eva@cast.example"})
    demo.follow()
    assert demo.page.one("main a").get("href") == "/outbox"
    demo.get("accounts.outbox")
    link = next(each for each in demo.page.select("article a") if "/sign-up/" in each.get("href"))
    demo.get(link.get("href").removeprefix("http://127.0.0.1:8000"))
    assert "Create your account" in demo.page.text


def test_outside_demo_mode_nobody_reads_mails(visitor):
    visitor.get("accounts.outbox", expect=404)
    visitor.as_("ada").get("accounts.outbox", expect=404)


def test_markup_in_a_mail_is_only_text(demo):
    write_tx(lambda: mail.send("eva@cast.example", "<b>x</b>", 'a <script>x</script> http://a.example/"onx=<b> b'))
    demo.get("accounts.outbox")
    assert "<script>x" not in demo.response.text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("no link & nothing", "no link &amp; nothing"),
        (
            "http://a.example/b?c=1&d=2 on",
            '<a href="http://a.example/b?c=1&amp;d=2">http://a.example/b?c=1&amp;d=2</a> on',
        ),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_only_addresses_become_links(text, html):
    assert linked(text) == html
