"""Who may open the pages of a quiz: its learners, and an attempt only its own learner."""

from lms.assessment import queries
from lms.assessment.queries import Taken
from lms.assessment.values import OwnQuestion, OwnQuiz, Sitting
from lms.core.errors import NotFound
from lms.core.login import me
from lms.curriculum.queries import document
from lms.enrolment.policy import enrolled_in
from lms.questions.asked import question


def own_quiz(slug: str, uid: str) -> OwnQuiz:
    """The quiz, for a learner of the course. Raises as `enrolled_in`, NotFound for an unknown quiz."""
    enrolled = enrolled_in(slug)
    course = document(enrolled.edition_id)
    if uid not in course.quiz:
        raise NotFound
    return OwnQuiz(enrolled, course, course.quiz[uid])


def own_attempt(id: str) -> Sitting:  # noqa: A002 - the route's argument
    """The learner's own attempt. Raises NotSignedIn, and NotFound for another's. One statement."""
    attempt = queries.own_attempt(id, me().person_id)
    if attempt is None:
        raise NotFound
    return sitting_of(attempt)


def sitting_of(attempt: Taken) -> Sitting:
    """The attempt with its quiz and questions loaded."""
    course = document(attempt.edition_id)
    read = [question(attempt.edition_id, drawn["family"], drawn["variant"]) for drawn in attempt.questions]
    return Sitting(attempt, course, course.quiz[attempt.quiz], read)


def own_question(id: str, question: int) -> OwnQuestion:  # noqa: A002 - the route's argument
    """A question of the learner's own attempt. Raises as `own_attempt`, NotFound for a number it does not have."""
    sitting = own_attempt(id)
    if question >= len(sitting.questions):
        raise NotFound
    return OwnQuestion(sitting, question)
