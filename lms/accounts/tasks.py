"""What happens beside the requests: what nobody needs any more is forgotten."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import InstrumentedAttribute

from lms.accounts.models import MailedLink, SignInSession
from lms.core.clock import now
from lms.core.db import Base, db, write_tx
from lms.core.mail import Outbox
from lms.core.throttle import ThrottleHit

AT_ONCE = 500  # rows in one write scope, so that no answer waits for a long one
Since = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
KEPT: tuple[tuple[type[Base], Since, timedelta], ...] = (
    (ThrottleHit, ThrottleHit.at, timedelta(days=1)),  # the longest window of a limit is an hour
    (MailedLink, MailedLink.expires_at, timedelta(days=7)),  # addresses of strangers, too, were typed for one
    (SignInSession, SignInSession.seen_at, timedelta(days=90)),  # dead since 76 days at least
    (Outbox, Outbox.sent_at, timedelta(days=90)),
)


def forget_the_past() -> int:
    """Delete tries, links, sessions and sent letters that are past their time; how many rows."""
    return sum(_forgotten(table, since, kept) for table, since, kept in KEPT)


def _forgotten(table: type[Base], since: Since, kept: timedelta) -> int:
    key = table.__table__.c.id
    old = select(key).where(since < now() - kept).limit(AT_ONCE)
    total, found = 0, AT_ONCE
    while found == AT_ONCE:
        found = len(write_tx(lambda: db.session.execute(delete(table).where(key.in_(old)).returning(key)).all()))
        total += found
    return total
