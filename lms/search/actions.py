"""Update the index when something is published or written, in the caller's write scope."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, delete, insert

from lms.accounts.events import PersonLeft
from lms.core.db import db
from lms.core.ids import EditionId
from lms.curriculum.document import Document
from lms.curriculum.events import EditionPublished
from lms.curriculum.queries import document, editions_in_use
from lms.enrolment.queries import editions_of_learners
from lms.notes.events import NoteKept
from lms.notes.queries import everybodys
from lms.search.models import SearchEntry
from lms.search.rules import Text, folded, lesson_texts, term_texts

AT_ONCE = 500


def published(event: EditionPublished) -> None:
    """Index an edition in the transaction that publishes it. Two statements."""
    _forget(SearchEntry.edition_id == event.edition_id)
    _add(_of_edition(event.slug, event.edition_id, event.document))


def written(event: NoteKept) -> None:
    """Index a note as it is now. Two statements."""
    _forget(SearchEntry.note_id == event.note_id)
    if event.text:
        text = Text(event.lesson, event.title, event.text)
        _add([_row("note", event.course, text, note_id=event.note_id, person_id=event.person_id)])


def forget(event: PersonLeft) -> None:
    """Remove the notes of a person who has left."""
    _forget(SearchEntry.person_id == event.person_id)


def rebuild() -> int:
    """Rebuild the index from all readable editions and all notes. Returns the number of entries."""
    db.session.execute(delete(SearchEntry))
    made = 0
    for edition_id, slug in editions_in_use(editions_of_learners()):
        made += _add(_of_edition(slug, edition_id, document(edition_id)))
    notes = (
        _row("note", each.slug, Text(each.uid, each.lesson.title if each.lesson else each.uid, each.text),
             note_id=each.note_id, person_id=each.person_id)
        for each in everybodys()
    )  # fmt: skip
    return made + _add(notes)


def _of_edition(slug: str, edition_id: EditionId, course: Document) -> Iterable[dict[str, Any]]:
    free = course.enrolment == "open"
    yield from (_row("lesson", slug, each, edition_id=edition_id) for each in lesson_texts(course))
    yield from (_row("term", slug, each, edition_id=edition_id, free=free) for each in term_texts(course))


def _row(kind: str, course: str, text: Text, **whose: int | bool) -> dict[str, Any]:
    nobodys: dict[str, Any] = {"edition_id": None, "note_id": None, "person_id": None, "free": False}
    words = {"title_words": folded(text.title), "text_words": folded(f"{text.text} {text.also}")}
    return {
        **nobodys, **whose, **{name: " ".join(each) for name, each in words.items()},
        "kind": kind, "course": course, "subject": text.uid, "title": text.title, "text": text.text,
    }  # fmt: skip


def _add(rows: Iterable[dict[str, Any]]) -> int:
    """Add rows to the index, a batch at a time. Returns how many."""
    made, some = 0, list[dict[str, Any]]()
    for row in rows:
        some.append(row)
        if len(some) == AT_ONCE:
            db.session.execute(insert(SearchEntry), some)
            made, some = made + len(some), []
    if some:
        db.session.execute(insert(SearchEntry), some)
    return made + len(some)


def _forget(which: ColumnElement[bool]) -> None:
    db.session.execute(delete(SearchEntry).where(which))
