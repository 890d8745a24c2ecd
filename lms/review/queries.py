"""Reads of review: a person's cards, derived from what they did, and their memory of each."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from lms.assessment.marks import wrong_answers
from lms.assessment.queries import records, states
from lms.core.db import db
from lms.core.ids import CourseId, PersonId
from lms.curriculum.document import Document, Family
from lms.curriculum.queries import documents
from lms.enrolment.queries import Enrolled, enrolments
from lms.learning.queries import activity
from lms.review.models import ReviewEvent
from lms.review.rules import Learnt, Memory, QueuedCard, kept_warm, recalled

_event = ReviewEvent.__table__
_later = _event.alias()
_same_fact = [_later.c[name] == _event.c[name] for name in ("person_id", "course_id", "family")]
_NEWEST = select(
    *(_event.c[name] for name in ("course_id", "family", "number", "variant")),
    *(_event.c[name] for name in ("stability", "difficulty", "reviewed_on", "due_on", "right", "confidence")),
).where(
    _event.c.person_id == bindparam("person_id"),
    _event.c.number == select(func.max(_later.c.number)).where(*_same_fact).scalar_subquery(),
)


@dataclass(frozen=True)
class ReviewCard:
    """A fact that a person reviews: in which course, why, and how well they remember it."""

    enrolled: Enrolled
    document: Document
    family: Family
    stands: QueuedCard
    number: int  # how often it was answered
    variant: str  # the one asked last, or ""


def cards(person_id: PersonId, at: datetime) -> list[ReviewCard]:
    """All cards of a person, course by course. Five statements, or one for a person without courses."""
    mine = enrolments(person_id, at)
    if not mine:
        return []
    ids = [each.enrolment_id for each in mine]
    courses = documents([each.edition_id for each in mine])
    done, attempts, wrong = activity(ids, at), records(ids, at, drawn=True), wrong_answers(ids, at)
    remembered = _remembered(person_id)
    found = []
    for each in mine:
        course, uid = courses[each.edition_id], each.enrolment_id
        learnt = Learnt(done[uid].finished, attempts[uid], states(attempts[uid], course), wrong[uid])
        for family, why in kept_warm(course, learnt).items():
            number, variant, memory = remembered.get((each.course_id, family), (0, "", None))
            found.append(ReviewCard(each, course, course.family[family], QueuedCard(why, memory), number, variant))
    return found


def _remembered(person_id: PersonId) -> dict[tuple[CourseId, str], tuple[int, str, Memory]]:
    """The newest answer to each fact, by course and family. One statement."""
    found = {}
    for row in db.session.execute(_NEWEST, {"person_id": person_id}):
        known = recalled(right=row.right, sure=row.confidence)
        memory = Memory(row.stability, row.difficulty, row.reviewed_on, row.due_on, known)
        found[row.course_id, row.family] = row.number, row.variant, memory
    return found
