"""What learning tells those who stand above it."""

from dataclasses import dataclass

from lms.core.events import Event
from lms.core.ids import EnrolmentId


@dataclass(frozen=True)
class LessonFinished(Event):
    """A lesson was marked as done, in the wording of the learner's edition."""

    enrolment_id: EnrolmentId
    lesson: str


@dataclass(frozen=True)
class EditionTakenUp(Event):
    """A learner has gone over to the course's newest edition."""

    enrolment_id: EnrolmentId
