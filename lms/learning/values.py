"""A course, a lesson and a practice question as the visitor may see them."""

from dataclasses import dataclass

from lms.core.ids import EditionId
from lms.curriculum.document import Document, Lesson
from lms.enrolment.queries import Enrolled


@dataclass(frozen=True)
class SeenCourse:
    """A course as the visitor sees it: on their own edition if enrolled, else on the newest."""

    slug: str
    edition_id: EditionId
    document: Document
    enrolled: Enrolled | None


@dataclass(frozen=True)
class OwnLesson:
    """A lesson of a course that the learner is enrolled in."""

    enrolled: Enrolled
    document: Document
    lesson: Lesson


@dataclass(frozen=True)
class OwnCheck(OwnLesson):
    """A practice question inside such a lesson."""

    family: str
