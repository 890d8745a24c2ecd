"""Do the due jobs, one at a time. Several workers can run at once."""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.exc import OperationalError

from lms.core.clock import now
from lms.core.db import db, random_id, write_tx
from lms.core.jobs.kinds import LEASE, Hopeless, JobKind, LeasedJob, Lost
from lms.core.jobs.models import Job
from lms.core.jobs.queue import enqueue
from lms.core.text import masked

FIRST_DELAY, LONGEST_DELAY = timedelta(minutes=1), timedelta(hours=3)
MOST_TRIES = 8
log = logging.getLogger(__name__)
Seen = Callable[[LeasedJob[Any]], None]
Claimed = tuple[LeasedJob[Any], dict[str, Any]]  # a job and its stored state


@dataclass
class Tally:
    """What a worker did and how often it failed, by kind of job."""

    did: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)


class Interrupted(Exception):
    """Workers were repeatedly stopped in the same step of this job."""


def work_off(kinds: Mapping[str, JobKind[Any]], seen: Seen = lambda _held: None) -> Tally:
    """Do every due job of these kinds. Raises OperationalError if the database does not answer."""
    _put_in_what_comes_back(kinds)
    tally = Tally()
    while claimed := _next(kinds, seen):
        held, reached = claimed
        try:
            _do(held, reached, tally)
        except Lost:
            log.warning("%s was taken back, or another worker has it", _named(held))
        finally:
            tally.did[held.kind.name] += held.did
            db.session.remove()
    return tally


def _put_in_what_comes_back(kinds: Mapping[str, JobKind[Any]]) -> None:
    wanted = {name for name, kind in kinds.items() if kind.every}
    missing = wanted.difference(db.session.scalars(select(Job.kind).where(Job.kind.in_(wanted))))
    for name in sorted(missing):
        write_tx(partial(enqueue, kinds[name], ""))


def _next(kinds: Mapping[str, JobKind[Any]], seen: Seen) -> Claimed | None:
    """Claim the job that has been due the longest, until the lease ends."""
    due = _due(kinds, now())
    if not db.session.scalar(select(exists().where(*due))):  # an empty queue needs no write lock
        return None
    return write_tx(lambda: _claimed(kinds, seen))


def _claimed(kinds: Mapping[str, JobKind[Any]], seen: Seen) -> Claimed | None:
    moment, holder = now(), random_id()
    first = select(Job.id).where(*_due(kinds, moment)).order_by(Job.due_at, Job.id).limit(1)
    claim = (
        update(Job)
        .where(Job.id == first.with_for_update(skip_locked=True).scalar_subquery())
        .values(holder=holder, leased_until=moment + LEASE, tries=Job.tries + 1)
        .returning(Job.kind, Job.id, Job.key, Job.state, Job.done, Job.of, Job.tries)
        .execution_options(synchronize_session=False)
    )
    row = db.session.execute(claim).first()
    if row is None:
        return None
    kind = kinds[row.kind]
    unread = kind.state.model_construct()
    return LeasedJob(kind, row.id, row.key, unread, row.done, row.of, row.tries, holder, seen), row.state


def _due(kinds: Mapping[str, JobKind[Any]], moment: datetime) -> tuple[ColumnElement[bool], ...]:
    free = or_(Job.leased_until.is_(None), Job.leased_until <= moment)
    return Job.due_at <= moment, free, Job.finished_at.is_(None), Job.failed_at.is_(None), Job.kind.in_(kinds)


def _do(held: LeasedJob[Any], reached: dict[str, Any], tally: Tally) -> None:
    try:
        _run(held, reached)
    except (Lost, OperationalError):
        raise
    except KeyboardInterrupt:  # release it, so that the next worker need not wait for the lease
        write_tx(lambda: held.write(holder="", leased_until=None, tries=held.tries - 1))
        raise
    except Exception as error:  # one broken job must not stop the others
        tally.failed[held.kind.name] += 1
        _failed(held, error)


def _run(held: LeasedJob[Any], reached: dict[str, Any]) -> None:
    if held.tries > MOST_TRIES and held.kind.every is None:
        raise Interrupted(f"its worker was stopped {MOST_TRIES} times in the same step")
    held.state = held.kind.state.model_validate(reached)  # an older version may have stored it
    held.kind.run(held)
    if not held.finished:
        held.finish()


def _failed(held: LeasedJob[Any], error: Exception) -> None:
    """Store the reason and when to try again, and log one line."""
    hopeless, moment = isinstance(error, Hopeless), now()
    why = masked(str(error) if hopeless else f"{type(error).__name__}: {error}")
    given_up = (hopeless or held.tries >= MOST_TRIES) and held.kind.every is None
    wait = min(FIRST_DELAY * 2 ** min(held.tries - 1, MOST_TRIES), held.kind.every or LONGEST_DELAY)

    def scope() -> None:
        again = {"failed_at": moment} if given_up else {"due_at": moment + wait}
        held.write(holder="", leased_until=None, failure=why, **again)
        if given_up and held.kind.gave_up:
            held.kind.gave_up(held.key, why)

    write_tx(scope)
    then = "given up" if given_up else f"next try in {wait}"
    log.warning("%s failed (try %d of %d, %s): %s", _named(held), held.tries, MOST_TRIES, then, why)


def _named(held: LeasedJob[Any]) -> str:
    return f"job {held.kind.name} {held.key}".rstrip()
