"""Background work: delete what is no longer needed."""

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import delete, select
from sqlalchemy.orm import InstrumentedAttribute

from lms.accounts.models import MailedLink, SignInSession
from lms.core.clock import now
from lms.core.db import Base, db
from lms.core.jobs.kinds import JobKind, JobState, LeasedJob
from lms.core.jobs.models import Job
from lms.core.mail import Outbox
from lms.core.throttle import ThrottleHit

AT_ONCE = 500  # rows in one write scope, kept short so that no answer waits for it
Since = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
KEPT: tuple[tuple[type[Base], Since, timedelta], ...] = (
    (ThrottleHit, ThrottleHit.at, timedelta(days=1)),  # the longest window of a limit is an hour
    (MailedLink, MailedLink.expires_at, timedelta(days=7)),  # a link may hold a stranger's address
    (SignInSession, SignInSession.seen_at, timedelta(days=90)),  # dead for 76 days at least
    (Outbox, Outbox.sent_at, timedelta(days=90)),
    (Job, Job.finished_at, timedelta(days=90)),
)


def forget_the_past(job: LeasedJob[JobState]) -> None:
    """Delete old tries, links, sessions, sent emails and finished jobs, a batch at a time."""
    for table, since, kept in KEPT:
        while job.step(partial(_forgotten, table, since, kept)) == AT_ONCE:
            pass


def _forgotten(table: type[Base], since: Since, kept: timedelta) -> int:
    key = table.__table__.c.id
    old = select(key).where(since < now() - kept).limit(AT_ONCE)
    return len(db.session.execute(delete(table).where(key.in_(old)).returning(key)).all())


CLEANUP = JobKind("cleanup", "expired row(s) deleted", JobState, forget_the_past, every=timedelta(hours=1))
