"""The welcome page, the catalog, and a course as the public or its learners see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from lms.core.pages import Page
from lms.core.paging import Pager, page_number, pager
from lms.curriculum.document import Document, Module
from lms.curriculum.queries import document
from lms.enrolment.queries import Enrolled
from lms.learning.outline import Section, StepRow, lines, minutes, outline, row, step_paths
from lms.learning.queries import CourseCard, Standing, published, standing
from lms.learning.reasons import WhyNot, completion, for_practice
from lms.learning.rules import Way, is_finished
from lms.learning.values import SeenCourse

A_PAGE = 12
AT_THE_DOOR = 3


@dataclass(frozen=True, kw_only=True)
class WelcomePage(Page):
    """What this site is, and what can be learned here."""

    template = "learning/welcome.html"
    courses: Sequence[CourseCard]


@dataclass(frozen=True, kw_only=True)
class CataloguePage(Page):
    """The courses, a page at a time."""

    template = "learning/catalogue.html"
    courses: Sequence[CourseCard]
    pages: Pager


@dataclass(frozen=True, kw_only=True)
class PublicCoursePage(Page):
    """A course as the public sees it."""

    template = "learning/course_public.html"
    document: Document
    modules: tuple[tuple[Module, int], ...]  # each with its minutes
    minutes: int


@dataclass(frozen=True, kw_only=True)
class CoursePage(Page):
    """A course as one of its learners sees it."""

    template = "learning/course.html"
    document: Document
    way: Way
    sections: tuple[Section, ...]
    lines: tuple[tuple[Markup, ...], ...]  # the steps of each section
    onward: StepRow | None
    completion: WhyNot | None
    practice: str  # that some steps are optional
    minutes_left: int
    newer: "NewerEdition | None"


@dataclass(frozen=True, kw_only=True)
class NewerEdition:
    """A newer edition that the learner may move to, and which of their completed lessons it changes."""

    changed: tuple[str, ...]
    kept: int


def welcome_page() -> WelcomePage:
    """The welcome page, with some courses."""
    return WelcomePage(courses=published(1, AT_THE_DOOR).items)


def catalogue_page() -> CataloguePage:
    """The published courses, a page at a time."""
    shown = published(page_number(), A_PAGE)
    return CataloguePage(courses=shown.items, pages=pager(shown, "learning.catalogue"))


def public_course_page(seen: SeenCourse) -> PublicCoursePage:
    """The course page for those who are not enrolled."""
    course = seen.document
    return PublicCoursePage(
        document=course,
        modules=tuple((module, minutes(course, module)) for module in course.modules),
        minutes=sum(minutes(course, module) for module in course.modules),
    )


def course_page(enrolled: Enrolled, at: datetime) -> CoursePage:
    """The course page of one of its learners."""
    stands = standing(enrolled, at)
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
    """The newer edition, if any, and the completed lessons that it changes."""
    if stands.enrolled.newer_edition is None:
        return None
    newer = document(stands.enrolled.newer_edition)
    finished = [newer.lesson[uid] for uid in stands.facts.finished if uid in newer.lesson]
    kept = [lesson for lesson in finished if is_finished(lesson, stands.facts.finished[lesson.id])]
    return NewerEdition(changed=tuple(each.title for each in finished if each not in kept), kept=len(kept))
