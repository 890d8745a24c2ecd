"""Who may mark: those who teach the course now, and never their own answers. To everybody else it is not there."""

from dataclasses import dataclass

from lms.assessment.marking.queries import Written, written
from lms.core.errors import NotAllowed, NotFound
from lms.core.i18n import gettext as _
from lms.core.login import me
from lms.curriculum.queries import CourseRow, course, teaches


@dataclass(frozen=True)
class Marker:
    """Somebody at the marking page of a course that they teach."""

    person_id: int
    course: CourseRow


@dataclass(frozen=True)
class AtAnswer:
    """The same, with the answer to mark."""

    marker: Marker
    written: Written


def marker(slug: str) -> Marker:
    """Who marks in this course. Raises NotSignedIn, and NotFound for those who do not teach it. Two statements."""
    person_id = me().person_id
    found = course(slug)
    if found is None or not teaches(person_id, found.id):
        raise NotFound
    return Marker(person_id, found)


def at_answer(slug: str, id: str, question: int) -> AtAnswer:  # noqa: A002 - the route's argument
    """The answer to mark. Raises as `marker`, NotFound for what is not marked by hand, NotAllowed for one's own."""
    found = marker(slug)
    answer = written(found.course.id, id, question)
    if answer is None:
        raise NotFound
    if answer.person_id == found.person_id:
        raise NotAllowed(_("This is your own answer. Another instructor of this course has to grade it."))
    return AtAnswer(found, answer)
