"""Who may mark: current instructors of the course, and never their own answers. For others it does not exist."""

from lms.core.errors import NotAllowed, NotFound
from lms.core.i18n import gettext as _
from lms.curriculum.policy import teacher
from lms.grading.marking.queries import written
from lms.grading.marking.values import AtAnswer


def at_answer(slug: str, id: str, question: int) -> AtAnswer:  # noqa: A002 - the route's argument
    """The answer to mark. Raises as `teacher`, NotFound for what is not marked by hand, NotAllowed for one's own."""
    found = teacher(slug)
    answer = written(found.course.id, id, question)
    if answer is None:
        raise NotFound
    if answer.person_id == found.person_id:
        raise NotAllowed(_("This is your own answer. Another instructor of this course has to grade it."))
    return AtAnswer(found.person_id, found.course, answer)
