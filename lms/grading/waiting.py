"""How much work waits for instructors: answers to grade, and late answers to decide on."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, literal, union_all
from sqlalchemy.orm import InstrumentedAttribute

from lms.assessment.models import AnswerEvent, Attempt
from lms.core.db import db
from lms.core.ids import CourseId, PersonId
from lms.core.rows import AnySelect
from lms.enrolment.models import Enrolment
from lms.grading.decisions import queries as decisions
from lms.grading.marking import queries as marking


@dataclass(frozen=True)
class WaitingWork:
    """What waits in one course, and since when the newest of it has been waiting."""

    to_grade: int = 0
    late: int = 0
    newest: datetime | None = None


NOTHING = WaitingWork()


def waiting(course_ids: Collection[CourseId], but_not: PersonId) -> Mapping[CourseId, WaitingWork]:
    """What waits in each of these courses for one person, without their own answers. One statement."""
    theirs = (Enrolment.course_id.in_(course_ids), Enrolment.person_id != but_not)
    to_grade = _by_course(marking.WAITING.where(*theirs), "to_grade", Attempt.submitted_at)
    late = _by_course(decisions.WAITING.where(*theirs), "late", AnswerEvent.at)
    found: dict[CourseId, dict[str, Any]] = defaultdict(dict)
    for course_id, what, count, newest in db.session.execute(union_all(to_grade, late)):
        ours = found[course_id]
        ours[what], ours["newest"] = count, max(filter(None, (newest, ours.get("newest"))))
    return {course_id: WaitingWork(**each) for course_id, each in found.items()}


def _by_course(
    query: AnySelect, what: str, since: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
) -> Select[CourseId, str, int, datetime | None]:
    columns = (Enrolment.course_id, literal(what), func.count(), func.max(since))
    return query.order_by(None).with_only_columns(*columns).group_by(Enrolment.course_id)
