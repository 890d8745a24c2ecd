"""Enroll people, move them to a newer edition, and grant time and attempts."""

from dataclasses import dataclass

from sqlalchemy import Row, func, select, update

from lms.accounts import actions as accounts
from lms.core import audit
from lms.core.acts import Act
from lms.core.clock import now
from lms.core.db import db, random_id, upsert
from lms.core.errors import NotFound
from lms.core.ids import CourseId, EditionId, EnrolmentId, PersonId
from lms.core.rows import columns, first, read
from lms.curriculum.queries import current_edition
from lms.enrolment.models import AttemptGrant, EditionLeft, Enrolment, Override
from lms.enrolment.rules import Allowance


def enrol(person_id: PersonId, course_id: CourseId, *, by: PersonId | None = None) -> EnrolmentId:
    """Enroll a person on the current edition unless they are enrolled already. Returns the id of the open enrolment.

    Calling it twice, even at once, makes one: the person's row is locked, and UNIQUE(person,
    course, cycle) backs this up. Raises NotFound if nothing is published. `by` is who
    enrolled them, if they did not enroll themselves.
    """
    if not accounts.hold(person_id):
        raise NotFound
    present = _open_enrolment(person_id, course_id)
    if present is not None:
        return present[0]
    current = current_edition(course_id)
    if current is None:
        raise NotFound
    slug, edition_id = current
    db.session.execute(
        upsert(Enrolment).values(
            public_id=random_id(), person_id=person_id, course_id=course_id, edition_id=edition_id,
            cycle=_last_cycle(person_id, course_id) + 1, enrolled_at=now(),
        ).on_conflict_do_nothing()
    )  # fmt: skip
    made = _open_enrolment(person_id, course_id)
    if made is None:  # pragma: no cover - the insert above, or the one that it met, is visible here
        raise NotFound
    enrolment_id, public_id = made
    audit.record(Act.PERSON_ENROLLED, f"enrolment:{public_id}", by=by or person_id, course=slug)
    return enrolment_id


@dataclass(frozen=True)
class Locked:
    """An enrolment whose row stays locked until this write scope ends."""

    id: EnrolmentId
    public_id: str
    person_id: PersonId
    course_id: CourseId
    edition_id: EditionId


_LOCKED = select(*columns(Locked, Enrolment))


def locked(enrolment_id: EnrolmentId) -> Locked:
    """Lock an enrolment until this write scope ends. Raises NotFound.

    What must not happen twice at once in one enrolment (starting an attempt, moving to an edition)
    locks this row first.
    """
    row = first(Locked, _LOCKED.where(Enrolment.id == enrolment_id).with_for_update())
    if row is None:
        raise NotFound
    return row


def locked_with_time(enrolment_id: EnrolmentId) -> tuple[Locked, list[Allowance]]:
    """Lock an enrolment as `locked` does and read the time granted to it, oldest first. One statement."""
    both = _LOCKED.add_columns(*columns(Allowance, Override)).outerjoin(Override, Override.enrolment_id == Enrolment.id)
    mine = both.where(Enrolment.id == enrolment_id).order_by(Override.id).with_for_update(of=Enrolment)
    rows = db.session.execute(mine).all()
    if not rows:
        raise NotFound
    return read(Locked, rows[0]), [read(Allowance, row) for row in rows if row.quiz is not None]


def give_time(enrolment_id: EnrolmentId, allowance: Allowance, *, reason: str, by: PersonId) -> list[Allowance]:
    """Grant more time from now on. Returns everything granted so far, oldest first.

    Locks the enrolment, so that an attempt started at the same time comes clearly before or after it. The
    reason is stored with the grant and kept out of the audit trail.
    """
    row, before = locked_with_time(enrolment_id)
    db.session.add(
        Override(
            enrolment_id=enrolment_id, quiz=allowance.quiz, multiplier=allowance.multiplier,
            minutes=allowance.minutes, lifted=allowance.lifted, reason=reason, given_by=by, at=now(),
        )
    )  # fmt: skip
    db.session.flush()
    audit.record(
        Act.TIME_GRANTED, f"enrolment:{row.public_id}", by=by, quiz=allowance.quiz,
        multiplier=allowance.multiplier, minutes=allowance.minutes, lifted=allowance.lifted,
    )  # fmt: skip
    return [*before, allowance]


def give_attempt(to: Locked, quiz: str, after: int, *, reason: str, by: PersonId) -> bool:
    """Grant one extra attempt after `after` used ones. Returns whether the grant is new; granting twice makes one.

    The caller has checked under `locked` that the attempts are used up. The audit trail does not get the reason.
    """
    given = {
        "enrolment_id": to.id, "quiz": quiz, "after": after, "reason": reason, "given_by": by, "at": now(),
    }  # fmt: skip
    once = upsert(AttemptGrant).values(given).on_conflict_do_nothing().returning(AttemptGrant.id)
    if db.session.scalar(once) is None:
        return False
    audit.record(Act.ATTEMPT_GRANTED, f"enrolment:{to.public_id}", by=by, quiz=quiz, after=after)
    return True


def take_up(enrolment_id: EnrolmentId) -> bool:
    """Move the enrolment to the course's current edition. Returns whether it moved.

    Allowed only between attempts: the caller has checked under `locked` that none is open. Attempts and completed
    lessons keep their edition. A completed lesson counts as long as its text has the same digest.
    """
    row = locked(enrolment_id)
    current = current_edition(row.course_id)
    if current is None or current[1] == row.edition_id:
        return False
    db.session.add(EditionLeft(enrolment_id=row.id, edition_id=row.edition_id, at=now()))
    db.session.execute(update(Enrolment).where(Enrolment.id == enrolment_id).values(edition_id=current[1]))
    return True


def _open_enrolment(person_id: PersonId, course_id: CourseId) -> Row[EnrolmentId, str] | None:
    mine = (Enrolment.person_id == person_id, Enrolment.course_id == course_id, Enrolment.ended_at.is_(None))
    ids = select(Enrolment.id, Enrolment.public_id).where(*mine)
    return db.session.execute(ids.order_by(Enrolment.cycle.desc()).limit(1)).first()


def _last_cycle(person_id: PersonId, course_id: CourseId) -> int:
    mine = (Enrolment.person_id == person_id, Enrolment.course_id == course_id)
    return db.session.scalar(select(func.max(Enrolment.cycle)).where(*mine)) or 0
