"""Answers that come after the end of the time: kept with both times, not marked, until an instructor accepts them.

Each runs inside the caller's write scope.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from lms.assessment import actions, after_marking, queries, timing
from lms.assessment.events import LateAnswersAccepted
from lms.assessment.models import Answer, AnswerEvent, Attempt, LateAcceptance, Mark
from lms.assessment.policy import Sitting, sitting
from lms.core import audit
from lms.core.clock import now
from lms.core.db import db, upsert
from lms.core.errors import Conflict, NotAllowed, NotFound
from lms.core.events import announce
from lms.core.i18n import gettext as _
from lms.enrolment import actions as enrolment

MOST = 200  # late answers of one attempt: enough for every honest outbox


@dataclass(frozen=True)
class Sent:
    """An answer as it arrived. `claimed_at` is the time that the learner's device says; it decides nothing."""

    response: Any
    seq: int = 0
    flagged: bool = False
    confidence: str = ""
    claimed_at: datetime | None = None


@dataclass(frozen=True)
class Standing:
    """How an attempt stands while its row is held."""

    submitted_at: datetime | None
    deadline_at: datetime | None
    reached: int


def is_late(sitting: Sitting, standing: Standing, at: datetime) -> bool:
    """Whether an answer that arrives now came after the end; not for an attempt that its learner handed in before.

    Who hands in when the time is over, be it in the grace, may still have answers under way: they are kept, and the
    marker is told from when right and wrong could be seen.
    """
    if standing.submitted_at is None:
        return timing.is_over(sitting.quiz, standing.deadline_at, at)
    return timing.closed_by_time(standing.deadline_at, standing.submitted_at)


def keep(sitting: Sitting, number: int, sent: Sent, at: datetime) -> datetime:
    """Keep a late answer, once, and hand the attempt in if nobody has; when it was kept.

    Raises Conflict where more have come than any page could have kept.
    """
    mine = (AnswerEvent.attempt_id == sitting.attempt.id, AnswerEvent.late)
    same = (AnswerEvent.question == number, AnswerEvent.seq == sent.seq)
    for event in db.session.scalars(select(AnswerEvent).where(*mine, *same)):
        if event.response == sent.response:
            return event.at
    if (db.session.scalar(select(func.count()).select_from(AnswerEvent).where(*mine)) or 0) >= MOST:
        raise Conflict(_("Too many late answers have arrived for this attempt. Talk to your instructor."))
    event = AnswerEvent(
        attempt_id=sitting.attempt.id, question=number, response=sent.response, seq=sent.seq, at=at,
        confidence=sent.confidence, late=True, claimed_at=sent.claimed_at,
    )  # fmt: skip
    db.session.add(event)
    db.session.flush()
    actions.submit(sitting.attempt, sitting.questions)
    return at


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
    seat = sitting(taken)
    actions.submit(taken, seat.questions)  # nobody has touched it since its time ended
    accepted = {"event_id": event_id, "accepted_by": by, "reason": reason, "at": now()}
    once = upsert(LateAcceptance).values(accepted).on_conflict_do_nothing().returning(LateAcceptance.event_id)
    if db.session.scalar(once) is None:
        raise Conflict(_("This answer has already been accepted."))
    _becomes_the_answer(event)
    before = after_marking.grades(taken)
    mark = _mark(seat, event, reason, by)
    audit.record(
        "late-answer.accepted", f"attempt:{taken.public_id}", actor=f"person:{by}", question=event.question + 1,
        arrived=event.at.isoformat(),
    )  # fmt: skip
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
