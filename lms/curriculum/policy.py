"""Who teaches a course: the one answer for everything that only its instructors may see. To others it is not there."""

from lms.core.errors import NotFound
from lms.core.login import me
from lms.curriculum.queries import course, teaches
from lms.curriculum.values import Teacher


def teacher(slug: str) -> Teacher:
    """Who asks, as a teacher of this course. Raises NotSignedIn, and NotFound for everybody else. Two statements."""
    person_id = me().person_id
    found = course(slug)
    if found is None or not teaches(person_id, found.id):
        raise NotFound
    return Teacher(person_id, found)
