"""Background work: tell instructors that answers wait for them."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from lms.core.clock import now
from lms.core.ids import PersonId
from lms.core.jobs.kinds import JobKind, JobState, LeasedJob
from lms.curriculum.queries import CourseRow, taught_now
from lms.grading.waiting import waiting
from lms.notices import actions, queries
from lms.notices.rules import tell_again


class After(JobState):
    """The job's progress: the last instructor who was told."""

    person_id: PersonId = PersonId(0)


def tell_teachers(job: LeasedJob[After]) -> None:
    """Tell every instructor in whose courses answers wait, and settle what is no longer true. One step for each."""
    for person_id, courses in taught_now().items():
        if person_id > job.state.person_id:
            news = list(_news(person_id, courses))
            if news:
                job.step(lambda news=news: sum(tell() for tell in news), After(person_id=person_id))  # type: ignore[misc]


def _news(person_id: PersonId, courses: list[CourseRow]) -> Iterator[Callable[[], int]]:
    """The notices to write or settle for one instructor. Two statements."""
    there = waiting([each.id for each in courses], person_id)
    before = queries.told([actions.answers(person_id, each.id) for each in courses])
    for course in courses:
        told_at, settled = before.get(actions.answers(person_id, course.id), (None, True))
        waits = there.get(course.id)
        if waits is None:
            if not settled:
                yield partial(actions.no_answers_wait, person_id, course)
        elif waits.newest and tell_again(told_at, waits.newest, now(), settled=settled):
            yield partial(actions.answers_wait, person_id, course, late_alone=not waits.to_grade)


TELL_TEACHERS = JobKind(
    "answers-to-grade", "notification(s) of answers to grade", After, tell_teachers, every=timedelta(minutes=10)
)
