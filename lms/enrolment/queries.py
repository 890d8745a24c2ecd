"""Reads of enrolments: who is in which course, on which edition."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, Exists, ScalarSelect, Select, bindparam, exists, func, select

from lms.accounts.models import Person
from lms.core.dated import in_force
from lms.core.db import db
from lms.core.ids import CourseId, EditionId, EnrolmentId, PersonId
from lms.core.paging import Slice, slice_of
from lms.core.rows import columns, every, first, read
from lms.curriculum.models import Course
from lms.enrolment.models import AttemptGrant, EditionLeft, Enrolment, Override
from lms.enrolment.rules import Allowance


@dataclass(frozen=True)
class Enrolled:
    """An enrolment at a moment, with the edition that its learner was on then."""

    enrolment_id: EnrolmentId
    public_id: str
    person_id: PersonId
    course_id: CourseId
    slug: str
    edition_id: EditionId  # the edition the learner is on
    current_edition_id: EditionId | None  # the edition that is published now
    enrolled_at: datetime

    @property
    def newer_edition(self) -> EditionId | None:
        """The edition that the learner could move to, or None if they are on the newest."""
        return self.current_edition_id if self.current_edition_id != self.edition_id else None


_AT: BindParameter[datetime] = bindparam("at")
_LEFT = (
    select(EditionLeft.edition_id)
    .where(EditionLeft.enrolment_id == Enrolment.id, EditionLeft.at > _AT)
    .order_by(EditionLeft.id)
    .limit(1)
    .scalar_subquery()
)
# Built once: building this statement costs more than running it. Its columns are named like the fields of `Enrolled`.
_OPEN = (
    select(
        Enrolment.id.label("enrolment_id"), Enrolment.public_id, Enrolment.person_id, Enrolment.course_id,
        Course.slug, func.coalesce(_LEFT, Enrolment.edition_id).label("edition_id"), Course.current_edition_id,
        Enrolment.enrolled_at,
    )
    .join(Course, Course.id == Enrolment.course_id)
    .where(in_force(Enrolment.enrolled_at, Enrolment.ended_at, _AT))
)  # fmt: skip
_OWN = (
    _OPEN.where(Enrolment.person_id == bindparam("person_id"))
    .order_by(Enrolment.enrolled_at.desc(), Enrolment.cycle.desc())
    .limit(bindparam("most"))
)
_IN_COURSE = _OWN.where(Course.slug == bindparam("slug"))
_OF_PEOPLE = _OPEN.where(Enrolment.person_id.in_(bindparam("people", expanding=True))).order_by(
    Course.title, Course.id, Enrolment.cycle
)


def enrolled(person_id: PersonId, slug: str, at: datetime) -> Enrolled | None:
    """Someone's enrolment in the course of this slug at a moment, or None. One statement."""
    return first(Enrolled, _IN_COURSE, person_id=person_id, slug=slug, at=at, most=1)


def enrolments(person_id: PersonId, at: datetime, limit: int = 50) -> list[Enrolled]:
    """At most `limit` of someone's enrolments that were open at a moment, newest first. One statement."""
    return every(Enrolled, _OWN, person_id=person_id, at=at, most=limit)


def enrolments_of(person_ids: Collection[PersonId], at: datetime) -> list[Enrolled]:
    """These people's open enrolments at a moment, the newest cycle of each course. One statement."""
    found = every(Enrolled, _OF_PEOPLE, people=list(person_ids), at=at)
    return list({(each.person_id, each.course_id): each for each in found}.values())


def editions_of_learners() -> set[EditionId]:
    """All editions that any learner is on now. One statement."""
    return set(db.session.scalars(select(Enrolment.edition_id).where(Enrolment.ended_at.is_(None)).distinct()))


# Building blocks for the statements of higher features, so that none of them joins these tables.


def is_of(enrolment_id: ColumnElement[EnrolmentId], person_id: ColumnElement[PersonId]) -> Exists:
    """The condition that an enrolment belongs to this person."""
    return exists().where(Enrolment.id == enrolment_id, Enrolment.person_id == person_id)


def ids_of(person_id: PersonId) -> Select[EnrolmentId]:
    """The ids of all enrolments of a person, ended ones too."""
    return select(Enrolment.id).where(Enrolment.person_id == person_id)


def granted_at(
    enrolment_id: ColumnElement[EnrolmentId], quiz: ColumnElement[str], after: ColumnElement[int]
) -> ScalarSelect[datetime]:
    """When the extra attempt after `after` attempts was granted; NULL if none was by the parameter `at`."""
    same = (AttemptGrant.enrolment_id == enrolment_id, AttemptGrant.quiz == quiz, AttemptGrant.after == after)
    return select(AttemptGrant.at).where(*same, AttemptGrant.at <= _AT).scalar_subquery()


@dataclass(frozen=True)
class Learner:
    """A learner of a course, as its instructor sees them."""

    enrolment_id: EnrolmentId
    public_id: str
    course_id: CourseId
    slug: str
    edition_id: EditionId
    person_id: PersonId
    name: str
    email: str


@dataclass(frozen=True)
class Granted:
    """A grant of more time, when and why."""

    allowance: Allowance
    reason: str
    at: datetime


@dataclass(frozen=True)
class Reopened:
    """A grant of an extra attempt: at which quiz, after how many, when and why."""

    quiz: str
    after: int
    reason: str
    at: datetime


_LEARNERS = (
    select(
        Enrolment.id.label("enrolment_id"), Enrolment.public_id, Enrolment.course_id, Course.slug,
        Enrolment.edition_id, Enrolment.person_id, Person.name, Person.email,
    )
    .join(Course, Course.id == Enrolment.course_id)
    .join(Person, Person.id == Enrolment.person_id)
    .where(Course.slug == bindparam("slug"), Enrolment.ended_at.is_(None))
    .order_by(Person.name, Enrolment.id)
)  # fmt: skip


def learners(slug: str, number: int, size: int) -> Slice[Learner]:
    """The current learners of a course, by name. One statement."""
    return slice_of(Learner, _LEARNERS, number, size, slug=slug)


def learner(slug: str, public_id: str) -> Learner | None:
    """The open enrolment of this public id in the course, or None. One statement."""
    return first(Learner, _LEARNERS.where(Enrolment.public_id == public_id), slug=slug)


def learners_among(emails: Collection[str], course_id: CourseId) -> set[str]:
    """Which of these addresses belong to current learners of the course. One statement."""
    query = select(Person.email).join(Enrolment, Enrolment.person_id == Person.id)
    open_ones = (Enrolment.course_id == course_id, Enrolment.ended_at.is_(None))
    return set(db.session.scalars(query.where(Person.email.in_(emails), *open_ones)))


def granted(enrolment_id: EnrolmentId, at: datetime) -> list[Granted]:
    """Every grant of more time by then, oldest first. One statement."""
    given = select(*columns(Allowance, Override), Override.reason, Override.at)
    mine = given.where(Override.enrolment_id == enrolment_id, Override.at <= at).order_by(Override.id)
    return [Granted(read(Allowance, row), row.reason, row.at) for row in db.session.execute(mine)]


def reopened(enrolment_id: EnrolmentId, at: datetime) -> list[Reopened]:
    """Every grant of an extra attempt by then, oldest first. One statement."""
    mine = select(*columns(Reopened, AttemptGrant)).where(AttemptGrant.enrolment_id == enrolment_id)
    return every(Reopened, mine.where(AttemptGrant.at <= at).order_by(AttemptGrant.id))
