"""A late answer that an instructor lets count. Runs inside the caller's write scope."""

from lms.assessment import actions, queries
from lms.assessment.models import Answer, AnswerEvent, Attempt, LateAcceptance, Mark
from lms.assessment.policy import sitting_of
from lms.assessment.values import Sitting
from lms.core import audit
from lms.core.acts import Act
from lms.core.clock import now
from lms.core.db import db, upsert
from lms.core.errors import Conflict, NotAllowed, NotFound
from lms.core.events import announce
from lms.core.i18n import gettext as _
from lms.enrolment import actions as enrolment
from lms.grading import after_marking
from lms.grading.events import LateAnswersAccepted


def accept(course_id: int, event_id: int, *, reason: str, by: int) -> None:
    """Let a late answer count: it becomes the answer, and its question is marked anew.

    What a person marks keeps its mark until somebody has read the new text; it waits on the marker's list.
    Raises NotFound for one that is not of the course, NotAllowed for one's own, Conflict where it was
    accepted before or a newer answer counts.
    """
    event = db.session.get(AnswerEvent, event_id)
    attempt = db.session.get(Attempt, event.attempt_id) if event and event.late else None
    row = enrolment.locked(attempt.enrolment_id) if attempt else None
    if event is None or attempt is None or row is None or row.course_id != course_id:
        raise NotFound
    if row.person_id == by:
        raise NotAllowed(_("This is your own answer. Another instructor of this course has to decide."))
    taken = queries.attempt(attempt.id)
    seat = sitting_of(taken)
    actions.submit(taken, seat.questions)  # nobody has touched it since its time ended
    accepted = {"event_id": event_id, "accepted_by": by, "reason": reason, "at": now()}
    once = upsert(LateAcceptance).values(accepted).on_conflict_do_nothing().returning(LateAcceptance.event_id)
    if db.session.scalar(once) is None:
        raise Conflict(_("This answer has already been accepted."))
    _becomes_the_answer(event)
    before = after_marking.grades(taken)
    mark = _mark(seat, event, reason, by)
    whose, number = f"attempt:{taken.public_id}", event.question + 1
    audit.record(Act.LATE_ANSWER_ACCEPTED, whose, by=by, question=number, arrived=event.at.isoformat())
    if mark:
        announce(LateAnswersAccepted(taken.makeup_of or taken.id, mark.id))
        after_marking.tell_what_changed(taken, before)


def _becomes_the_answer(event: AnswerEvent) -> None:
    stored = db.session.get(Answer, (event.attempt_id, event.question), populate_existing=True)
    if stored is None:
        stored = Answer(attempt_id=event.attempt_id, question=event.question, final=False, flagged=False)
        db.session.add(stored)
    elif stored.seq > event.seq:
        raise Conflict(_("A newer answer to this question already counts."))
    stored.response, stored.seq, stored.saved_at = event.response, event.seq, event.at
    stored.confidence = event.confidence
    db.session.flush()


def _mark(seat: Sitting, event: AnswerEvent, reason: str, by: int) -> Mark | None:
    """The new mark of an answer; None for one that a person is to mark."""
    question = seat.questions[event.question]
    grade = question.grade(event.response)
    if grade.awaits:
        return None
    mark = Mark(
        attempt_id=event.attempt_id, question=event.question, points=grade.points, of=grade.of,
        critical_missed=grade.critical_missed, missed=actions.missed_words(grade, question, event.question),
        marked_by=by, reason=reason, at=now(),
    )  # fmt: skip
    db.session.add(mark)
    db.session.flush()
    return mark
