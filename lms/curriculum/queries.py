"""Reads of courses. Editions never change, so documents and rendered lessons are cached in the process."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import ColumnElement, Engine, Exists, Select, exists, func, literal, or_, select

from lms.accounts.models import Person
from lms.core.cache import OncePerKey
from lms.core.clock import now
from lms.core.dated import in_force
from lms.core.db import db
from lms.core.i18n import language
from lms.core.ids import CourseId, EditionId, PersonId
from lms.core.login import Actor
from lms.core.paging import Slice, slice_of
from lms.core.rows import columns, every, first, read
from lms.curriculum.document import Document
from lms.curriculum.models import Course, DraftFile, Edition, Teaching
from lms.curriculum.render import LessonBody, render_lesson
from lms.curriculum.source import Tree, digest


@dataclass(frozen=True)
class CourseRow:
    """A published course."""

    id: CourseId
    slug: str
    title: str
    current_edition_id: EditionId
    edition: int  # its number


@dataclass(frozen=True)
class Draft:
    """A draft of a file. `text` is None if the file is removed."""

    path: str
    text: str | None
    base_digest: str | None
    version: int


_documents: OncePerKey[tuple[Engine, EditionId], Document] = OncePerKey("documents", 64)
_lessons: OncePerKey[tuple[Engine, EditionId, str, str], LessonBody] = OncePerKey("lessons", 512)


def course(slug: str) -> CourseRow | None:
    """The published course of this slug. One statement."""
    return first(CourseRow, _PUBLISHED.where(Course.slug == slug))


def catalogue() -> list[CourseRow]:
    """Every published course, by title. One statement."""
    return every(CourseRow, _PUBLISHED.order_by(Course.title, Course.id))


_PUBLISHED = select(
    Course.id, Course.slug, Course.title, Course.current_edition_id, Edition.number.label("edition")
).join(Edition, Edition.id == Course.current_edition_id)


def document(edition_id: EditionId) -> Document:
    """The document of an edition. One statement the first time, then none. Raises LookupError."""
    return _documents.get((db.engine, edition_id), partial(_one, edition_id, {}))


def documents(edition_ids: Collection[EditionId]) -> dict[EditionId, Document]:
    """The documents of several editions. One statement for all that are not cached. Raises LookupError."""
    keys = {(db.engine, each) for each in edition_ids}
    missing = {edition_id for _engine, edition_id in _documents.missing(keys)}
    loaded = _load(missing) if missing else {}
    return {key[1]: _documents.get(key, partial(_one, key[1], loaded)) for key in keys}


def _one(edition_id: EditionId, loaded: dict[EditionId, Document]) -> Document:
    return loaded[edition_id] if edition_id in loaded else _load({edition_id})[edition_id]


def _load(edition_ids: set[EditionId]) -> dict[EditionId, Document]:
    rows = db.session.execute(select(Edition.id, Edition.document).where(Edition.id.in_(edition_ids)))
    loaded = {uid: Document.model_validate(stored) for uid, stored in rows}
    if missing := edition_ids - loaded.keys():
        raise LookupError(f"no edition {sorted(missing)}")
    return loaded


def lesson_body(edition_id: EditionId, lesson_id: str) -> LessonBody:
    """A lesson as safe HTML, rendered once per process and language. Raises LookupError."""
    of_edition, tongue = document(edition_id), language()
    key = (db.engine, edition_id, lesson_id, tongue)
    return _lessons.get(key, lambda: render_lesson(of_edition, lesson_id, tongue))


def published(number: int, size: int) -> Slice[CourseRow]:
    """The published courses by title, on the page of this number. One statement."""
    return slice_of(CourseRow, _PUBLISHED.order_by(Course.title, Course.id), number, size)


def current_edition(of_course: CourseId) -> tuple[str, EditionId] | None:
    """The slug of a course and its current edition, or None if nothing is published. One statement."""
    query = select(Course.slug, Course.current_edition_id).where(Course.id == of_course)
    row = db.session.execute(query.where(Course.current_edition_id.is_not(None))).first()
    return (row.slug, row.current_edition_id) if row and row.current_edition_id is not None else None


def edition_stamp(edition_id: EditionId) -> tuple[int, str]:
    """The number of an edition in its course, and the digest of its content. One statement."""
    number, stamp = db.session.execute(select(Edition.number, Edition.digest).where(Edition.id == edition_id)).one()
    return number, stamp


def editions_in_use(others: Collection[EditionId]) -> list[tuple[EditionId, str]]:
    """The current editions and these others, each with the slug of its course. One statement."""
    query = select(Edition.id, Course.slug).join(Course, Course.id == Edition.course_id)
    wanted = or_(Edition.id == Course.current_edition_id, Edition.id.in_(others))
    return [(uid, slug) for uid, slug in db.session.execute(query.where(wanted).order_by(Edition.id))]


def course_id(slug: str) -> CourseId | None:
    """The course of this slug, published or not. One statement."""
    return db.session.scalar(select(Course.id).where(Course.slug == slug))


def current_number(slug: str, digest: str) -> int | None:
    """The number of a course's current edition if it has this digest, else None. One statement."""
    current = select(Edition.number).join(Course, Course.current_edition_id == Edition.id)
    return db.session.scalar(current.where(Course.slug == slug, Edition.digest == digest))


