"""Throttles: one count for all workers."""

from collections import deque
from datetime import timedelta
from functools import lru_cache

import pytest
import time_machine
from sqlalchemy import select

from lms.core import throttle
from lms.core.clock import now
from lms.core.db import db
from lms.core.errors import TooMany
from lms.core.throttle import Limit, ThrottleHit, forgive, refund, spend, spend_here
from tests.parallel import at_once

LIMIT = Limit("sign-in", 5, timedelta(minutes=15))


def tries(count, whose, spend=spend):
    """How many of `count` tries are let through."""
    passed = 0
    for _try in range(count):
        try:
            spend(LIMIT, whose)
        except TooMany:
            continue
        passed += 1
    return passed


def test_so_many_and_no_more(app):
    assert tries(8, "ana@cast.example") == 5
    assert tries(1, "omar@cast.example") == 1, "somebody else is not held up"


def test_it_says_when_it_works_again(app):
    with time_machine.travel(now(), tick=False) as clock:
        spend(LIMIT, "ana")
        clock.shift(timedelta(minutes=4))
        tries(4, "ana")
        with pytest.raises(TooMany) as refused:
            spend(LIMIT, "ana")
        assert refused.value.retry_after == 11 * 60
        clock.shift(timedelta(minutes=11, seconds=1))
        spend(LIMIT, "ana")


def test_trying_while_refused_does_not_make_the_wait_longer(app):
    with time_machine.travel(now(), tick=False) as clock:
        tries(5, "ana")
        clock.shift(timedelta(minutes=14))
        assert tries(20, "ana") == 0
        clock.shift(timedelta(minutes=1, seconds=1))
        assert tries(1, "ana") == 1


def test_it_forgets_whom_it_is_told_to_forget(app):
    tries(5, "ana")
    forgive(LIMIT, "ana")
    assert tries(6, "ana") == 5


def test_nothing_readable_is_kept(app):
    tries(1, "ana@cast.example")
    [hit] = db.session.scalars(select(ThrottleHit))
    assert "ana" not in hit.key
    assert len(hit.key) == 64


def test_what_is_over_is_thrown_away(app):
    with time_machine.travel(now(), tick=False) as clock:
        tries(5, "ana")
        clock.shift(timedelta(hours=1))
        tries(1, "ana")
    assert len(db.session.scalars(select(ThrottleHit)).all()) == 1


def test_many_connections_at_once_share_one_count(app):
    results = at_once(app, 16, lambda _number: spend(LIMIT, "ana"))
    refused = [each for each in results if isinstance(each, TooMany)]
    assert len(refused) == 16 - LIMIT.count
    assert results.count(None) == LIMIT.count


def test_a_refund_gives_back_one_try_and_no_more(app):
    tries(4, "a class behind one router")
    refund(LIMIT, "a class behind one router")
    assert tries(5, "a class behind one router") == 2


# Counted in one process


def test_a_process_counts_by_itself_and_writes_nothing(app, statements):
    with statements(exactly=0):
        assert tries(8, "10.0.0.0/24", spend_here) == 5
        assert tries(1, "10.1.0.0/24", spend_here) == 1
    assert tries(8, "10.0.0.0/24") == 5, "another count"


def test_a_process_lets_in_again_when_the_window_has_passed(app):
    with time_machine.travel(now(), tick=False) as clock:
        spend_here(LIMIT, "ana")
        clock.shift(timedelta(minutes=4))
        tries(4, "ana", spend_here)
        with pytest.raises(TooMany) as refused:
            spend_here(LIMIT, "ana")
        assert refused.value.retry_after == 11 * 60
        clock.shift(timedelta(minutes=11))
        assert tries(5, "ana", spend_here) == 1


def test_a_process_forgets_first_who_tried_longest_ago(app, monkeypatch):
    monkeypatch.setattr(throttle, "_tries_here", lru_cache(2)(lambda *_whose: deque()))
    assert tries(8, "a", spend_here) == 5
    assert [tries(1, whose, spend_here) for whose in ("b", "c", "a")] == [1, 1, 1], "two others came since"
