"""Who teaches a course: the one answer for everything that only its instructors may see. To others it is not there."""

from lms.core.errors import NotFound
from lms.core.login import me
from lms.curriculum.queries import course_taught_by
from lms.curriculum.values import Teacher


def teacher(slug: str) -> Teacher:
    """Who asks, as a teacher of this course; an administrator teaches every course.

    Raises NotSignedIn, and NotFound for everybody else. One statement.
    """
    actor = me()
    found = course_taught_by(actor, slug)
    if found is None:
        raise NotFound
    return Teacher(actor.person_id, found)
