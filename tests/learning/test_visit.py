"""Time is honestly measured: what the page claims is believed only as far as it can be true."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from lms.core.db import db
from lms.learning.models import LessonVisit

START = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as travel:
        yield travel


def told(ana, seconds, uid="first", **expected):
    ana.post("learning.visit", {"seconds": seconds}, slug="tiny", uid=uid, expect=expected.get("expect", 204))


def visits():
    db.session.rollback()
    return {row.lesson: row for row in db.session.scalars(select(LessonVisit))}


def test_the_first_word_of_a_page_makes_the_visit_and_brings_no_time(clock, ana):
    told(ana, 50)
    row = visits()["first"]
    assert (row.seconds, row.first_at, row.last_at) == (0, START, START)


def test_time_adds_up_as_it_passes(clock, ana):
    told(ana, 0)
    for _post in range(3):
        clock.shift(timedelta(seconds=30))
        told(ana, 30)
    row = visits()["first"]
    assert row.seconds == 90
    assert row.first_at == START
    assert row.last_at == START + timedelta(seconds=90)


def test_no_more_is_taken_than_has_passed(clock, ana):
    told(ana, 0)
    clock.shift(timedelta(seconds=10))
    told(ana, 3600)
    assert visits()["first"].seconds == 10


def test_no_post_brings_more_than_a_minute(clock, ana):
    told(ana, 0)
    clock.shift(timedelta(days=1))
    told(ana, 3600)
    assert visits()["first"].seconds == 60


def test_two_windows_do_not_count_the_same_minute_twice(clock, ana):
    told(ana, 0, "first")
    told(ana, 0, "second")
    clock.shift(timedelta(seconds=30))
    told(ana, 30, "first")
    told(ana, 30, "second")
    found = visits()
    assert (found["first"].seconds, found["second"].seconds) == (30, 0)


@pytest.mark.parametrize("nonsense", ["", "-5", "words", "1e9", "NaN"])
def test_nonsense_brings_no_time(clock, ana, nonsense):
    told(ana, 0)
    clock.shift(timedelta(seconds=30))
    told(ana, nonsense)
    assert visits()["first"].seconds == 0


def test_a_visit_is_a_learners_own(visitor, ana):
    told(visitor.as_("omar"), 0, expect=403)
    told(ana, 0, uid="nothing", expect=404)
    visitor.post("learning.visit", {"seconds": 1}, slug="tiny", uid="first")
    assert visitor.location.startswith("/sign-in")
    assert visits() == {}


def test_a_visit_costs_a_bounded_number_of_statements(ana, statements):
    told(ana, 0)
    with statements(at_most=5):
        told(ana, 0)
