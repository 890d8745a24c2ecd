"""Browsers in words, what a password must not contain, and how long a session holds."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.accounts.rules import browser_of, contains_one_of, personal_words
from lms.accounts.session import ABSOLUTE_LIMIT, IDLE_LIMIT, session_holds

START = datetime(2026, 11, 22, 10, 42, tzinfo=UTC)
AGENTS = {
    "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0": "Firefox, Android",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1": "Safari, iPhone",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 "
    "Safari/537.36 Edg/138.0.0.0": "Edge, Windows",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 "
    "Safari/537.36": "Chrome, Linux",
    "curl/8.0": "",
    "": "",
}


@given(st.timedeltas(timedelta(0), timedelta(days=200)), st.timedeltas(timedelta(0), timedelta(days=200)))
def test_a_session_holds_until_idle_or_too_old(age, idle):
    seen = max(START + age - idle, START)
    holds = session_holds(START, seen, START + age)
    assert holds == (START + age - seen < IDLE_LIMIT and age < ABSOLUTE_LIMIT)


def test_the_limits_are_those_that_are_promised():
    assert (IDLE_LIMIT.days, ABSOLUTE_LIMIT.days) == (14, 90)


@pytest.mark.parametrize(("agent", "words"), AGENTS.items())
def test_a_browser_is_told_in_words(agent, words):
    assert browser_of(agent) == words


def test_personal_words_are_the_telling_parts_and_our_own_name():
    words = personal_words("Ana de Oliveira-Rossi", "ana.rossi77@clinic.example")
    assert words == (
        "anadeoliveirarossi", "anarossi77", "clinic", "example", "oliveira", "rossi", "rossi77", "palpate",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["my-OLIVEIRA-2026", "o l i v e i r a tree", "xxPalpatexx", "now ana oliveira"])
def test_personal_words_are_found_through_case_and_spaces(text):
    assert contains_one_of(text, personal_words("Ana Oliveira", "ana@a.example"))
