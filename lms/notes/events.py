"""Events that notes announce."""

from dataclasses import dataclass

from lms.core.events import Event
from lms.core.ids import NoteId, PersonId


@dataclass(frozen=True)
class NoteKept(Event):
    """A note was written, changed, or emptied (`text` is ""). `title` is that of its lesson."""

    note_id: NoteId
    person_id: PersonId
    course: str
    lesson: str
    title: str
    text: str
