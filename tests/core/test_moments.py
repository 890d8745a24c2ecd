"""Moments are aware and in UTC, on every database, or refused."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import StatementError

from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.throttle import ThrottleHit


def stored(moment):
    def work():
        row = ThrottleHit(key="k", at=moment)
        db.session.add(row)
        db.session.flush()
        return row.id

    uid = write_tx(work)
    db.session.expire_all()
    return db.session.get_one(ThrottleHit, uid).at


def test_a_naive_moment_is_refused(app):
    with pytest.raises(StatementError, match="needs a time zone"):
        stored(datetime(2026, 11, 22, 10, 42))  # noqa: DTZ001 - that is the point


def test_a_moment_of_another_zone_comes_back_in_utc(app):
    tokyo = timezone(timedelta(hours=9))
    back = stored(datetime(2026, 11, 22, 10, 42, 7, 123456, tzinfo=tokyo))
    assert back == datetime(2026, 11, 22, 1, 42, 7, 123456, tzinfo=UTC)
    assert back.utcoffset() == timedelta(0)


def test_the_smallest_moment_that_the_database_finds_is_aware_too(app):
    moment = now()
    stored(moment + timedelta(hours=1))
    stored(moment)
    assert db.session.scalar(select(func.min(ThrottleHit.at))) == moment


def test_moments_compare_by_time_and_not_by_zone(app):
    plus = timezone(timedelta(hours=5))
    stored(datetime(2026, 11, 22, 12, 0, tzinfo=plus))  # 07:00 UTC
    later = select(ThrottleHit.at).where(ThrottleHit.at > datetime(2026, 11, 22, 8, 0, tzinfo=UTC))
    assert db.session.scalars(later).all() == []
