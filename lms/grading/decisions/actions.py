"""Grant time and attempts, and accept late answers, in the caller's write scope."""

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
    """Grant more time to a learner. A running attempt gets it at once; none is shortened."""
    granted = enrolment.give_time(enrolment_id, allowance, reason=reason, by=by)
    for attempt in queries.open_attempts(enrolment_id):
        quiz = document(attempt.edition_id).quiz[attempt.quiz]
        own, makeup = allowance_for(granted, attempt.quiz), attempt.makeup_of is not None
        end = deadline(quiz, attempt.started_at, own, makeup=makeup)
        if attempt.deadline_at and (end is None or end > attempt.deadline_at):
            db.session.execute(update(Attempt).where(Attempt.id == attempt.id).values(deadline_at=end))


def reopen(enrolment_id: EnrolmentId, quiz_id: str, *, used: int, reason: str, by: PersonId) -> None:
    """Grant an extra attempt after `used` ones, and tell the learner. Sent twice, it is granted once.

    The learner may start it at once, without the wait between attempts. The enrolment is locked: an attempt that
    is started at the same time comes clearly before or after. Raises NotFound for a quiz that the learner's edition
    does not have, Conflict if its attempts are not (or no longer) used up, or if it is passed or closed.
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
    """Accept a late answer: it becomes the answer, and its question is marked again.

    A written answer keeps its mark until an instructor has read the new text, which waits to be graded.
    Raises NotFound for one of another course, NotAllowed for one's own, Conflict if it was
    accepted before or if a newer answer counts.
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
    actions.submit(taken, seat.questions)  # not opened since its time ended
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
    """The new mark of an answer, or None if a person marks it."""
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
