"""Building the pages from how a learner stands: plain values in, page contexts out; nothing is written."""

from collections.abc import Callable

from lms.core.clock import now
from lms.core.login import me
from lms.curriculum.queries import document
from lms.enrolment.queries import Enrolled, enrolments
from lms.learning.lines import lines
from lms.learning.outline import Row, minutes, outline, row
from lms.learning.pages import CoursePage, CourseStanding, HomePage, MissedLine, NewerEdition, PublicCoursePage
from lms.learning.paths import course_path, step_paths
from lms.learning.policy import SeenCourse
from lms.learning.queries import Missed, Standing, missed_lately, standing, standings
from lms.learning.reasons import completion, for_practice
from lms.learning.rules import Step, Way, is_finished
from lms.questions.asked import say
from lms.ui import slots

AT_HOME = 5  # lines in each list of the home page
OPEN_AT_HOME = 3


def public_course(seen: SeenCourse) -> PublicCoursePage:
    """The course page for those who are not enrolled."""
    course = seen.document
    return PublicCoursePage(
        document=course,
        modules=tuple((module, minutes(course, module)) for module in course.modules),
        minutes=sum(minutes(course, module) for module in course.modules),
    )


def own_course(enrolled: Enrolled) -> CoursePage:
    """The course page of one of its learners."""
    stands = standing(enrolled)
    paths = step_paths(enrolled.slug, enrolled.edition_id)
    way = stands.way
    sections = outline(stands.document, way, paths)
    return CoursePage(
        document=stands.document,
        way=way,
        sections=sections,
        lines=lines("course", sections, stands.document.language),
        onward=row(way.next, paths) if way.next else None,
        completion=completion(way, paths),
        practice=for_practice(way),
        minutes_left=sum(step.minutes for step in way.steps if not step.done),
        newer=_newer(stands),
    )


def _newer(stands: Standing) -> NewerEdition | None:
    """Which finished lessons a newer edition changes."""
    if stands.enrolled.newer_edition is None:
        return None
    newer = document(stands.enrolled.newer_edition)
    finished = [newer.lesson[uid] for uid in stands.facts.finished if uid in newer.lesson]
    kept = [lesson for lesson in finished if is_finished(lesson, stands.facts.finished[lesson.id])]
    return NewerEdition(changed=tuple(each.title for each in finished if each not in kept), kept=len(kept))


def home(person_id: int) -> HomePage:
    """The home page: the course that was worked on last comes first."""
    all_of_them = sorted(standings(enrolments(person_id)), key=_last_at_work, reverse=True)
    shown = [_course(each) for each in all_of_them]
    return HomePage(
        today=now(),
        first_name=me().name.split(" ")[0],
        cards=slots.shown(slots.home, person_id),
        main=shown[0] if shown else None,
        others=tuple(shown[1:]),
        open=_rows(all_of_them, _open)[:OPEN_AT_HOME],
        stuck=_rows(all_of_them, _stuck),
        missed=tuple(_missed(each) for each in missed_lately(all_of_them, AT_HOME)),
    )


def _missed(each: Missed) -> MissedLine:
    path = step_paths(each.slug, each.edition_id)[each.lesson.id]
    return MissedLine(
        ask=say(each.ask), critical=each.critical, certain=each.certain, at=each.at, lesson=each.lesson.title, path=path
    )  # fmt: skip


def _last_at_work(stands: Standing) -> tuple[float, float]:
    moments = [*stands.facts.visited.values(), *(each.at for each in stands.facts.finished.values())]
    return max((each.timestamp() for each in moments), default=0.0), stands.enrolled.enrolled_at.timestamp()


def _course(stands: Standing) -> CourseStanding:
    enrolled, way = stands.enrolled, stands.way
    paths = step_paths(enrolled.slug, enrolled.edition_id)
    modules = [module.id for module in stands.document.modules]
    return CourseStanding(
        document=stands.document,
        path=course_path(enrolled.slug),
        way=way,
        onward=row(way.next, paths) if way.next else None,
        completion=completion(way, paths),
        module_number=modules.index(way.next.module.id) + 1 if way.next else len(modules),
    )


def _rows(all_of_them: list[Standing], wanted: Callable[[Way], list[Step]]) -> tuple[Row, ...]:
    found = [
        row(step, step_paths(each.enrolled.slug, each.enrolled.edition_id))
        for each in all_of_them
        for step in wanted(each.way)[:AT_HOME]
    ]
    return tuple(found[:AT_HOME])


def _open(way: Way) -> list[Step]:
    """What can be done now, beside what "Continue" leads to, and held up by nothing."""
    return [step for step in way.steps if step.actionable and step is not way.next and not _went_wrong(step)]


def _stuck(way: Way) -> list[Step]:
    """What went wrong or waits; of what is not open yet, the first of each module."""
    first_locked: dict[str, str] = {}
    for step in way.steps:
        if step.locked:
            first_locked.setdefault(step.module.id, step.uid)
    return [step for step in way.steps if _went_wrong(step) or step.uid in first_locked.values()]


def _went_wrong(step: Step) -> bool:
    return any(
        why.code in {"quiz-marking", "quiz-held", "quiz-failed", "rehearsal-failed", "changed"} for why in step.why
    )
