"""More time for a learner. Runs inside the caller's write scope."""

from sqlalchemy import update

from lms.assessment import queries
from lms.assessment.models import Attempt
from lms.assessment.values import deadline
from lms.core.db import db
from lms.curriculum.queries import document
from lms.enrolment import actions as enrolment
from lms.enrolment.rules import Allowance, allowance_for


def give(enrolment_id: int, allowance: Allowance, *, reason: str, by: int) -> None:
    """Grant more time to a learner; a running attempt gets it at once, and none loses any."""
    granted = enrolment.give_time(enrolment_id, allowance, reason=reason, by=by)
    for attempt in queries.open_attempts(enrolment_id):
        quiz = document(attempt.edition_id).quiz[attempt.quiz]
        own, makeup = allowance_for(granted, attempt.quiz), attempt.makeup_of is not None
        end = deadline(quiz, attempt.started_at, own, makeup=makeup)
        if attempt.deadline_at and (end is None or end > attempt.deadline_at):
            db.session.execute(update(Attempt).where(Attempt.id == attempt.id).values(deadline_at=end))
