"""Who may open a rehearsal: the learners of its course, and a run only its own learner."""

from lms.core.errors import NotFound
from lms.core.login import me
from lms.curriculum.document import RehearsalSort
from lms.curriculum.queries import document
from lms.enrolment.policy import enrolled_in
from lms.rehearsal import queries
from lms.rehearsal.values import OwnRehearsal, OwnRun


def own_conversation(slug: str, uid: str) -> OwnRehearsal:
    """The conversation, for a learner of the course. Raises as `enrolled_in`, NotFound for an unknown one."""
    return _own(slug, uid, "conversation")


def own_simulation(slug: str, uid: str) -> OwnRehearsal:
    """The simulation, for a learner of the course. Raises as `enrolled_in`, NotFound for an unknown one."""
    return _own(slug, uid, "simulation")


def own_run(id: str) -> OwnRun:  # noqa: A002 - the route's argument
    """The learner's own run. Raises NotSignedIn, and NotFound for another's. One statement."""
    run = queries.own_run(id, me().person_id)
    if run is None:
        raise NotFound
    course = document(run.edition_id)
    return OwnRun(run, course, course.rehearsal[run.rehearsal])


def _own(slug: str, uid: str, sort: RehearsalSort) -> OwnRehearsal:
    enrolled = enrolled_in(slug)
    course = document(enrolled.edition_id)
    found = course.rehearsal.get(uid)
    if found is None or found.sort != sort:
        raise NotFound
    return OwnRehearsal(enrolled, course, found)
