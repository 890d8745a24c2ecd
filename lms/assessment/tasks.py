"""What happens beside the requests: attempts whose time has ended are handed in, if nobody has touched them."""

import logging

from sqlalchemy.exc import OperationalError

from lms.assessment import actions, queries
from lms.assessment.queries import Taken
from lms.core.clock import now
from lms.core.db import write_tx

AT_ONCE = 200
log = logging.getLogger(__name__)


def hand_in_overdue() -> int:
    """Hand in attempts whose time and grace have ended, each in a write scope of its own; how many.

    One that cannot be handed in is logged, and the others are. Raises OperationalError where the
    database does not answer.
    """
    return sum(_handed_in(attempt) for attempt in queries.overdue(now(), AT_ONCE))


def _handed_in(attempt: Taken) -> bool:
    try:
        return write_tx(lambda: actions.end_if_over(attempt))
    except OperationalError:
        raise
    except Exception:
        log.exception("attempt %s could not be handed in at the end of its time", attempt.public_id)
        return False
