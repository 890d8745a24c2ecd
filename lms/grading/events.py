"""What grading tells those who stand above it."""

from dataclasses import dataclass

from lms.core.events import Event
from lms.core.ids import AttemptId, MarkId


@dataclass(frozen=True)
class AttemptMarked(Event):
    """Somebody has marked an attempt by hand; `mark_id` is the last mark of this act.

    Whoever announces it announces AttemptHeld, too, where these marks make it held.
    """

    attempt_id: AttemptId
    mark_id: MarkId


@dataclass(frozen=True)
class LateAnswersAccepted(Event):
    """Answers that came too late were accepted and count now; `mark_id` is the last mark of this act.

    Whoever announces it announces AttemptHeld, too, where these marks make it held.
    """

    attempt_id: AttemptId
    mark_id: MarkId


@dataclass(frozen=True)
class AttemptGranted(Event):
    """An instructor has opened one attempt more after this one, the last that there was."""

    attempt_id: AttemptId
