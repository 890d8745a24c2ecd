"""What a new mark changes for a submitted attempt, in the caller's write scope."""

from lms.assessment import queries, rules
from lms.assessment.actions import is_held, passes
from lms.assessment.events import AttemptHeld, AttemptSubmitted
from lms.assessment.marks import grade_of, marks
from lms.assessment.queries import Taken
from lms.core.events import announce
from lms.curriculum.queries import document
from lms.questions.kinds.base import Grade


def grades(attempt: Taken) -> list[Grade]:
    """What each question of an attempt has earned, in order. One statement."""
    newest = marks(attempt.id)
    return [grade_of(newest.get(number)) for number in range(len(attempt.questions))]


def tell_what_changed(attempt: Taken, before: list[Grade]) -> None:
    """Announce that the attempt now passes or is held, if it did not before. `before` is what it had earned."""
    after = grades(attempt)
    if passes(attempt, after):
        announce(AttemptSubmitted(attempt.enrolment_id, attempt.quiz, passed=True))
    if attempt.makeup_of or is_held(attempt, before) or not is_held(attempt, after):
        return
    submitted_at = queries.attempt(attempt.id).submitted_at
    if submitted_at:
        quiz = document(attempt.edition_id).quiz[attempt.quiz]
        announce(AttemptHeld(attempt.id, rules.opens_again(quiz, submitted_at)))
