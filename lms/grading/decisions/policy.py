"""Who may grant time and attempts: current instructors of the course, and never to themselves."""

from lms.core.errors import NotAllowed, NotFound
from lms.core.i18n import gettext as _
from lms.core.ids import EventId
from lms.curriculum.policy import teacher
from lms.curriculum.queries import document
from lms.enrolment.queries import learner
from lms.grading.decisions.values import AtLate, AtLearner, AtQuiz


def at_learner(slug: str, enrolment: str) -> AtLearner:
    """The learner of this enrolment. Raises as `teacher`, NotFound for an unknown one, NotAllowed for oneself."""
    by = teacher(slug)
    found = learner(slug, enrolment)
    if found is None:
        raise NotFound
    if found.person_id == by.person_id:
        words = _("You cannot give yourself time or attempts. Ask another instructor of this course.")
        raise NotAllowed(words)
    return AtLearner(by.person_id, by.course, found)


def at_quiz(slug: str, enrolment: str, uid: str) -> AtQuiz:
    """A quiz of a learner's edition. Raises as `at_learner`, NotFound for an unknown quiz."""
    at = at_learner(slug, enrolment)
    quiz = document(at.learner.edition_id).quiz.get(uid)
    if quiz is None:
        raise NotFound
    return AtQuiz(at.person_id, at.course, at.learner, quiz)


def at_late(slug: str, event: int) -> AtLate:
    """A late answer. Raises as `teacher`. Accepting it checks that it belongs to the course."""
    by = teacher(slug)
    return AtLate(by.person_id, by.course, EventId(event))
