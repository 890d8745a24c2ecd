"""What assessment tells those who stand above it."""

from dataclasses import dataclass
from datetime import datetime

from lms.core.events import Event
from lms.core.ids import AttemptId, EnrolmentId


@dataclass(frozen=True)
class AttemptSubmitted(Event):
    """An attempt or a make-up was handed in and marked; `passed` says whether it passes the quiz by itself.

    One that waits for a person's marks has not passed; if those make it pass, this is told again.
    """

    enrolment_id: EnrolmentId
    quiz: str
    passed: bool


@dataclass(frozen=True)
class AttemptHeld(Event):
    """An attempt reached the mark and missed critical items; its make-up opens at `opens_at`."""

    attempt_id: AttemptId
    opens_at: datetime


@dataclass(frozen=True)
class MakeupSubmitted(Event):
    """The make-up of a held attempt was handed in, which decides it; `attempt_id` is the held one's."""

    attempt_id: AttemptId


@dataclass(frozen=True)
class GrantTaken(Event):
    """The attempt that was granted after this one was started."""

    attempt_id: AttemptId
