"""Reads for the desk: which courses somebody teaches, and one of them."""

from dataclasses import dataclass

from sqlalchemy import Select, func, literal, select

from lms.core.clock import now
from lms.core.db import db
from lms.core.login import Actor
from lms.core.paging import Slice, paged
from lms.curriculum.models import Course, DraftFile, Edition
from lms.curriculum.queries import taught_by, teaching


@dataclass(frozen=True)
class Taught:
    """A course that somebody teaches: the number of its current edition (0 for none), how many files are changed."""

    course_id: int
    slug: str
    title: str
    edition: int
    changed: int


def taught(actor: Actor, number: int, size: int) -> Slice[Taught]:
    """The courses that this person teaches now, all of them for an administrator, by title. One statement."""
    rows = _COURSES.where(taught_by(actor)).order_by(Course.title, Course.id)
    found = paged(rows, number, size)
    return found.holding([Taught(*row) for row in found.items])


def taught_course(actor: Actor, slug: str) -> Taught | None:
    """The course of this slug where this person teaches it now. One statement."""
    row = db.session.execute(_COURSES.where(Course.slug == slug, taught_by(actor))).first()
    return Taught(*row) if row else None


def desk_of(actor: Actor) -> Select[str, str]:
    """One row for those who teach and for administrators, as a door of the bar asks; part of a statement."""
    return select(literal(""), literal("")).where(
        literal(actor.admin).is_(True) if actor.admin else teaching(actor.person_id, now())
    )


_COURSES = select(
    Course.id,
    Course.slug,
    Course.title,
    func.coalesce(Edition.number, 0),
    select(func.count()).where(DraftFile.course_id == Course.id).scalar_subquery(),
).outerjoin(Edition, Edition.id == Course.current_edition_id)
