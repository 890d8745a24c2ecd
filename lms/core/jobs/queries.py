"""Reads of the queue, for the terminal, the admin pages and monitoring."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select

from lms.core.clock import now
from lms.core.jobs.models import Job
from lms.core.rows import columns, every

MOST = 200


@dataclass(frozen=True)
class OpenJob:
    """An unfinished job."""

    id: int
    kind: str
    key: str
    done: int
    of: int
    made_at: datetime
    due_at: datetime
    tries: int
    failure: str
    leased_until: datetime | None
    failed_at: datetime | None

    @property
    def status(self) -> str:
        """Its status in one word."""
        if self.failed_at:
            return "failed"
        return "running" if self.leased_until and self.leased_until > now() else "waiting"


@dataclass(frozen=True)
class Backlog:
    """How many jobs of a kind are waiting, running and failed, and since when the first is overdue or failed."""

    kind: str
    waiting: int
    waiting_since: datetime | None
    running: int
    failed: int
    failed_since: datetime | None


def lines(*which: ColumnElement[bool]) -> Sequence[OpenJob]:
    """At most 200 unfinished jobs, failed ones first. One statement."""
    rows = select(*columns(OpenJob, Job)).where(Job.finished_at.is_(None), *which)
    return every(OpenJob, rows.order_by(Job.failed_at.is_(None), Job.due_at, Job.id).limit(MOST))


def standings() -> Sequence[Backlog]:
    """The backlog of each kind that has jobs. One statement."""
    moment = now()
    failed = Job.failed_at.is_not(None)
    running = Job.leased_until > moment
    waiting = Job.failed_at.is_(None) & func.coalesce(~running, True)
    rows = select(
        Job.kind,
        func.count(case((waiting, 1))).label("waiting"),
        func.min(case((waiting & (Job.due_at <= moment), Job.due_at))).label("waiting_since"),
        func.count(case((running, 1))).label("running"),
        func.count(case((failed, 1))).label("failed"), func.min(Job.failed_at).label("failed_since"),
    ).where(Job.finished_at.is_(None)).group_by(Job.kind).order_by(Job.kind)  # fmt: skip
    return every(Backlog, rows)
