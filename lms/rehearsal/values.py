"""A rehearsal, and a run through it, of the signed-in learner."""

from dataclasses import dataclass

from lms.curriculum.document import Document, Rehearsal
from lms.enrolment.queries import Enrolled
from lms.rehearsal.queries import Begun


@dataclass(frozen=True)
class OwnRehearsal:
    """A rehearsal of a course that the learner is enrolled in."""

    enrolled: Enrolled
    document: Document
    rehearsal: Rehearsal


@dataclass(frozen=True)
class OwnRun:
    """The learner's own run, with the rehearsal of its edition."""

    run: Begun
    document: Document
    rehearsal: Rehearsal
