"""Calls with ids in each other's place. No one runs them: the type checker reads them.

It must refuse each one. Where it no longer does, its `type: ignore` is unused, and that is an error, too.
"""

from lms.assessment.queries import Taken
from lms.core.ids import CourseId, PersonId
from lms.curriculum.actions import appoint
from lms.enrolment.actions import Locked, enrol, give_attempt, take_up
from lms.grading.marking.actions import mark
from lms.grading.marking.queries import Written
from lms.organizations.actions import share


def swapped(person: PersonId, course: CourseId, attempt: Taken, held: Locked, written: Written) -> None:
    appoint(course, person)  # type: ignore[arg-type]
    enrol(course, person)  # type: ignore[arg-type]
    take_up(attempt.id)  # type: ignore[arg-type]
    share(person, person)  # type: ignore[arg-type]
    give_attempt(held, attempt.quiz, attempt.number, reason="", by=held.id)  # type: ignore[arg-type]
    mark(written, [], "", by=written.attempt.enrolment_id, seen=written.mark)  # type: ignore[arg-type]
    appoint(7, 8)  # type: ignore[arg-type]
