"""The home page: where to continue, what is open, what is not done and why, recent wrong answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from lms.core.ids import PersonId
from lms.core.login import me
from lms.core.pages import Page
from lms.curriculum.document import Document
from lms.curriculum.render import inline
from lms.enrolment.queries import enrolments
from lms.learning.outline import StepRow, course_path, row, step_paths
from lms.learning.queries import Missed, Standing, missed_lately, standings
from lms.learning.reasons import WhyNot, completion
from lms.learning.rules import Step, Way
from lms.ui import slots
from lms.ui.slots import Shown

AT_HOME = 5  # lines in each list of the home page
OPEN_AT_HOME = 3


@dataclass(frozen=True, kw_only=True)
class CourseStanding:
    """One of the learner's courses on the home page."""

    document: Document
    path: str
    way: Way
    onward: StepRow | None
    completion: WhyNot | None
    module_number: int


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """Where to continue, what is open, what is not done and why, recent wrong answers."""

    template = "learning/home.html"
    today: datetime
    first_name: str
    cards: tuple[Shown, ...]  # from higher features
    main: CourseStanding | None
    others: tuple[CourseStanding, ...]
    open: tuple[StepRow, ...]
    stuck: tuple[StepRow, ...]
    missed: tuple["MissedLine", ...]


@dataclass(frozen=True, kw_only=True)
class MissedLine:
    """A question that was answered incorrectly."""

    ask: Markup
    critical: bool
    certain: bool
    at: datetime
    lesson: str  # its title
    path: str


def home_page(person_id: PersonId, at: datetime) -> HomePage:
    """The home page, with the course that was worked on last first."""
    all_of_them = sorted(standings(enrolments(person_id, at), at), key=_last_at_work, reverse=True)
    shown = [_course(each) for each in all_of_them]
    return HomePage(
        today=at,
        first_name=me().name.split(" ")[0],
        cards=slots.shown(slots.home, person_id),
        main=shown[0] if shown else None,
        others=tuple(shown[1:]),
        open=_rows(all_of_them, _open)[:OPEN_AT_HOME],
        stuck=_rows(all_of_them, _stuck),
        missed=tuple(_missed(each) for each in missed_lately(all_of_them, at, AT_HOME)),
    )


def _missed(each: Missed) -> MissedLine:
    path = step_paths(each.slug, each.edition_id)[each.lesson.id]
    return MissedLine(
        ask=inline(each.ask), critical=each.critical, certain=each.certain, at=each.at,
        lesson=each.lesson.title, path=path,
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


def _rows(all_of_them: list[Standing], wanted: Callable[[Way], list[Step]]) -> tuple[StepRow, ...]:
    found = [
        row(step, step_paths(each.enrolled.slug, each.enrolled.edition_id))
        for each in all_of_them
        for step in wanted(each.way)[:AT_HOME]
    ]
    return tuple(found[:AT_HOME])


def _open(way: Way) -> list[Step]:
    """What can be done now, besides where "Continue" leads."""
    return [step for step in way.steps if step.actionable and step is not way.next and not _went_wrong(step)]


def _stuck(way: Way) -> list[Step]:
    """Steps that failed or wait, and the first locked one of each module."""
    first_locked: dict[str, str] = {}
    for step in way.steps:
        if step.locked:
            first_locked.setdefault(step.module.id, step.uid)
    return [step for step in way.steps if _went_wrong(step) or step.uid in first_locked.values()]


def _went_wrong(step: Step) -> bool:
    return any(
        why.code in {"quiz-marking", "quiz-held", "quiz-failed", "rehearsal-failed", "changed"} for why in step.why
    )
