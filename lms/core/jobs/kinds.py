"""Kinds of jobs, and a job while a worker holds it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict
from sqlalchemy import update

from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.jobs.models import Job
from lms.core.wiring import ExtensionPoint

LEASE = timedelta(minutes=5)  # longer than the slowest step: an email to a server that is slow in every reply


class JobState(BaseModel):
    """What a job was asked to do and where its next step begins. A kind may extend it."""

    model_config = ConfigDict(frozen=True)


S = TypeVar("S", bound=JobState)


class Hopeless(Exception):
    """Trying again would not help: the job fails for good."""


class Lost(Exception):
    """The worker no longer holds the job, which was withdrawn or claimed by another. Its step was rolled back."""


@dataclass(frozen=True)
class JobKind(Generic[S]):
    """A kind of job: how it is done, and how the terminal reports it."""

    name: str
    did: str  # follows a number: "email(s) sent"
    state: type[S]
    run: Callable[["LeasedJob[S]"], None]
    every: timedelta | None = None  # for recurring work, which is retried forever
    gave_up: Callable[[str, str], None] | None = None  # gets the key and the reason, in the write scope that gives up


known: ExtensionPoint[Mapping[str, JobKind[Any]]] = ExtensionPoint("kinds of jobs", {})


@dataclass
class LeasedJob(Generic[S]):
    """A job held by the one worker that may do it."""

    kind: JobKind[S]
    id: int
    key: str
    state: S
    done: int
    of: int  # the total, or 0 if unknown
    tries: int  # tries without progress, this one included
    holder: str
    seen: Callable[["LeasedJob[Any]"], None] = field(repr=False)  # called after each step
    did: int = 0  # by this worker
    finished: bool = False

    def step(self, work: Callable[[], int], state: S | None = None) -> int:
        """Run `work`, which returns how much it did, and store where the next step begins, in one write scope.

        A killed worker has done both or neither, so no step is done twice. Each step extends the
        lease. Raises Lost.
        """
        self.state = state or self.state
        return self._kept(work, tries=1, leased_until=now() + LEASE)

    def finish(self, work: Callable[[], int] = lambda: 0) -> int:
        """Run the last step and close the job. Recurring work becomes due again. Raises Lost."""
        self.finished, moment = True, now()
        if self.kind.every is None:
            return self._kept(work, tries=self.tries, holder="", leased_until=None, finished_at=moment)
        self.state = self.kind.state()
        return self._kept(work, tries=0, holder="", leased_until=None, due_at=moment + self.kind.every, done=0, of=0)

    def extend(self) -> None:
        """Extend the lease during a slow step that writes nothing. Raises Lost."""
        write_tx(lambda: self.write(leased_until=now() + LEASE))

    def write(self, **values: object) -> None:
        """Update the job's row in the current write scope if this worker still holds it. Raises Lost."""
        mine = update(Job).where(Job.id == self.id, Job.holder == self.holder).values(**values)
        if db.session.execute(mine.returning(Job.id).execution_options(synchronize_session=False)).first() is None:
            raise Lost

    def _kept(self, work: Callable[[], int], **values: object) -> int:
        def scope() -> int:
            did = work()
            reached = {"state": self.state.model_dump(mode="json"), "done": self.done + did, "of": self.of}
            self.write(**{**reached, "failure": "", **values})
            return did

        did = write_tx(scope)
        self.done, self.did = self.done + did, self.did + did
        self.seen(self)
        return did
