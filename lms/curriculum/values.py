"""A course with one of its instructors."""

from dataclasses import dataclass

from lms.core.ids import PersonId
from lms.curriculum.queries import CourseRow


@dataclass(frozen=True)
class Teacher:
    """An instructor on a page of a course that they teach."""

    person_id: PersonId
    course: CourseRow
