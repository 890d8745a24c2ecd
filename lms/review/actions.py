"""Answering in review, and forgetting who has left."""

from datetime import date

from sqlalchemy import delete

from lms.accounts.events import PersonLeft
from lms.core.clock import now
from lms.core.db import db, upsert
from lms.review.models import ReviewEvent
from lms.review.queries import ReviewCard
from lms.review.rules import Memory, after, recalled


def answer(card: ReviewCard, variant: str, *, right: bool, sure: str, today: date) -> Memory:
    """Keep an answer; what is remembered since. One statement; the same answer sent twice is kept once."""
    memory = after(card.stands.memory, known=recalled(right=right, sure=sure), today=today)
    row = upsert(ReviewEvent).values(
        person_id=card.enrolled.person_id, course_id=card.enrolled.course_id, edition_id=card.enrolled.edition_id,
        family=card.family.id, variant=variant, number=card.number + 1, right=right, confidence=sure,
        stability=memory.stability, difficulty=memory.difficulty, reviewed_on=memory.on, due_on=memory.due, at=now(),
    )  # fmt: skip
    db.session.execute(row.on_conflict_do_nothing(index_elements=["person_id", "course_id", "family", "number"]))
    return memory


def forget(event: PersonLeft) -> None:
    """What somebody who has left remembered is nobody's business."""
    db.session.execute(delete(ReviewEvent).where(ReviewEvent.person_id == event.person_id))
