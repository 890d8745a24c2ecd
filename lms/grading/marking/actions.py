"""Give a mark by hand, in the caller's write scope. Marks are only added; the newest counts."""

from collections.abc import Collection

from sqlalchemy import func, select

from lms.assessment.actions import missed_words
from lms.assessment.marks import IS_NEWEST
from lms.assessment.models import AnswerEvent, Attempt, LateAcceptance, Mark
from lms.core import audit
from lms.core.acts import Act
from lms.core.clock import now
from lms.core.db import db
from lms.core.errors import Conflict
from lms.core.events import announce
from lms.core.i18n import gettext as _
from lms.core.ids import PersonId
from lms.grading import after_marking
from lms.grading.events import AttemptMarked
from lms.grading.marking.queries import Written
from lms.questions.kinds.base import Grade
from lms.questions.kinds.freetext import by_hand


def mark(written: Written, met: Collection[int], comment: str, *, by: PersonId, seen: int) -> bool:
    """Add a mark, given the lines of the rubric that are met. Returns whether one was added.

    The same mark by the same person again adds nothing. `seen` is the newest mark that the instructor saw, 0
    for none. Raises Conflict if someone else has added another since.
    """
    attempt, asked = written.attempt, written.question
    db.session.execute(select(Attempt.id).where(Attempt.id == attempt.id).with_for_update())
    of_answer = (Mark.attempt_id == attempt.id, Mark.question == written.number, IS_NEWEST)
    newest = db.session.scalars(select(Mark).where(*of_answer)).first()
    critical, missed = asked.family.critical, asked.variant.missed
    grade = by_hand(asked.body, met, comment, critical=critical, missed=missed)
    if newest and _is_the_same(newest, grade, by):
        return False
    if (newest.id if newest else 0) != seen:
        raise Conflict(_("Someone else has graded this answer. Check their grade first."))
    added = Mark(
        attempt_id=attempt.id, question=written.number, points=grade.points, of=grade.of,
        critical_missed=grade.critical_missed, missed=missed_words(grade, asked, written.number),
        marked_by=by, met=grade.met, reason=grade.reason, at=now(),
    )  # fmt: skip
    before = after_marking.grades(attempt)
    db.session.add(added)
    db.session.flush()
    audit.record(
        Act.ANSWER_MARKED, f"attempt:{attempt.public_id}", by=by, question=written.number + 1,
        points=grade.points, of=grade.of, critical_missed=grade.critical_missed,
        before=newest.points if newest else None,
    )  # fmt: skip
    announce(AttemptMarked(attempt.id, added.id))
    after_marking.tell_what_changed(attempt, before)
    return True


def _is_the_same(newest: Mark, grade: Grade, by: PersonId) -> bool:
    same = (newest.marked_by, newest.met, newest.reason) == (by, grade.met, grade.reason)
    return same and not _is_of_another_text(newest)


def _is_of_another_text(newest: Mark) -> bool:
    """Whether a late answer has replaced the one that was marked."""
    replaced = (AnswerEvent.attempt_id == newest.attempt_id, AnswerEvent.question == newest.question)
    accepted = select(func.max(LateAcceptance.at)).join(AnswerEvent, AnswerEvent.id == LateAcceptance.event_id)
    moment = db.session.scalar(accepted.where(*replaced))
    return moment is not None and moment > newest.at
