"""Two conversations that differ only in what is hidden give byte-identical pages until the run is over."""

import re

import pytest

from lms.rehearsal import actions
from lms.rehearsal.views import conversations
from tests.rehearsal import talks
from tests.rehearsal.talker import Talker

WAY = ("pause", "ask", "explain", "pause")
OTHER = [  # points, critical errors, effects, conditions that hold either way, and what is said to what no one took
    ("points = 2\n  feedback = \"Yes: ask each time.\"", "points = 1\n  feedback = \"Yes: ask each time.\""),
    ("effect = { trust = 1, guarding = -2 }", "effect = { trust = -3, pain = 2, consent = \"partial\" }"),
    ("points = -1\n  feedback = \"Nothing was asked.\"", "points = 2\n  feedback = \"Well done, the best there is.\""),
    ('critical = "ce1"\n  missed = "you touched Nora before she agreed"', 'points = 2\n  next = "offer"'),
    ("critical = \"ce5\"\n  warns = true\n  missed = \"you gave advice on a medicine twice\"", "points = 0"),
    ("feedback = \"She was not asked.\"", "feedback = \"A very long feedback that nobody has come to yet.\""),
    ("called = \"You stopped at once.\"", "called = \"Something else.\""),
    ("start = { trust = 5, guarding = 3, pain = 1, consent = \"none\" }", "start = { trust = 9, pain = 7 }"),
    ("covers = [2, 11]", "covers = [3]"),
    ("missed = \"you went on after Nora said stop\"", "missed = \"another thing\""),
    ("“Ten more seconds.”", "“I will count to ten.”"),
]  # fmt: skip


@pytest.fixture
def pinned(monkeypatch):
    monkeypatch.setattr(conversations.secrets, "token_hex", lambda _size: "5eed")
    monkeypatch.setattr(conversations.secrets, "choice", lambda _variants: "a")
    ids = iter(("one-run", "two-run"))
    monkeypatch.setattr(actions, "random_id", lambda: next(ids))


def test_pages_and_replies_tell_nothing_of_what_is_hidden(pinned, make, visitor):
    changed = talks.NORA
    for before, after in OTHER:
        assert before in changed
        changed = changed.replace(before, after)
    make.course(talks.tree(), slug="one")
    make.course(talks.tree(changed), slug="two")
    one, two = (everything(make, visitor, slug) for slug in ("one", "two"))
    assert len(one) == 2 + 2 * len(WAY)
    for step, (first, second) in enumerate(zip(one, two, strict=True)):
        assert first == second, step


def test_the_debrief_is_where_they_differ(pinned, make, visitor):
    """The comparison above can see a difference."""
    make.course(talks.tree(), slug="one")
    make.course(talks.tree(talks.NORA.replace("Nothing was asked.", "Something else.")), slug="two")
    one, two = (everything(make, visitor, slug, "stop")[-1] for slug in ("one", "two"))
    assert one == two
    looks = []
    for slug in ("one", "two"):
        browser = visitor.as_("ana")
        browser.get("rehearsal.debrief", id=f"{slug}-run")
        looks.append(plain(browser.response, slug))
    assert looks[0] != looks[1]


def everything(make, visitor, slug, *way):
    make.enrol("ana", slug)
    browser = visitor.as_("ana")
    talker = Talker(browser, slug)
    seen = []
    browser.get("rehearsal.conversation", slug=slug, uid="nora")
    seen.append(plain(browser.response, slug))
    talker.begin()
    browser.get("rehearsal.run", id=talker.run)
    seen.append(plain(browser.response, slug))
    for what in way or WAY:
        talker.take(what)
        seen.append(plain(browser.response, slug))
        if not browser.location.endswith("/debrief"):
            browser.get("rehearsal.run", id=talker.run)
            seen.append(plain(browser.response, slug))
    return seen


def plain(response, slug):
    """Head and body of an answer, without what tells only which course and which session it is."""
    kept = {name: value for name, value in response.headers.items() if name not in {"Set-Cookie", "Date"}}
    text = f"{response.status}\n{sorted(kept.items())}\n{response.get_data(as_text=True)}"
    text = re.sub(r'name="csrf_token"\s+value="[^"]+"', "", text)
    return text.replace(f"{slug}-run", "RUN").replace(f"/courses/{slug}", "/courses/SLUG")
