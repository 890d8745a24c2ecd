"""Store answers of reviews, and delete those of people who have left."""

from datetime import date

from sqlalchemy import delete

from lms.accounts.events import PersonLeft
from lms.core.clock import now
from lms.core.db import db, upsert
from lms.review.models import ReviewEvent
from lms.review.queries import ReviewCard
from lms.review.rules import Memory, after, recalled


def answer(card: ReviewCard, variant: str, *, right: bool, sure: str, today: date) -> Memory:
    """Store an answer and return the new memory. One statement. The same answer sent twice is stored once."""
    memory = after(card.stands.memory, known=recalled(right=right, sure=sure), today=today)
    row = upsert(ReviewEvent).values(
        person_id=card.enrolled.person_id, course_id=card.enrolled.course_id, edition_id=card.enrolled.edition_id,
        family=card.family.id, variant=variant, number=card.number + 1, right=right, confidence=sure,
        stability=memory.stability, difficulty=memory.difficulty, reviewed_on=memory.on, due_on=memory.due, at=now(),
    )  # fmt: skip
    db.session.execute(row.on_conflict_do_nothing(index_elements=["person_id", "course_id", "family", "number"]))
    return memory


def forget(event: PersonLeft) -> None:
    """Delete the answers of a person who has left."""
    db.session.execute(delete(ReviewEvent).where(ReviewEvent.person_id == event.person_id))
