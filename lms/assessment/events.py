"""Events that assessment announces."""

from dataclasses import dataclass
from datetime import datetime

from lms.core.events import Event
from lms.core.ids import AttemptId, EnrolmentId


@dataclass(frozen=True)
class AttemptSubmitted(Event):
    """An attempt or a make-up was submitted and marked. `passed` says whether it passes the quiz by itself.

    While it waits for a person's marks it has not passed. If those make it pass, this is announced again.
    """

    enrolment_id: EnrolmentId
    quiz: str
    passed: bool


@dataclass(frozen=True)
class AttemptHeld(Event):
    """An attempt reached the passing score but missed critical questions. Its make-up opens at `opens_at`."""

    attempt_id: AttemptId
    opens_at: datetime


@dataclass(frozen=True)
class MakeupSubmitted(Event):
    """The make-up that decides a held attempt was submitted. `attempt_id` is that of the held attempt."""

    attempt_id: AttemptId


@dataclass(frozen=True)
class GrantTaken(Event):
    """The extra attempt granted after this one was started."""

    attempt_id: AttemptId
