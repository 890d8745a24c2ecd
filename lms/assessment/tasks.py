"""Background work: submit attempts whose time has ended."""

import logging
from datetime import timedelta

from sqlalchemy.exc import OperationalError

from lms.assessment import actions, queries
from lms.assessment.queries import Taken
from lms.core.clock import now
from lms.core.jobs.kinds import JobKind, JobState, LeasedJob, Lost

AT_ONCE = 200
log = logging.getLogger(__name__)


class NotSubmitted(Exception):
    """Some overdue attempts could not be submitted. The log has the reason for each."""


def hand_in_overdue(job: LeasedJob[JobState]) -> None:
    """Submit attempts whose time and grace have ended, each in its own write scope.

    A failure is logged and the others continue; at the end it raises NotSubmitted. Raises
    OperationalError if the database does not answer.
    """
    failed = [each.public_id for each in queries.overdue(now(), AT_ONCE) if not _handed_in(job, each)]
    if failed:
        raise NotSubmitted(", ".join(failed))


def _handed_in(job: LeasedJob[JobState], attempt: Taken) -> bool:
    try:
        job.step(lambda: actions.end_if_over(attempt))
    except (Lost, OperationalError):
        raise
    except Exception:
        log.exception("attempt %s could not be handed in at the end of its time", attempt.public_id)
        return False
    return True


HAND_IN = JobKind(
    "timed-out-attempts",
    "attempt(s) submitted when time was up",
    JobState,
    hand_in_overdue,
    every=timedelta(seconds=20),
)
