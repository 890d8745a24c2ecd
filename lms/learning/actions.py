"""What a learner does: open lessons, spend time, mark them as complete, move to a newer edition."""

from sqlalchemy import func, select

from lms.core.clock import now
from lms.core.db import db, upsert
from lms.core.errors import Conflict, NotAllowed
from lms.core.events import announce
from lms.core.i18n import gettext as _
from lms.curriculum.document import Lesson
from lms.enrolment import actions as enrolment
from lms.enrolment.queries import Enrolled
from lms.learning.events import EditionTakenUp, LessonFinished
from lms.learning.models import LessonDone, LessonVisit
from lms.learning.queries import standing
from lms.learning.rules import Way, credible


def visit(enrolled: Enrolled, lesson: str, seconds: int) -> int:
    """Record that the lesson is open and was read for `seconds` more. Returns how many of them count.

    At most 60 seconds count, and no more than have passed
    since the learner's last post from any lesson of the course. The first post counts 0.
    """
    enrolment.locked(enrolled.enrolment_id)
    moment = now()
    mine = LessonVisit.enrolment_id == enrolled.enrolment_id
    last = db.session.scalar(select(func.max(LessonVisit.last_at)).where(mine))
    taken = credible(seconds, last, moment)
    row = upsert(LessonVisit).values(
        enrolment_id=enrolled.enrolment_id, lesson=lesson, first_at=moment, last_at=moment, seconds=taken
    )
    later = {"last_at": moment, "seconds": LessonVisit.seconds + taken}
    db.session.execute(row.on_conflict_do_update(index_elements=["enrolment_id", "lesson"], set_=later))
    return taken


def finish(enrolled: Enrolled, lesson: Lesson) -> Way:
    """Mark the lesson as done in its current text. Returns the way as it is then, in the same transaction.

    Doing it again changes nothing. Raises NotAllowed if the lesson is locked.
    """
    enrolment.locked(enrolled.enrolment_id)
    moment = now()
    before = standing(enrolled, moment).way
    if before.step(lesson.id).locked:
        raise NotAllowed(_("This lesson is locked."))
    if before.step(lesson.id).done:
        return before
    done = LessonDone(enrolment_id=enrolled.enrolment_id, lesson=lesson.id, digest=lesson.digest, at=moment)
    db.session.add(done)
    db.session.flush()
    announce(LessonFinished(enrolled.enrolment_id, lesson.id))
    return standing(enrolled, moment).way


def take_up(enrolled: Enrolled) -> bool:
    """Move to the course's newest edition. Returns whether there was one. Raises Conflict if an attempt is open."""
    enrolment.locked(enrolled.enrolment_id)
    quizzes = standing(enrolled, now()).facts.quizzes.values()
    if any(state.unfinished or state.makeup for state in quizzes):
        raise Conflict(_("You have an attempt in progress. Submit it, then switch to the new edition."))
    moved = enrolment.take_up(enrolled.enrolment_id)
    if moved:
        announce(EditionTakenUp(enrolled.enrolment_id))
    return moved
