"""Who may edit a course: its current instructors and admins. For everyone else the pages do not exist."""

from lms.authoring.desk import Seat
from lms.core.errors import NotFound
from lms.core.login import me
from lms.curriculum.queries import taught_course


def teaches(slug: str, family: str = "", uid: str = "") -> Seat:
    """An instructor of the course, with the question or quiz named in the address.

    Raises NotSignedIn, and NotFound for those who do not teach the course. One statement. Whether the course has that
    question or quiz is checked later, once the desk is loaded.
    """
    actor = me()
    found = taught_course(actor, slug)
    if found is None:
        raise NotFound
    return Seat(found, actor.person_id, family or uid)
