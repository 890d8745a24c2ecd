"""Giving a mark by hand, inside the caller's write scope. Marks are only added; the newest counts."""

from collections.abc import Collection

from sqlalchemy import select

from lms.assessment import queries, rules
from lms.assessment.actions import is_held, missed_words, passes
from lms.assessment.events import AttemptHeld, AttemptMarked, AttemptSubmitted
from lms.assessment.kinds.base import Grade
from lms.assessment.kinds.freetext import by_hand
from lms.assessment.marking.queries import Written
from lms.assessment.models import Attempt, Mark
from lms.assessment.queries import Marked, Taken
from lms.core import audit
from lms.core.clock import now
from lms.core.db import db
from lms.core.errors import Conflict
from lms.core.events import announce
from lms.core.i18n import gettext as _
from lms.curriculum.queries import document


def mark(written: Written, met: Collection[int], comment: str, *, by: int, seen: int) -> bool:
    """Add a mark by the lines of the rubric that are met; whether one was added.

    The same mark by the same person again adds nothing. `seen` is the newest mark that the marker knew, 0
    for none: raises Conflict where somebody else has added another since.
    """
    attempt, asked = written.attempt, written.question
    db.session.execute(select(Attempt.id).where(Attempt.id == attempt.id).with_for_update())
    newest = db.session.scalars(
        select(Mark)
        .where(Mark.attempt_id == attempt.id, Mark.question == written.number)
        .order_by(Mark.id.desc())
        .limit(1)
    ).first()
    critical, missed = asked.family.critical, asked.variant.missed
    grade = by_hand(asked.body, met, comment, critical=critical, missed=missed)
    if newest and newest.marked_by == by and newest.reason == grade.reason:
        return False
    if (newest.id if newest else 0) != seen:
        raise Conflict(_("Somebody has marked this answer in the meantime. Look at that mark first."))
    added = Mark(
        attempt_id=attempt.id, question=written.number, points=grade.points, of=grade.of,
        critical_missed=grade.critical_missed, missed=missed_words(grade, asked),
        marked_by=by, reason=grade.reason, at=now(),
    )  # fmt: skip
    db.session.add(added)
    db.session.flush()
    audit.record(
        "answer.marked", f"attempt:{attempt.id}", actor=f"person:{by}", question=written.number,
        points=grade.points, of=grade.of, critical_missed=grade.critical_missed,
        before=newest.points if newest else None,
    )  # fmt: skip
    _tell(attempt, added.id)
    return True


def _tell(attempt: Taken, mark_id: int) -> None:
    """Tell that the attempt was marked, and what follows from it once every answer has a mark."""
    found = queries.marks(attempt.id)
    announce(AttemptMarked(attempt.id, mark_id))
    if len(found) < len(attempt.questions):
        return
    grades = [_grade(each) for each in found.values()]
    if passes(attempt, grades):
        announce(AttemptSubmitted(attempt.enrolment_id, attempt.quiz, passed=True))
    elif attempt.submitted_at and not attempt.makeup_of and is_held(attempt, grades):
        quiz = document(attempt.edition_id).quiz[attempt.quiz]
        announce(AttemptHeld(attempt.id, rules.makeup_opens(quiz, attempt.submitted_at)))


def _grade(mark: Marked) -> Grade:
    return Grade(mark.points, mark.critical_missed, mark.missed, mark.of)
