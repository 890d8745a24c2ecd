"""A learner of the course, a quiz of theirs, or a late answer, with an instructor of the course."""

from dataclasses import dataclass

from lms.core.ids import EventId
from lms.curriculum.document import Quiz
from lms.curriculum.values import Teacher
from lms.enrolment.queries import Learner


@dataclass(frozen=True)
class AtLearner(Teacher):
    """An instructor with a learner of the course."""

    learner: Learner


@dataclass(frozen=True)
class AtQuiz(AtLearner):
    """An instructor with a learner of the course, and a quiz of the learner's edition."""

    quiz: Quiz


@dataclass(frozen=True)
class AtLate(Teacher):
    """An instructor with a late answer, by its number."""

    event: EventId
