"""The register of courses, for admins."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import false, func, select

from lms.accounts.models import Person
from lms.core.dated import in_force
from lms.core.db import db
from lms.core.ids import CourseId, PersonId
from lms.core.paging import Slice, slice_of
from lms.core.rows import AnySelect, every, first
from lms.curriculum.models import Course, DraftFile, Edition, Teaching


@dataclass(frozen=True)
class RegisteredCourse:
    """A course as admins see it, with its current edition (0 for none) and its number of drafts."""

    course_id: CourseId
    slug: str
    title: str
    edition: int
    published_at: datetime | None
    drafts: int
    teachers: int


@dataclass(frozen=True)
class Instructor:
    """A person who teaches a course, and since when."""

    person_id: PersonId
    public_id: str
    name: str
    email: str
    since: datetime


@dataclass(frozen=True)
class EditionRow:
    """An edition: its number, when and by whom it was published ("" for a command), and its note."""

    number: int
    published_at: datetime
    publisher: str
    note: str
    current: bool


def _kept(at: datetime) -> AnySelect:
    drafts = select(func.count()).where(DraftFile.course_id == Course.id).scalar_subquery()
    lasting = in_force(Teaching.starts_at, Teaching.ends_at, at)
    teachers = select(func.count(Teaching.person_id.distinct())).where(Teaching.course_id == Course.id, lasting)
    return (
        select(
            Course.id.label("course_id"), Course.slug, Course.title, func.coalesce(Edition.number, 0).label("edition"),
            Edition.published_at, drafts.label("drafts"), teachers.scalar_subquery().label("teachers"),
        )
        .outerjoin(Edition, Edition.id == Course.current_edition_id)
        .order_by(Course.title, Course.id)
    )  # fmt: skip


def kept_courses(at: datetime, number: int, size: int) -> Slice[RegisteredCourse]:
    """Every course, published or not, by title. One statement."""
    return slice_of(RegisteredCourse, _kept(at), number, size)


def kept_course(slug: str, at: datetime) -> RegisteredCourse | None:
    """The course of this slug, or None. One statement."""
    return first(RegisteredCourse, _kept(at).where(Course.slug == slug))


def instructors(of_course: CourseId, at: datetime) -> list[Instructor]:
    """The instructors of the course at a moment, by name. One statement."""
    columns = select(
        Person.id.label("person_id"), Person.public_id, Person.name, Person.email,
        func.min(Teaching.starts_at).label("since"),
    )  # fmt: skip
    lasting = in_force(Teaching.starts_at, Teaching.ends_at, at)
    theirs = columns.join(Teaching, Teaching.person_id == Person.id).where(Teaching.course_id == of_course, lasting)
    by_name = theirs.group_by(Person.id, Person.public_id, Person.name, Person.email).order_by(Person.name, Person.id)
    return every(Instructor, by_name)


def editions(of_course: CourseId, number: int, size: int) -> Slice[EditionRow]:
    """The editions of a course, newest first. One statement."""
    publisher = select(Person.name).where(Person.id == Edition.published_by).scalar_subquery()
    columns = select(
        Edition.number, Edition.published_at, func.coalesce(publisher, "").label("publisher"), Edition.note,
        func.coalesce(Edition.id == Course.current_edition_id, false()).label("current"),
    )  # fmt: skip
    rows = columns.join(Course, Course.id == Edition.course_id).where(Edition.course_id == of_course)
    return slice_of(EditionRow, rows.order_by(Edition.number.desc()), number, size)


def taught(person_id: PersonId, at: datetime) -> list[tuple[str, str]]:
    """The slug and title of the courses that a person teaches at a moment, by title. One statement."""
    lasting = in_force(Teaching.starts_at, Teaching.ends_at, at)
    mine = select(Course.slug, Course.title).join(Teaching, Teaching.course_id == Course.id)
    rows = mine.where(Teaching.person_id == person_id, lasting).distinct().order_by(Course.title, Course.slug)
    return [(slug, title) for slug, title in db.session.execute(rows)]
