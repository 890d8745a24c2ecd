"""Being the worker: doing the jobs of one kind now."""

from dataclasses import replace

from sqlalchemy import update

from config import Settings
from lms.core import mail
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.jobs.kinds import JobKind
from lms.core.jobs.models import Job
from lms.core.jobs.worker import Tally, work_off


def worked(kind: JobKind) -> Tally:
    """Do the jobs of this kind that are due; what comes back by itself is due whenever a test says so."""
    if kind.every:
        write_tx(lambda: db.session.execute(update(Job).where(Job.kind == kind.name).values(due_at=now())))
    return work_off({kind.name: kind})


def did(kind: JobKind) -> int:
    """How much of this kind was done now."""
    return worked(kind).did[kind.name]


def deliver_due(settings: Settings) -> int:
    """Deliver the mail that is due with these settings; how many left."""
    return did(replace(mail.MAIL, run=lambda job: mail.deliver(job, settings)))
