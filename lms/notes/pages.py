"""The pages of one's own notes."""

from dataclasses import dataclass

from flask import url_for

from lms.core.ids import PersonId
from lms.core.pages import Page
from lms.core.paging import Pager, page_number, pager
from lms.curriculum.document import Document, Lesson
from lms.learning.values import OwnLesson
from lms.notes import queries
from lms.notes.forms import NoteForm
from lms.notes.queries import Kept, Noted

A_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class NotePage(Page):
    """A note to edit. `kept` is what is stored; if the two `clash`, another window has saved it meanwhile."""

    template = "notes/note.html"
    document: Document
    lesson: Lesson
    lesson_path: str
    form: NoteForm
    kept: Kept | None
    clash: bool


@dataclass(frozen=True, kw_only=True)
class SignedOutPage(Page):
    """What was typed by a person whose session had ended."""

    template = "notes/signed_out.html"
    form: NoteForm
    sign_in_path: str


@dataclass(frozen=True)
class NoteLine:
    """A note in the list, and the path of its lesson, or "" if it no longer exists."""

    noted: Noted
    lesson_path: str


@dataclass(frozen=True, kw_only=True)
class NotesPage(Page):
    """All own notes, a page at a time."""

    template = "notes/notes.html"
    lines: tuple[NoteLine, ...]
    pages: Pager


def note_page(own: OwnLesson, typed: NoteForm | None = None, *, clash: bool = False) -> NotePage:
    """The note on a lesson as stored, or as typed. Saving again after a `clash` overwrites. One statement."""
    kept = queries.kept(own.enrolled.enrolment_id, own.lesson.id)
    text, version = (kept.text, str(kept.version)) if kept else ("", "0")
    form = typed or NoteForm(formdata=None, text=text, version=version)
    if clash:
        form.version.data = version
    path = url_for("learning.lesson", slug=own.enrolled.slug, uid=own.lesson.id)
    return NotePage(document=own.document, lesson=own.lesson, lesson_path=path, form=form, kept=kept, clash=clash)


def notes_page(person_id: PersonId) -> NotesPage:
    """All own notes, newest first, a page at a time."""
    found = queries.notes(person_id, page_number(), A_PAGE)
    return NotesPage(lines=tuple(map(_line, found.items)), pages=pager(found, "notes.mine"))


def _line(noted: Noted) -> NoteLine:
    there = noted.lesson is not None and noted.open
    return NoteLine(noted, url_for("learning.lesson", slug=noted.slug, uid=noted.uid) if there else "")