def drafts(of_course: CourseId) -> list[Draft]:
    """The drafts of a course, by path. One statement."""
    mine = select(*columns(Draft, DraftFile)).where(DraftFile.course_id == of_course)
    return every(Draft, mine.order_by(DraftFile.path))


def overtaken(shipped: Tree, changed: Collection[Draft]) -> tuple[str, ...]:
    """The paths of drafts whose file in the folder has changed since."""
    return tuple(
        draft.path
        for draft in changed
        if draft.base_digest != (digest(shipped[draft.path]) if draft.path in shipped else None)
    )


def teaching(person_id: PersonId, at: datetime) -> Exists:
    """The condition that this person teaches at a moment. Add `.where(…)` for the course."""
    return exists().where(Teaching.person_id == person_id, in_force(Teaching.starts_at, Teaching.ends_at, at))


def taught_by(actor: Actor) -> ColumnElement[bool]:
    """The condition that this person teaches the row's course now. Admins teach every course."""
    return or_(literal(actor.admin), teaching(actor.person_id, now()).where(Teaching.course_id == Course.id))


def course_taught_by(actor: Actor, slug: str) -> CourseRow | None:
    """The published course of this slug if this person teaches it now, or None. One statement."""
    return first(CourseRow, _PUBLISHED.where(Course.slug == slug, taught_by(actor)))


def teaches(person_id: PersonId, of_course: CourseId) -> bool:
    """Whether this person teaches the course now. One statement."""
    return bool(db.session.scalar(select(teaching(person_id, now()).where(Teaching.course_id == of_course))))


def taught_now() -> dict[PersonId, list[CourseRow]]:
    """The published courses that are taught now, by the id of the instructor, in order. One statement."""
    query = _PUBLISHED.join(Teaching, Teaching.course_id == Course.id).add_columns(Teaching.person_id)
    in_course = in_force(Teaching.starts_at, Teaching.ends_at, now())
    found: dict[PersonId, list[CourseRow]] = {}
    for row in db.session.execute(query.where(in_course).order_by(Teaching.person_id, Course.id)):
        found.setdefault(row.person_id, []).append(read(CourseRow, row))
    return found


def teachers_among(emails: Collection[str], of_course: CourseId) -> set[str]:
    """Which of these addresses belong to current instructors of the course. One statement."""
    query = select(Person.email).join(Teaching, Teaching.person_id == Person.id)
    in_course = (Teaching.course_id == of_course, in_force(Teaching.starts_at, Teaching.ends_at, now()))
    return set(db.session.scalars(query.where(Person.email.in_(emails), *in_course)))


def title_of(of_course: CourseId | None) -> str:
    """The title of a course, or "" if there is none. One statement."""
    return db.session.scalar(select(Course.title).where(Course.id == of_course)) or ""


@dataclass(frozen=True)
class Taught:
    """A course that a person teaches, the number of its current edition (0 for none), and its number of drafts."""

    course_id: CourseId
    slug: str
    title: str
    edition: int
    changed: int


def taught(actor: Actor, number: int, size: int) -> Slice[Taught]:
    """The courses that this person teaches now (all for an admin), by title. One statement."""
    rows = _COURSES.where(taught_by(actor)).order_by(Course.title, Course.id)
    return slice_of(Taught, rows, number, size)


def taught_course(actor: Actor, slug: str) -> Taught | None:
    """The course of this slug if this person teaches it now, or None. One statement."""
    return first(Taught, _COURSES.where(Course.slug == slug, taught_by(actor)))


def desk_of(actor: Actor, at: datetime) -> Select[str, str]:
    """One row for those who teach and for administrators, as a door of the bar asks; part of a statement."""
    return select(literal(""), literal("")).where(
        literal(actor.admin).is_(True) if actor.admin else teaching(actor.person_id, at)
    )


_COURSES = select(
    Course.id.label("course_id"),
    Course.slug,
    Course.title,
    func.coalesce(Edition.number, 0).label("edition"),
    select(func.count()).where(DraftFile.course_id == Course.id).scalar_subquery().label("changed"),
).outerjoin(Edition, Edition.id == Course.current_edition_id)
