"""Who may sit at a course's desk: those who teach it now, and administrators. To everybody else it is not there."""

from lms.authoring.desk import Seat
from lms.core.errors import NotFound
from lms.core.login import me
from lms.curriculum.queries import taught_course


def teaches(slug: str, family: str = "", uid: str = "") -> Seat:
    """A place at the course's desk, with the question or quiz that the address names.

    Raises NotSignedIn, and NotFound for those who do not teach the course. One statement; whether the course has that
    question or quiz is seen once it is laid out.
    """
    actor = me()
    found = taught_course(actor, slug)
    if found is None:
        raise NotFound
    return Seat(found, actor.person_id, family or uid)
