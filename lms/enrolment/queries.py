"""Reads about enrolments: which course somebody is in, and on which edition."""

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
    """An enrolment as it was at a moment, with the edition that its learner was on."""

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
        """The edition that could be taken up, or None when the learner is on the newest."""
        return self.current_edition_id if self.current_edition_id != self.edition_id else None


_AT: BindParameter[datetime] = bindparam("at")
_LEFT = (
    select(EditionLeft.edition_id)
    .where(EditionLeft.enrolment_id == Enrolment.id, EditionLeft.at > _AT)
    .order_by(EditionLeft.id)
    .limit(1)
    .scalar_subquery()
)
# Built once: making a statement costs more than asking it.
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
    """How somebody was enrolled in the course of this slug at a moment, or None. One statement."""
    return first(Enrolled, _IN_COURSE, person_id=person_id, slug=slug, at=at, most=1)


def enrolments(person_id: PersonId, at: datetime, limit: int = 50) -> list[Enrolled]:
    """Somebody's enrolments that were open at a moment, the newest first, at most `limit`. One statement."""
    return every(Enrolled, _OWN, person_id=person_id, at=at, most=limit)


def enrolments_of(person_ids: Collection[PersonId], at: datetime) -> list[Enrolled]:
    """The enrolments of these people that were open at a moment, the newest cycle of each course. One statement."""
    found = every(Enrolled, _OF_PEOPLE, people=list(person_ids), at=at)
    return list({(each.person_id, each.course_id): each for each in found}.values())


def editions_of_learners() -> set[EditionId]:
    """The editions that somebody is on now. One statement."""
    return set(db.session.scalars(select(Enrolment.edition_id).where(Enrolment.ended_at.is_(None)).distinct()))


# Parts of the statements of features above, so that none of them joins these tables.


def is_of(enrolment_id: ColumnElement[EnrolmentId], person_id: ColumnElement[PersonId]) -> Exists:
    """The condition that an enrolment is this person's."""
    return exists().where(Enrolment.id == enrolment_id, Enrolment.person_id == person_id)


def ids_of(person_id: PersonId) -> Select[EnrolmentId]:
    """All enrolments of somebody, ended ones too."""
    return select(Enrolment.id).where(Enrolment.person_id == person_id)


def granted_at(
    enrolment_id: ColumnElement[EnrolmentId], quiz: ColumnElement[str], after: ColumnElement[int]
) -> ScalarSelect[datetime]:
    """When one attempt more was given after so many of them; NULL where none was, or only after the parameter `at`."""
    same = (AttemptGrant.enrolment_id == enrolment_id, AttemptGrant.quiz == quiz, AttemptGrant.after == after)
    return select(AttemptGrant.at).where(*same, AttemptGrant.at <= _AT).scalar_subquery()


@dataclass(frozen=True)
class Learner:
    """Somebody who is in a course now, as its instructor sees them."""

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
    """More time that somebody was given, when and why."""

    allowance: Allowance
    reason: str
    at: datetime


@dataclass(frozen=True)
class Reopened:
    """An attempt more that somebody was given: at which quiz, after how many, when and why."""

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
    """Who is in the course now, by name. One statement."""
    return slice_of(Learner, _LEARNERS, number, size, slug=slug)


def learner(slug: str, public_id: str) -> Learner | None:
    """The open enrolment of this public id in the course, or None. One statement."""
    return first(Learner, _LEARNERS.where(Enrolment.public_id == public_id), slug=slug)


def learners_among(emails: Collection[str], course_id: CourseId) -> set[str]:
    """Which of these addresses are of people who are in the course now. One statement."""
    query = select(Person.email).join(Enrolment, Enrolment.person_id == Person.id)
    open_ones = (Enrolment.course_id == course_id, Enrolment.ended_at.is_(None))
    return set(db.session.scalars(query.where(Person.email.in_(emails), *open_ones)))


def granted(enrolment_id: EnrolmentId, at: datetime) -> list[Granted]:
    """Every grant of more time until then, the oldest first. One statement."""
    given = select(*columns(Allowance, Override), Override.reason, Override.at)
    mine = given.where(Override.enrolment_id == enrolment_id, Override.at <= at).order_by(Override.id)
    return [Granted(read(Allowance, row), row.reason, row.at) for row in db.session.execute(mine)]


def reopened(enrolment_id: EnrolmentId, at: datetime) -> list[Reopened]:
    """Every attempt more that was given by then, the oldest first. One statement."""
    mine = select(*columns(Reopened, AttemptGrant)).where(AttemptGrant.enrolment_id == enrolment_id)
    return every(Reopened, mine.where(AttemptGrant.at <= at).order_by(AttemptGrant.id))
