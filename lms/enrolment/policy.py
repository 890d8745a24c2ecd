"""Who may open the pages of an enrolment."""

from lms.core import addresses
from lms.core.clock import now
from lms.core.errors import NotAllowed, NotFound, NotSignedIn
from lms.core.i18n import gettext as _
from lms.core.login import me, visitor
from lms.curriculum.queries import CourseRow, course, document
from lms.enrolment.queries import Enrolled, enrolled


def enrolled_in(slug: str, **_arguments: object) -> Enrolled:
    """The learner's own enrolment in the course.

    Raises NotFound if there is no such course, NotSignedIn, and NotAllowed, with the course page
    as the way on, if the person is not enrolled. One statement for a learner.
    """
    actor = visitor()
    found = enrolled(actor.person_id, slug, now()) if actor else None
    if found:
        return found
    if course(slug) is None:
        raise NotFound
    if actor is None:
        raise NotSignedIn
    raise NotAllowed(_("Enroll in this course to open its lessons."), way_on=addresses.course(slug))


def may_enrol(slug: str, **_arguments: object) -> CourseRow:
    """The course, if the signed-in person may enroll themselves.

    Raises NotFound if no such course is published, NotSignedIn, and
    NotAllowed if the course is by invitation only.
    """
    found = course(slug)
    if found is None:
        raise NotFound
    me()
    if document(found.current_edition_id).enrolment != "open":
        words = _("This course is by invitation only. Ask the school that offers it to enroll you.")
        raise NotAllowed(words, way_on=addresses.course(slug))
    return found
