"""Every course, and one of them."""

from dataclasses import dataclass

from lms.administration import forms
from lms.core.clock import now
from lms.core.forms import Form
from lms.core.pages import Page
from lms.core.paging import Pager, Slice, page_number, pager
from lms.curriculum.register import EditionRow, Instructor, RegisteredCourse, editions, instructors, kept_courses

A_PAGE = 50
EDITIONS_A_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class CoursesPage(Page):
    """The courses, published or not."""

    template = "administration/courses.html"
    courses: Slice[RegisteredCourse]
    pages: Pager


@dataclass(frozen=True, kw_only=True)
class CoursePage(Page):
    """One course: who teaches it, its editions, and which is the current one."""

    template = "administration/course.html"
    course: RegisteredCourse
    instructors: list[Instructor]
    editions: Slice[EditionRow]
    pages: Pager
    appoint: Form
    refused: list[str]  # why a form of a row was refused


def courses() -> CoursesPage:
    """All courses, a page at a time. One statement."""
    found = kept_courses(now(), page_number(), A_PAGE)
    return CoursesPage(courses=found, pages=pager(found, "administration.courses"))


def course(kept: RegisteredCourse, sent: Form | None = None) -> CoursePage:
    """One course. `sent` is a refused form with its errors. Two statements."""
    found = editions(kept.course_id, page_number(), EDITIONS_A_PAGE)
    appoint = sent if isinstance(sent, forms.InviteForm) else forms.InviteForm("appoint")
    return CoursePage(
        course=kept, instructors=instructors(kept.course_id, now()), editions=found,
        pages=pager(found, "administration.course", slug=kept.slug), appoint=appoint,
        refused=[] if sent is None or sent is appoint else [why for whys in sent.errors.values() for why in whys],
    )  # fmt: skip
