"""Events that learning announces."""

from dataclasses import dataclass

from lms.core.events import Event
from lms.core.ids import EnrolmentId


@dataclass(frozen=True)
class LessonFinished(Event):
    """A lesson was marked as done, in the text of the learner's edition."""

    enrolment_id: EnrolmentId
    lesson: str


@dataclass(frozen=True)
class EditionTakenUp(Event):
    """A learner has moved to the course's newest edition."""

    enrolment_id: EnrolmentId
