"""Throttles: how often something may be tried, counted in the database so that all workers share it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import Index, String, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.clock import now
from lms.core.db import Base, Key, Moment, db, write_tx
from lms.core.errors import TooMany


class ThrottleHit(Base):
    """One try. Whose it was is kept as a digest only."""

    __tablename__ = "throttle_hit"
    __table_args__ = (Index("ix_throttle_hit_key_at", "key", "at"),)

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(64))
    at: Mapped[Moment]


@dataclass(frozen=True)
class Limit:
    """At most `count` tries of `name` within `window`."""

    name: str
    count: int
    window: timedelta


def spend(limit: Limit, *whose: str) -> None:
    """Count one try for each of `whose` (an address, a network). Raises TooMany when used up."""

    def count() -> datetime | None:
        return max((_full_until(limit, each) for each in whose), key=lambda moment: moment or _past(), default=None)

    until = write_tx(count)
    if until:
        seconds = ceil((until - now()).total_seconds())
        raise TooMany("", retry_after=max(seconds, 1))


def forgive(limit: Limit, whose: str) -> None:
    """Forget the tries of one: it has shown that it was the right person."""
    write_tx(lambda: db.session.execute(delete(ThrottleHit).where(ThrottleHit.key == _key(limit, whose))))


def refund(limit: Limit, whose: str) -> None:
    """Take back the newest try: it was a success of one among many, such as a class behind one router."""
    key = _key(limit, whose)
    newest = select(func.max(ThrottleHit.id)).where(ThrottleHit.key == key).scalar_subquery()
    write_tx(lambda: db.session.execute(delete(ThrottleHit).where(ThrottleHit.id == newest)))


def _full_until(limit: Limit, whose: str) -> datetime | None:
    key, moment = _key(limit, whose), now()
    if db.engine.dialect.name == "postgresql":  # SQLite has one writer anyway
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
    recent = (ThrottleHit.key == key, ThrottleHit.at > moment - limit.window)
    used, first = db.session.execute(select(func.count(), func.min(ThrottleHit.at)).where(*recent)).one()
    if used >= limit.count:
        return first + limit.window
    db.session.execute(delete(ThrottleHit).where(ThrottleHit.key == key, ThrottleHit.at <= moment - limit.window))
    db.session.add(ThrottleHit(key=key, at=moment))
    db.session.flush()
    return None


def _past() -> datetime:
    return now() - timedelta(days=1)


def _key(limit: Limit, whose: str) -> str:
    return hashlib.sha256(f"{limit.name}\0{whose}".encode()).hexdigest()
