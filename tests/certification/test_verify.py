"""/verify: anyone with the code sees what was attained and whether it holds."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lms.certification import actions, limits
from lms.core.db import write_tx

AWARDED = datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.fixture
def code(ana, finish, issued):
    """The code of what Ana attained on a known day."""
    with time_machine.travel(AWARDED):
        finish(ana)
    return issued()[0].code


@pytest.fixture
def on(visitor):
    """`on(days)`: a stranger, that many days after the award."""
    travels = []

    def go(days):
        travels.append(time_machine.travel(AWARDED + timedelta(days), tick=True))
        travels[-1].start()
        return visitor

    yield go
    for each in reversed(travels):
        each.stop()


def test_a_stranger_sees_what_the_paper_says(on, code):
    stranger = on(1)
    stranger.get("certification.verified", code=code)
    text = stranger.page.text
    for words in (
        "Theory of the tiny course: completed", "Ana Student", "Awarded on November 22, 2026.",
        "Valid until November 22, 2028.", "Module test: the start", "The learner read 2 lessons",
        "Issued by Palpate.", "gives no permission to practice",
    ):  # fmt: skip
        assert words in text


def test_a_stranger_does_not_see_results(on, code):
    stranger = on(1)
    stranger.get("certification.verified", code=code)
    assert "100 %" not in stranger.page.text
    assert "ana@" not in stranger.page.text


@pytest.mark.parametrize(
    ("days", "words"),
    [(731, "Valid until November 22, 2028."), (732, "Expired on November 22, 2028.")],
)
def test_it_expires_after_its_last_day(on, code, days, words):
    stranger = on(days)
    stranger.get("certification.verified", code=code)
    assert words in stranger.page.text


def test_what_is_revoked_says_so_with_the_day_and_keeps_the_reason_to_the_holder(on, code):
    stranger = on(10)
    write_tx(lambda: actions.revoke(code, "Somebody else took the test."))
    stranger.get("certification.verified", code=code)
    assert "Revoked on December 2, 2026. No longer valid." in stranger.page.text
    assert "Somebody else" not in stranger.page.text


@pytest.mark.parametrize("unknown", ["nothing", "A" * 22, "x" * 5000, "ü", "%00", "' OR 1=1"])
def test_an_unknown_code_is_told_kindly(visitor, unknown):
    visitor.get("certification.verified", code=unknown, expect=404)
    assert "No certificate found with this code" in visitor.page.text
    assert visitor.page.one("input[name=code]").get("value") == unknown


def test_the_form_leads_to_the_page(visitor, code):
    visitor.get("certification.verify")
    visitor.send(code=f"  {code} ")
    visitor.follow()
    assert "Ana Student" in visitor.page.text


def test_the_form_takes_the_whole_address(visitor, code):
    visitor.get("certification.verify")
    visitor.send(code=f"http://127.0.0.1:8000/verify/{code}/")
    assert visitor.location == f"/verify/{code}"


@pytest.mark.parametrize("typed", ["", "   ", "/", "x" * 301])
def test_a_form_that_names_no_code_says_so(visitor, typed):
    visitor.get("certification.verify", code=typed, expect=422)
    assert visitor.page.select(".error")


def test_search_engines_stay_out(visitor, code):
    for endpoint, arguments, status in (
        ("verify", {}, 200), ("verified", {"code": code}, 200), ("verified", {"code": "nothing"}, 404),
    ):  # fmt: skip
        answer = visitor.get(f"certification.{endpoint}", expect=status, **arguments)
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_network_looks_up_thirty_codes_a_minute(visitor, code):
    with time_machine.travel(AWARDED, tick=False) as clock:
        for _number in range(limits.LOOK_UPS.count):
            visitor.get("certification.verified", code="nothing", expect=404)
        answer = visitor.get("certification.verified", code=code, expect=429)
        assert answer.headers["Retry-After"] == "60"
        assert "Try again in 60 seconds." in visitor.page.text
        clock.shift(timedelta(seconds=60))
        visitor.get("certification.verified", code=code)


def test_verifying_costs_one_statement(visitor, code, statements):
    with statements(at_most=1):
        visitor.get("certification.verified", code=code)
