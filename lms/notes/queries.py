"""Reads of notes: one beside its lesson, and all of a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from lms.core.db import db
from lms.core.ids import EnrolmentId, NoteId, PersonId
from lms.core.paging import Slice, paged
from lms.core.rows import first
from lms.curriculum.document import Document, Lesson
from lms.curriculum.models import Course
from lms.curriculum.queries import documents
from lms.enrolment.models import Enrolment
from lms.notes.models import Note

A_READ = 500  # notes read at a time, when all are read


@dataclass(frozen=True)
class Kept:
    """A note as it is stored."""

    text: str
    version: int
    at: datetime


@dataclass(frozen=True)
class Noted:
    """A note with its lesson, which is None if the learner's edition no longer has it."""

    note_id: NoteId
    person_id: PersonId
    slug: str
    course: str
    language: str
    uid: str
    lesson: Lesson | None
    open: bool  # the enrolment is still open
    text: str
    at: datetime


_ALL = (
    select(
        Note.id, Enrolment.person_id, Course.slug, Enrolment.edition_id, Note.lesson,
        Enrolment.ended_at, Note.text, Note.updated_at,
    )
    .join(Enrolment, Enrolment.id == Note.enrolment_id)
    .join(Course, Course.id == Enrolment.course_id)
    .where(Note.text != "")
)  # fmt: skip


def kept(enrolment_id: EnrolmentId, lesson: str) -> Kept | None:
    """The note on a lesson (with the text "" if it was emptied), or None if there never was one. One statement."""
    one = select(Note.text, Note.version, Note.updated_at.label("at"))
    return first(Kept, one.where(Note.enrolment_id == enrolment_id, Note.lesson == lesson))


def notes(person_id: PersonId, number: int, size: int) -> Slice[Noted]:
    """A person's notes, newest first. One statement, and one more for the editions that are not cached."""
    mine = _ALL.where(Enrolment.person_id == person_id).order_by(Note.updated_at.desc(), Note.id.desc())
    found = paged(mine, number, size)
    editions = documents([row.edition_id for row in found.items])
    return found.holding([_noted(row, editions[row.edition_id]) for row in found.items])


def everybodys() -> Iterator[Noted]:
    """All notes of all people, a batch at a time, for building the search index."""
    last = 0
    while rows := db.session.execute(_ALL.where(Note.id > last).order_by(Note.id).limit(A_READ)).all():
        editions = documents([row.edition_id for row in rows])
        yield from (_noted(row, editions[row.edition_id]) for row in rows)
        last = rows[-1].id


def _noted(row: Row[*tuple[Any, ...]], course: Document) -> Noted:
    return Noted(
        row.id, row.person_id, row.slug, course.title, course.language, row.lesson, course.lesson.get(row.lesson),
        row.ended_at is None, row.text, row.updated_at,
    )  # fmt: skip
