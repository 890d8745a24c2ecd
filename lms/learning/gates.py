"""The gate of prerequisites: steps that must come before a step or its module."""

from datetime import datetime

from lms.curriculum.queries import document
from lms.enrolment.gates import Reason
from lms.enrolment.queries import Enrolled
from lms.learning.outline import step_paths
from lms.learning.queries import Activity, activity
from lms.learning.reasons import as_gate_reason
from lms.learning.rules import unmet


def prerequisites(enrolled: Enrolled, step: str, passed: frozenset[str], at: datetime) -> tuple[Reason, ...]:
    """The prerequisites that are not met. At most one statement, and none if all of them are quizzes."""
    course = document(enrolled.edition_id)
    if step not in course.step_module:
        return ()
    needed = set(course.before[step])
    if not needed - course.quiz.keys():
        done = Activity({}, {}, [])
    else:
        with_runs = bool(needed & course.rehearsal.keys())
        done = activity([enrolled.enrolment_id], at, with_runs=with_runs)[enrolled.enrolment_id]
    rehearsed = {run.rehearsal for run in done.runs if run.passed}
    paths = step_paths(enrolled.slug, enrolled.edition_id)
    return tuple(as_gate_reason(why, paths) for why in unmet(course, step, done.finished, passed | rehearsed))
