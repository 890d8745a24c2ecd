"""Events that grading announces."""

from dataclasses import dataclass

from lms.core.events import Event
from lms.core.ids import AttemptId, MarkId


@dataclass(frozen=True)
class AttemptMarked(Event):
    """A person has marked an attempt. `mark_id` is the last mark of this act.

    AttemptHeld is announced as well if these marks make it held.
    """

    attempt_id: AttemptId
    mark_id: MarkId


@dataclass(frozen=True)
class LateAnswersAccepted(Event):
    """Late answers were accepted and count now. `mark_id` is the last mark of this act.

    AttemptHeld is announced as well if these marks make it held.
    """

    attempt_id: AttemptId
    mark_id: MarkId


@dataclass(frozen=True)
class AttemptGranted(Event):
    """An instructor has granted an extra attempt after this one, the last."""

    attempt_id: AttemptId
