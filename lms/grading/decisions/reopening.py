"""One attempt more after the last: an instructor grants it to a learner. Runs inside the caller's write scope."""

from lms.assessment import queries, rules, words
from lms.assessment.values import window
from lms.core.clock import now
from lms.core.errors import Conflict, NotFound
from lms.core.events import announce
from lms.curriculum.queries import document
from lms.enrolment import actions as enrolment
from lms.grading.events import AttemptGranted


def reopen(enrolment_id: int, quiz_id: str, *, used: int, reason: str, by: int) -> None:
    """Grant one attempt more after `used` of them, and tell the learner; sent twice, it is granted once.

    The learner may start it at once, whatever the wait between attempts. The enrolment is locked: an attempt that
    is started at the same moment comes before or after it. Raises NotFound for a quiz that the learner's edition
    does not have, Conflict where its attempts are not used up (any more), where it is passed, or has closed.
    """
    row = enrolment.locked(enrolment_id)
    quiz = document(row.edition_id).quiz.get(quiz_id)
    if quiz is None:
        raise NotFound
    history = [each for each in queries.records([enrolment_id])[enrolment_id] if each.quiz == quiz_id]
    if any(each.number == used and each.reopened_at for each in history):
        return
    standing = rules.state(quiz, history)
    if standing.attempt is None or standing.used != used or not rules.may_reopen(standing):
        raise Conflict(words.has_moved_on())
    if window(quiz, now()) == "over":
        raise Conflict(words.closed_for_good())
    if enrolment.give_attempt(enrolment_id, quiz_id, used, reason=reason, by=by):
        announce(AttemptGranted(queries.attempt_called(standing.attempt).id))
