"""The gate of prerequisites: what a step or its module builds on comes first."""

from lms.curriculum.queries import document
from lms.enrolment.gates import Reason
from lms.enrolment.queries import Enrolled
from lms.learning.paths import step_paths
from lms.learning.queries import activity
from lms.learning.reasons import as_gate_reason
from lms.learning.rules import prerequisites as prerequisites_of
from lms.learning.rules import unmet


def prerequisites(enrolled: Enrolled, step: str, passed: frozenset[str]) -> tuple[Reason, ...]:
    """Why the step is not open yet. At most one statement, and none for a step without lessons before it."""
    course = document(enrolled.edition_id)
    if step not in course.step_module:
        return ()
    needs_lessons = any(each in course.lesson for each in prerequisites_of(course, step))
    finished = activity([enrolled.enrolment_id])[enrolled.enrolment_id].finished if needs_lessons else {}
    paths = step_paths(enrolled.slug, enrolled.edition_id)
    return tuple(as_gate_reason(why, paths) for why in unmet(course, step, finished, passed))
