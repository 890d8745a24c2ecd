"""Expiry by the calendar, the state on a day, and what cannot be attested yet."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.certification import rules
from lms.curriculum.awards import Certificate, SupervisedPractice

DAYS = st.dates(date(1990, 1, 1), date(2300, 12, 31))
MONTHS = st.integers(1, 1200)


@given(DAYS, MONTHS)
def test_it_ends_in_the_month_that_is_so_many_months_later(awarded, months):
    until = rules.expires_on(awarded, months)
    assert (until.year - awarded.year) * 12 + until.month - awarded.month == months


@given(DAYS, MONTHS)
def test_it_ends_on_the_same_day_or_on_the_last_of_a_shorter_month(awarded, months):
    until = rules.expires_on(awarded, months)
    last = monthrange(until.year, until.month)[1]
    assert until.day == awarded.day or (until.day == last < awarded.day)


@given(DAYS, MONTHS, st.integers(0, 400))
def test_who_is_awarded_later_never_ends_earlier(awarded, months, days):
    assert rules.expires_on(awarded + timedelta(days), months) >= rules.expires_on(awarded, months)


@given(DAYS, MONTHS)
def test_one_month_more_ends_later(awarded, months):
    assert rules.expires_on(awarded, months + 1) > rules.expires_on(awarded, months)


@given(DAYS, st.integers(1, 100))
def test_whole_years_end_on_the_same_date(awarded, years):
    until = rules.expires_on(awarded, 12 * years)
    same = (awarded.month, awarded.day)
    assert (until.month, until.day) == (same if same != (2, 29) or until.day == 29 else (2, 28))


@given(DAYS)
def test_no_months_are_without_end(awarded):
    assert rules.expires_on(awarded, 0) is None


@pytest.mark.parametrize(
    ("awarded", "months", "until"),
    [
        ((2026, 11, 22), 24, (2028, 11, 22)),
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2024, 1, 31), 1, (2024, 2, 29)),
        ((2024, 2, 29), 12, (2025, 2, 28)),
        ((2026, 12, 31), 2, (2027, 2, 28)),
        ((2026, 2, 28), 1, (2026, 3, 28)),
        ((2026, 8, 31), 1, (2026, 9, 30)),
    ],
)
def test_some_dates_of_the_calendar(awarded, months, until):
    assert rules.expires_on(date(*awarded), months) == date(*until)


@given(DAYS, st.integers(-400, 400))
def test_it_holds_on_its_whole_last_day_and_not_after(until, days):
    stands = rules.standing(until, None, until + timedelta(days))
    assert stands == ("valid" if days <= 0 else "expired")


@given(st.none() | DAYS, DAYS)
def test_what_is_revoked_is_revoked_on_every_day(until, today):
    assert rules.standing(until, datetime(2026, 1, 1, tzinfo=UTC), today) == "revoked"


@given(DAYS)
def test_what_has_no_end_holds(today):
    assert rules.standing(None, None, today) == "valid"


def test_what_a_certificate_asks_for_and_cannot_be_recorded_is_named():
    assert rules.without_means(Certificate(practice=SupervisedPractice(checklist="first-access")))
    assert not rules.without_means(Certificate(quizzes=("final",), conversations="all", simulations="all"))
