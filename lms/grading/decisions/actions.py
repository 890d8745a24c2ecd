"""What an instructor decides: more time, one attempt more, late answers that count. Inside the caller's write scope."""

from sqlalchemy import update

from lms.assessment import actions, queries, rules, words
from lms.assessment.models import Answer, AnswerEvent, Attempt, LateAcceptance, Mark
from lms.assessment.policy import sitting_of
from lms.assessment.values import Sitting, deadline, window
from lms.core import audit
from lms.core.acts import Act
from lms.core.clock import now
from lms.core.db import db, upsert
from lms.core.errors import Conflict, NotAllowed, NotFound
from lms.core.events import announce
from lms.core.i18n import gettext as _
from lms.core.ids import CourseId, EnrolmentId, EventId, PersonId
from lms.curriculum.queries import document
from lms.enrolment import actions as enrolment
from lms.enrolment.rules import Allowance, allowance_for
from lms.grading import after_marking
from lms.grading.events import AttemptGranted, LateAnswersAccepted


def give_time(enrolment_id: EnrolmentId, allowance: Allowance, *, reason: str, by: PersonId) -> None:
    """Grant more time to a learner; a running attempt gets it at once, and none loses any."""
    granted = enrolment.give_time(enrolment_id, allowance, reason=reason, by=by)
    for attempt in queries.open_attempts(enrolment_id):
        quiz = document(attempt.edition_id).quiz[attempt.quiz]
        own, makeup = allowance_for(granted, attempt.quiz), attempt.makeup_of is not None
        end = deadline(quiz, attempt.started_at, own, makeup=makeup)
        if attempt.deadline_at and (end is None or end > attempt.deadline_at):
            db.session.execute(update(Attempt).where(Attempt.id == attempt.id).values(deadline_at=end))


def reopen(enrolment_id: EnrolmentId, quiz_id: str, *, used: int, reason: str, by: PersonId) -> None:
    """Grant one attempt more after `used` of them, and tell the learner; sent twice, it is granted once.

    The learner may start it at once, whatever the wait between attempts. The enrolment is locked: an attempt that
    is started at the same moment comes before or after it. Raises NotFound for a quiz that the learner's edition
    does not have, Conflict where its attempts are not used up (any more), where it is passed, or has closed.
    """
    row = enrolment.locked(enrolment_id)
    quiz = document(row.edition_id).quiz.get(quiz_id)
    if quiz is None:
        raise NotFound
    history = [each for each in queries.records([enrolment_id], now())[enrolment_id] if each.quiz == quiz_id]
    if any(each.number == used and each.reopened_at for each in history):
        return
    standing = rules.state(quiz, history)
    if standing.attempt is None or standing.used != used or not rules.may_reopen(standing):
        raise Conflict(words.has_moved_on())
    if window(quiz, now()) == "over":
        raise Conflict(words.closed_for_good())
    if enrolment.give_attempt(row, quiz_id, used, reason=reason, by=by):
        announce(AttemptGranted(queries.attempt_called(standing.attempt).id))


def accept_late(course_id: CourseId, event_id: EventId, *, reason: str, by: PersonId) -> None:
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


def _mark(seat: Sitting, event: AnswerEvent, reason: str, by: PersonId) -> Mark | None:
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
