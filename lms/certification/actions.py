"""Award attainments in the transaction of their cause, and revoke them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update

from lms.accounts.events import PersonLeft
from lms.accounts.queries import name_for_certificates
from lms.assessment.events import AttemptSubmitted
from lms.assessment.queries import records, states
from lms.certification import rules
from lms.certification.events import AttainmentAwarded, AttainmentRevoked
from lms.certification.evidence import gathered
from lms.certification.models import Attainment
from lms.core import audit
from lms.core.acts import Act
from lms.core.clock import now
from lms.core.db import db, random_id, upsert
from lms.core.errors import Invalid, NotFound
from lms.core.events import announce
from lms.core.i18n import gettext as _
from lms.core.ids import EnrolmentId, PersonId
from lms.curriculum.awards import Achievement
from lms.curriculum.document import Document
from lms.curriculum.queries import document, edition_stamp
from lms.enrolment import actions as enrolment
from lms.enrolment.actions import Locked
from lms.learning.events import EditionTakenUp, LessonFinished
from lms.learning.queries import activity
from lms.learning.rules import Facts, Finished, way


def attempt_submitted(event: AttemptSubmitted) -> None:
    """Award what a passed quiz has completed. No statement if it did not pass."""
    if event.passed:
        award(event.enrolment_id, event.quiz)


def lesson_finished(event: LessonFinished) -> None:
    """Award what a finished lesson has completed."""
    award(event.enrolment_id, event.lesson)


def edition_taken_up(event: EditionTakenUp) -> None:
    """Award what is already complete on the edition that the learner moved to."""
    award(event.enrolment_id)


def award(enrolment_id: EnrolmentId, step: str = "") -> None:
    """Award every achievement that the enrolment has attained and was not awarded yet.

    With `step`, only achievements that require that lesson or quiz are checked. The enrolment's row is locked
    first, so that of two parts completed at the same time the later one sees both;
    UNIQUE(person, course, achievement, enrolment) backs this up.

    One statement if the course has no such achievement, three while something is missing.
    """
    row = enrolment.locked(enrolment_id)
    course = document(row.edition_id)
    offered = [each for each in course.achievements if not step or step in rules.parts(course, each)]
    if not offered:
        return
    moment = now()
    finished = activity([enrolment_id], moment)[enrolment_id].finished
    history = records([enrolment_id], moment)[enrolment_id]
    attained = rules.attained(course, way(course, Facts(finished, {}, states(history, course)), moment))
    due = [each for each in offered if each in attained]
    if due:
        _award(row, course, _not_held(enrolment_id, due), finished, history)


def _not_held(enrolment_id: EnrolmentId, due: list[Achievement]) -> list[Achievement]:
    held = set(db.session.scalars(select(Attainment.achievement).where(Attainment.enrolment_id == enrolment_id)))
    return [each for each in due if each.id not in held]


def _award(
    row: Locked, course: Document, due: list[Achievement], finished: dict[str, Finished], history: Sequence[Any]
) -> None:
    if not due:
        return
    moment = now()
    holder = name_for_certificates(row.person_id)
    edition, digest = edition_stamp(row.edition_id)
    for each in due:
        evidence = gathered(course, each, edition, digest, finished, history)
        expires = rules.expires_on(moment.date(), each.valid_months)
        public_id = random_id()
        new = upsert(Attainment).values(
            public_id=public_id, code=random_id(), person_id=row.person_id, organization_id=None,
            course_id=row.course_id, edition_id=row.edition_id, enrolment_id=row.id,
            achievement=each.id, title=each.title, holder=holder,
            awarded_at=moment, expires_on=expires, evidence=evidence.model_dump(mode="json"), revoked_reason="",
        )  # fmt: skip
        unique = ["person_id", "course_id", "achievement", "enrolment_id"]
        made = db.session.scalar(new.on_conflict_do_nothing(index_elements=unique).returning(Attainment.id))
        if made is None:  # only if the row lock failed
            continue
        audit.record(
            Act.ATTAINMENT_AWARDED, f"attainment:{public_id}", by="machine", person=row.person_id, course=course.slug,
            achievement=each.id, edition=edition, expires_on=expires.isoformat() if expires else None,
        )  # fmt: skip
        announce(AttainmentAwarded(row.person_id, public_id, each.title))


def revoke(code: str, reason: str, *, by: PersonId | None = None) -> bool:
    """Revoke the attainment of this code for good. Returns whether it was valid. `by` is None on the command line.

    Raises NotFound for an unknown code, Invalid without a reason.
    """
    if not reason.strip():
        raise Invalid(_("Enter a reason. The holder will see it."))
    row = db.session.execute(
        select(Attainment.id, Attainment.person_id, Attainment.public_id, Attainment.title, Attainment.revoked_at)
        .where(Attainment.code == code)
        .with_for_update()
    ).first()
    if row is None:
        raise NotFound
    if row.revoked_at:
        return False
    values = {"revoked_at": now(), "revoked_by": by, "revoked_reason": reason.strip()}
    db.session.execute(update(Attainment).where(Attainment.id == row.id).values(values))
    audit.record(Act.ATTAINMENT_REVOKED, f"attainment:{row.public_id}", by=by, reason=reason.strip())
    announce(AttainmentRevoked(row.person_id, row.public_id, row.title))
    return True


def forget(event: PersonLeft) -> None:
    """Remove the name of a person who has left from their attainments, which stay."""
    theirs = update(Attainment).where(Attainment.person_id == event.person_id, Attainment.holder != "")
    db.session.execute(theirs.values(holder=""))
