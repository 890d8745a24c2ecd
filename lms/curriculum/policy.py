"""Who teaches a course: the single rule for all pages that only its instructors may see."""

from lms.core.errors import NotFound
from lms.core.login import me
from lms.curriculum.queries import course_taught_by
from lms.curriculum.values import Teacher


def teacher(slug: str) -> Teacher:
    """The signed-in person as an instructor of this course. Admins teach every course.

    Raises NotSignedIn, and NotFound for everyone else. One statement.
    """
    actor = me()
    found = course_taught_by(actor, slug)
    if found is None:
        raise NotFound
    return Teacher(actor.person_id, found)
