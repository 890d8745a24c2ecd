"""Enqueue, withdraw and retry jobs, in the caller's write scope."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, update

from lms.core.clock import now
from lms.core.db import db, upsert
from lms.core.jobs.kinds import JobKind, S
from lms.core.jobs.models import Job
from lms.core.rows import AnySelect


def enqueue(kind: JobKind[S], key: str, state: S | None = None, *, due_at: datetime | None = None) -> None:
    """Have a worker do this after the commit, no earlier than `due_at`. The same key again changes nothing."""
    moment = now()
    asked = state or kind.state()
    row = {
        "kind": kind.name, "key": key, "state": asked.model_dump(mode="json"), "done": 0, "of": 0, "tries": 0,
        "made_at": moment, "due_at": due_at or moment, "holder": "", "failure": "",
    }  # fmt: skip
    db.session.execute(upsert(Job).values(row).on_conflict_do_nothing(index_elements=["kind", "key"]))


def withdraw(kind: JobKind[Any], keys: AnySelect) -> list[str]:
    """Withdraw jobs that no worker has started. Returns their keys."""
    untouched = delete(Job).where(Job.kind == kind.name, Job.key.in_(keys), Job.tries == 0, Job.finished_at.is_(None))
    return list(db.session.scalars(untouched.returning(Job.key).execution_options(synchronize_session=False)))


def drop(kind: JobKind[Any], keys: Collection[str]) -> None:
    """Delete these jobs, whatever their state. A worker that holds one cannot write any more of it."""
    gone = delete(Job).where(Job.kind == kind.name, Job.key.in_(keys))
    db.session.execute(gone.execution_options(synchronize_session=False))


def retry(*which: ColumnElement[bool]) -> int:
    """Try jobs again now that have failed, for good or until their next try; `which` narrows them. How many."""
    again = update(Job).where(Job.finished_at.is_(None), Job.failure != "", Job.leased_until.is_(None), *which)
    fresh = again.values(due_at=now(), tries=0, failed_at=None).returning(Job.id)
    return len(db.session.execute(fresh.execution_options(synchronize_session=False)).all())
