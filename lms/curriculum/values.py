"""A course before somebody who teaches it."""

from dataclasses import dataclass

from lms.core.ids import PersonId
from lms.curriculum.queries import CourseRow


@dataclass(frozen=True)
class Teacher:
    """Somebody at a page of a course that they teach."""

    person_id: PersonId
    course: CourseRow
