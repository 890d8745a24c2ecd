"""The page of notices: one's own alone, the newest first, a page at a time."""

from datetime import timedelta

import pytest

from lms.core.clock import now
from tests.notices.conftest import lines
from tests.page import text_of


def test_the_page_needs_a_sign_in(visitor):
    visitor.get("notices.mine", expect=302)
    assert visitor.location.startswith("/sign-in")


def test_an_empty_page_says_what_will_come_here(visitor):
    ana = visitor.as_("ana")
    ana.get("notices.mine")
    assert "No notifications yet." in ana.page.text
    assert ana.page.select("main form") == []


def test_the_newest_stands_first_thirty_to_a_page(visitor, pile):
    pile("ana", 65)
    ana = visitor.as_("ana")
    ana.get("notices.mine")
    assert "65 new Mark all as read" in ana.page.text
    assert [line.split(" See")[0] for line in lines(ana.page)[:2]] == [
        "Your answers are graded: Test 65",
        "Your answers are graded: Test 64",
    ]
    assert len(lines(ana.page)) == 30
    ana.get(ana.page.one("main a[rel=next]").get("href"))
    assert lines(ana.page)[0].startswith("Your answers are graded: Test 35")
    ana.get(ana.page.one("main a[rel=next]").get("href"))
    assert len(lines(ana.page)) == 5
    assert ana.page.select("main a[rel=next]") == []


@pytest.mark.parametrize("wrong", ["0", "-3", "x", "9" * 40])
def test_a_page_number_that_is_none_is_answered(visitor, pile, wrong):
    pile("ana", 1)
    ana = visitor.as_("ana")
    ana.get("notices.mine", page=wrong)
    assert "Notifications" in text_of(ana.page.one("h1"))


def test_nobody_sees_what_is_another_persons(visitor, pile):
    pile("ana", 3)
    for person in ("ines", "sofia", "mara", "ada", "omar"):
        other = visitor.as_(person)
        other.get("notices.mine")
        assert lines(other.page) == []
        other.get("learning.home")
        assert "Test 3" not in other.page.html
        other.post("notices.seen")
    ana = visitor.as_("ana")
    ana.get("notices.mine")
    assert "3 new Mark all as read" in ana.page.text


def test_marking_as_seen_takes_the_word_away_and_keeps_the_notice(visitor, pile):
    pile("ana", 3)
    ana = visitor.as_("ana")
    ana.get("notices.mine")
    ana.send("main form")
    ana.follow()
    assert len(lines(ana.page)) == 3
    assert ana.page.select("main .notice-list .pill") == []
    assert ana.page.select("main form") == []


def test_what_came_after_the_page_was_opened_stays_new(visitor, pile, later):
    pile("ana", 2)
    ana = visitor.as_("ana")
    ana.get("notices.mine")
    until = ana.page.one("main input[name=until]").get("value")
    ana = later(hours=1)
    pile("ana", 1, kind="late-accepted")
    ana.post("notices.seen", {"until": until})
    ana.follow()
    assert "1 new Mark all as read" in ana.page.text
    assert "New" in lines(ana.page)[0]


@pytest.mark.parametrize("until", ["", "x", "2026-11-22T10:00:00", "9999-12-31T23:59:59+00:00"])
def test_a_moment_that_is_none_counts_as_now(visitor, pile, until):
    pile("ana", 2)
    ana = visitor.as_("ana")
    ana.post("notices.seen", {"until": until})
    ana.follow()
    assert ana.page.select("main .notice-list .pill") == []


def test_an_earlier_moment_leaves_what_came_after_it(visitor, pile):
    pile("ana", 3)
    ana = visitor.as_("ana")
    ana.post("notices.seen", {"until": (now() - timedelta(seconds=90)).isoformat()})
    ana.follow()
    assert "2 new Mark all as read" in ana.page.text


def test_home_shows_the_newest_that_are_new_and_how_many_there_are(visitor, pile):
    pile("ana", 5)
    ana = visitor.as_("ana")
    ana.get("learning.home")
    news = next(each for each in ana.page.select("section") if each.get("aria-labelledby") == "news")
    assert text_of(news).startswith("5 new notifications Your answers are graded: Test 5")
    assert len(lines(ana.page)) == 3
    ana.post("notices.seen")
    ana.get("learning.home")
    assert "new notification" not in ana.page.text


def test_it_stands_in_the_bar_and_on_the_account_page(visitor):
    ana = visitor.as_("ana")
    ana.get("accounts.account")
    assert "Notifications" in [text_of(link) for link in ana.page.select("header nav a")]
    assert "/notices/choices" in [link.get("href") for link in ana.page.select("main a")]


@pytest.mark.parametrize("count", [3, 300])
def test_the_pages_cost_the_same_however_many_there_are(visitor, pile, statements, count):
    pile("ana", count)
    ana = visitor.as_("ana")
    for endpoint, cost in (("notices.mine", 2), ("notices.choices", 3)):
        with statements(exactly=cost):
            ana.get(endpoint)
    with statements(exactly=2):
        ana.post("notices.seen")
