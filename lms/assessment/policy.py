"""Who may enter what belongs to a quiz: its learners, and each attempt only whose it is."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from lms.assessment import queries, timing
from lms.assessment.queries import Taken
from lms.core.clock import now
from lms.core.errors import NotFound
from lms.core.login import me
from lms.curriculum.document import Document, Quiz
from lms.curriculum.queries import document
from lms.enrolment.policy import enrolled_in
from lms.enrolment.queries import Enrolled
from lms.questions.asked import Question, question


@dataclass(frozen=True)
class OwnQuiz:
    """A quiz of a course that the learner is enrolled in."""

    enrolled: Enrolled
    document: Document
    quiz: Quiz


@dataclass(frozen=True)
class Sitting:
    """The learner's own attempt, with its quiz and questions read: nothing slow is left for the write scope."""

    attempt: Taken
    document: Document
    quiz: Quiz
    questions: list[Question]

    @cached_property
    def sections(self) -> list[str]:
        """The titles of its sections, in order; one without words where it has none."""
        return list(dict.fromkeys(drawn.get("section", "") for drawn in self.attempt.questions))

    def section_of(self, number: int) -> int:
        """The section of a question, by its place from 0."""
        return self.sections.index(self.attempt.questions[number].get("section", ""))

    @property
    def one_way(self) -> bool:
        """Whether its sections are left for good, one after the other."""
        return self.quiz.one_way and len(self.sections) > 1

    @property
    def ends_at(self) -> datetime | None:
        """The moment after which no answer counts; None without a limit."""
        return timing.ends_at(self.quiz, self.attempt.deadline_at)

    @property
    def is_over(self) -> bool:
        """Whether its time and grace have ended."""
        return timing.is_over(self.quiz, self.attempt.deadline_at, now())


@dataclass(frozen=True)
class OwnQuestion:
    """One question of the learner's own attempt, by its number from 0."""

    sitting: Sitting
    number: int


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
    return sitting(attempt)


def sitting(attempt: Taken) -> Sitting:
    """The attempt with its quiz and questions read."""
    course = document(attempt.edition_id)
    read = [question(attempt.edition_id, drawn["family"], drawn["variant"]) for drawn in attempt.questions]
    return Sitting(attempt, course, course.quiz[attempt.quiz], read)


def own_question(id: str, question: int) -> OwnQuestion:  # noqa: A002 - the route's argument
    """A question of the learner's own attempt. Raises as `own_attempt`, NotFound for a number it does not have."""
    sitting = own_attempt(id)
    if question >= len(sitting.questions):
        raise NotFound
    return OwnQuestion(sitting, question)
