"""Write notes, in the caller's write scope."""

from sqlalchemy import delete, update

from lms.accounts.events import PersonLeft
from lms.core.clock import now
from lms.core.db import db, upsert
from lms.core.events import announce
from lms.enrolment.queries import ids_of
from lms.learning.values import OwnLesson
from lms.notes.events import NoteKept
from lms.notes.models import Note


def keep(own: OwnLesson, text: str, version: int) -> bool:
    """Save the note on a lesson, "" to empty it. Returns whether it was unchanged since its writer loaded it.

    `version` is the one that the page showed, 0 for none. A note that was changed meanwhile stays as it is.
    """
    enrolled, lesson = own.enrolled, own.lesson
    fresh = {"text": text, "version": version + 1, "updated_at": now()}
    if version:
        this = (Note.enrolment_id == enrolled.enrolment_id, Note.lesson == lesson.id, Note.version == version)
        note_id = db.session.scalar(update(Note).where(*this).values(**fresh).returning(Note.id))
    else:
        made = upsert(Note).values(enrolment_id=enrolled.enrolment_id, lesson=lesson.id, **fresh)
        once = made.on_conflict_do_nothing(index_elements=["enrolment_id", "lesson"])
        note_id = db.session.scalar(once.returning(Note.id))
    if note_id is None:
        return False
    announce(NoteKept(note_id, enrolled.person_id, enrolled.slug, lesson.id, lesson.title, text))
    return True


def forget(event: PersonLeft) -> None:
    """Delete all notes of a person who has left."""
    db.session.execute(delete(Note).where(Note.enrolment_id.in_(ids_of(event.person_id))))
