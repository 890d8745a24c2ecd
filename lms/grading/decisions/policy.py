"""Who may decide about time and attempts: those who teach the course now, and never for themselves."""

from dataclasses import dataclass

from lms.core.errors import NotAllowed, NotFound
from lms.core.i18n import gettext as _
from lms.curriculum.document import Quiz
from lms.curriculum.policy import Teacher, teacher
from lms.curriculum.queries import document
from lms.enrolment.queries import Learner, learner


@dataclass(frozen=True)
class AtLearner:
    """An instructor with a learner of the course."""

    by: Teacher
    learner: Learner


@dataclass(frozen=True)
class AtQuiz(AtLearner):
    """An instructor with a learner of the course, and a quiz of the learner's edition."""

    quiz: Quiz


@dataclass(frozen=True)
class AtLate:
    """An instructor with a late answer, by its number."""

    by: Teacher
    event: int


def at_learner(slug: str, enrolment: str) -> AtLearner:
    """The learner of this enrolment. Raises as `teacher`, NotFound for an unknown one, NotAllowed for oneself."""
    by = teacher(slug)
    found = learner(slug, enrolment)
    if found is None:
        raise NotFound
    if found.person_id == by.person_id:
        words = _("You cannot give yourself time or attempts. Ask another instructor of this course.")
        raise NotAllowed(words)
    return AtLearner(by, found)


def at_quiz(slug: str, enrolment: str, uid: str) -> AtQuiz:
    """A quiz of a learner's edition. Raises as `at_learner`, NotFound for an unknown quiz."""
    at = at_learner(slug, enrolment)
    quiz = document(at.learner.edition_id).quiz.get(uid)
    if quiz is None:
        raise NotFound
    return AtQuiz(at.by, at.learner, quiz)


def at_late(slug: str, event: int) -> AtLate:
    """A late answer. Raises as `teacher`; whether it is of the course is seen when it is accepted."""
    return AtLate(teacher(slug), event)
