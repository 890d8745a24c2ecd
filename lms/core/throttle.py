"""Throttles: how often something may be tried.

Tries are counted in the database, so that all workers share the count, or in each process for pages that only read
and must not write.
"""

import hashlib
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from threading import Lock

from sqlalchemy import Index, String, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.cache import cached
from lms.core.clock import now
from lms.core.db import Base, Key, Moment, db, write_tx
from lms.core.errors import TooMany
from lms.core.i18n import ngettext


class ThrottleHit(Base):
    """One try. Who tried is stored as a digest only."""

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


def spend(limit: Limit, whose: str) -> None:
    """Count one try by an address, a network or a person. Raises TooMany, which says when it works again."""
    until = write_tx(lambda: _full_until(limit, whose))
    if until:
        raise _too_many(until)


def spend_here(limit: Limit, whose: str) -> None:
    """Count one try in this process alone. Raises TooMany, which says when it works again."""
    moment = now()
    with _lock:
        tries = _tries_here(limit, whose)
        while tries and tries[0] <= moment - limit.window:
            tries.popleft()
        if len(tries) >= limit.count:
            raise _too_many(tries[0] + limit.window)
        tries.append(moment)


_lock = Lock()


@cached(10_000)  # least recent tries are dropped first
def _tries_here(_limit: Limit, _whose: str) -> deque[datetime]:
    return deque()


def _too_many(until: datetime) -> TooMany:
    seconds = max(ceil((until - now()).total_seconds()), 1)
    words = ngettext(
        "Too many tries. Try again in %(num)d minute.",
        "Too many tries. Try again in %(num)d minutes.",
        ceil(seconds / 60),
    )
    return TooMany(words, seconds)


def forgive(limit: Limit, whose: str) -> None:
    """Forget all tries of `whose`, who has proved to be the right person."""
    write_tx(lambda: db.session.execute(delete(ThrottleHit).where(ThrottleHit.key == _key(limit, whose))))


def refund(limit: Limit, whose: str) -> None:
    """Take back the newest try, which succeeded, so that a class behind one router is not locked out."""
    key = _key(limit, whose)
    newest = select(func.max(ThrottleHit.id)).where(ThrottleHit.key == key).scalar_subquery()
    write_tx(lambda: db.session.execute(delete(ThrottleHit).where(ThrottleHit.id == newest)))


def _full_until(limit: Limit, whose: str) -> datetime | None:
    key, moment = _key(limit, whose), now()
    if db.engine.dialect.name == "postgresql":  # SQLite has only one writer
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
    recent = (ThrottleHit.key == key, ThrottleHit.at > moment - limit.window)
    used, first = db.session.execute(select(func.count(), func.min(ThrottleHit.at)).where(*recent)).one()
    if used >= limit.count:
        return first + limit.window
    db.session.execute(delete(ThrottleHit).where(ThrottleHit.key == key, ThrottleHit.at <= moment - limit.window))
    db.session.add(ThrottleHit(key=key, at=moment))
    db.session.flush()
    return None


def _key(limit: Limit, whose: str) -> str:
    return hashlib.sha256(f"{limit.name}\0{whose}".encode()).hexdigest()
