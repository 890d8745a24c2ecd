"""Who may decide about time: those who teach the course now, and never for themselves."""

from dataclasses import dataclass

from lms.assessment.marking.policy import Marker, marker
from lms.core.errors import NotAllowed, NotFound
from lms.core.i18n import gettext as _
from lms.enrolment.queries import Learner, learner


@dataclass(frozen=True)
class AtLearner:
    """An instructor with a learner of the course."""

    by: Marker
    learner: Learner


@dataclass(frozen=True)
class AtLate:
    """An instructor with a late answer, by its number."""

    by: Marker
    event: int


def at_learner(slug: str, enrolment: str) -> AtLearner:
    """The learner of this enrolment. Raises as `marker`, NotFound for an unknown one, NotAllowed for oneself."""
    by = marker(slug)
    found = learner(slug, enrolment)
    if found is None:
        raise NotFound
    if found.person_id == by.person_id:
        raise NotAllowed(_("Nobody gives more time to themselves. Somebody else who teaches this course can."))
    return AtLearner(by, found)


def at_late(slug: str, event: int) -> AtLate:
    """A late answer. Raises as `marker`; whether it is of the course is seen when it is accepted."""
    return AtLate(marker(slug), event)
