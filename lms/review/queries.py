"""Reads about review: somebody's cards, derived from what they did, and their memory of each."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select

from lms.assessment.models import Answer, Attempt, Mark
from lms.assessment.queries import records, states
from lms.core.db import db
from lms.curriculum.document import Document, Family
from lms.curriculum.queries import documents
from lms.enrolment.queries import Enrolled, enrolments
from lms.learning.queries import activity
from lms.review.models import ReviewEvent
from lms.review.rules import Learnt, Memory, Standing, Wrong, kept_warm, recalled

_mark: Any = Mark.__table__
_newer: Any = _mark.alias()
_is_newest = _mark.c.id == (
    select(func.max(_newer.c.id))
    .where(_newer.c.attempt_id == _mark.c.attempt_id, _newer.c.question == _mark.c.question)
    .scalar_subquery()
)
_beside = (Answer.attempt_id == _mark.c.attempt_id) & (Answer.question == _mark.c.question)
_WRONG = (
    select(Attempt.enrolment_id, Attempt.quiz, Attempt.number, _mark.c.question, Answer.confidence)
    .join(_mark, _mark.c.attempt_id == Attempt.id)
    .outerjoin(Answer, _beside)
    .where(
        Attempt.enrolment_id.in_(bindparam("ids", expanding=True)),
        Attempt.submitted_at.is_not(None),
        _mark.c.points < _mark.c.of,
        _is_newest,
    )
)
_event: Any = ReviewEvent.__table__
_later: Any = _event.alias()
_same_fact = [_later.c[name] == _event.c[name] for name in ("person_id", "course_id", "family")]
_NEWEST = select(
    *(_event.c[name] for name in ("course_id", "family", "number", "variant")),
    *(_event.c[name] for name in ("stability", "difficulty", "reviewed_on", "due_on", "right", "confidence")),
).where(
    _event.c.person_id == bindparam("person_id"),
    _event.c.number == select(func.max(_later.c.number)).where(*_same_fact).scalar_subquery(),
)


@dataclass(frozen=True)
class Card:
    """A fact that somebody keeps warm: in which course, why, and what they remember of it."""

    enrolled: Enrolled
    document: Document
    family: Family
    stands: Standing
    number: int  # how often it was answered
    variant: str  # the one that was asked last, or ""


def cards(person_id: int) -> list[Card]:
    """Everything that somebody keeps warm, course by course. Five statements, one for those in no course."""
    mine = enrolments(person_id)
    if not mine:
        return []
    ids = [each.enrolment_id for each in mine]
    courses = documents([each.edition_id for each in mine])
    done, attempts, wrong = activity(ids), records(ids, drawn=True), _wrong(ids)
    remembered = _remembered(person_id)
    found = []
    for each in mine:
        course, uid = courses[each.edition_id], each.enrolment_id
        learnt = Learnt(done[uid].finished, attempts[uid], states(attempts[uid], course), wrong[uid])
        for family, why in kept_warm(course, learnt).items():
            number, variant, memory = remembered.get((each.course_id, family), (0, "", None))
            found.append(Card(each, course, course.family[family], Standing(why, memory), number, variant))
    return found


def _wrong(enrolment_ids: Collection[int]) -> dict[int, list[Wrong]]:
    """The questions that were not answered right, by enrolment. One statement."""
    found: dict[int, list[Wrong]] = defaultdict(list)
    for uid, quiz, number, question, confidence in db.session.execute(_WRONG, {"ids": list(enrolment_ids)}):
        found[uid].append(Wrong(quiz, number, question, confidence == "certain"))
    return found


def _remembered(person_id: int) -> dict[tuple[int, str], tuple[int, str, Memory]]:
    """The newest answer to each fact, by course and family. One statement."""
    found = {}
    for row in db.session.execute(_NEWEST, {"person_id": person_id}):
        known = recalled(right=row.right, sure=row.confidence)
        memory = Memory(row.stability, row.difficulty, row.reviewed_on, row.due_on, known)
        found[row.course_id, row.family] = row.number, row.variant, memory
    return found
