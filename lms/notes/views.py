"""The pages of one's notes. Nothing that was typed is lost: every refusal shows it again."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.core.db import write_tx
from lms.core.i18n import gettext as _
from lms.core.pages import Page, page
from lms.core.paging import Pager, page_number, pager
from lms.core.policy import open_to
from lms.curriculum.document import Document, Lesson
from lms.learning.policy import own_lesson
from lms.learning.values import OwnLesson
from lms.notes import actions, queries
from lms.notes.forms import NoteForm
from lms.notes.policy import own_lesson_or_nobody, writer
from lms.notes.queries import Kept, Noted

bp = Blueprint("notes", __name__, template_folder="templates")
A_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class NotePage(Page):
    """A note to write; `kept` is what is stored, which another window has saved meanwhile where the two `clash`."""

    template = "notes/note.html"
    document: Document
    lesson: Lesson
    lesson_path: str
    form: NoteForm
    kept: Kept | None
    clash: bool


@dataclass(frozen=True, kw_only=True)
class SignedOutPage(Page):
    """What was typed by somebody whose session had ended."""

    template = "notes/signed_out.html"
    form: NoteForm
    sign_in_path: str


@dataclass(frozen=True)
class NoteLine:
    """A note in the list, and where its lesson is, "" where it is no more."""

    noted: Noted
    lesson_path: str


@dataclass(frozen=True, kw_only=True)
class NotesPage(Page):
    """All one's notes, a page at a time."""

    template = "notes/notes.html"
    lines: tuple[NoteLine, ...]
    pages: Pager


@bp.get("/notes")
@open_to(writer)
def mine(person_id: int) -> ResponseReturnValue:
    """All one's notes, the newest first."""
    found = queries.notes(person_id, page_number(), A_PAGE)
    return page(NotesPage(lines=tuple(map(_line, found.items)), pages=pager(found, "notes.mine")))


@bp.get("/courses/<slug>/lessons/<uid>/note")
@open_to(own_lesson)
def note(own: OwnLesson) -> ResponseReturnValue:
    """The note on a lesson, to write and to read."""
    kept = queries.kept(own.enrolled.enrolment_id, own.lesson.id)
    return page(_page(own, NoteForm(formdata=None, **_as_kept(kept)), kept))


@bp.post("/courses/<slug>/lessons/<uid>/note")
@open_to(own_lesson_or_nobody)
def keep(own: OwnLesson | str) -> ResponseReturnValue:
    """Keep what was written; where another window was faster, show both."""
    form = NoteForm()
    if not isinstance(own, OwnLesson):
        return page(SignedOutPage(form=form, sign_in_path=url_for("accounts.sign_in")), 401)
    if not form.validate():
        return page(_page(own, form, queries.kept(own.enrolled.enrolment_id, own.lesson.id)), 422)
    if not write_tx(lambda: actions.keep(own, form.written, form.seen)):
        kept = queries.kept(own.enrolled.enrolment_id, own.lesson.id)
        form.version.data = str(kept.version if kept else 0)
        return page(_page(own, form, kept, clash=True), 409)
    flash(_("Note saved.") if form.written else _("Note deleted."))
    return redirect(url_for("learning.lesson", slug=own.enrolled.slug, uid=own.lesson.id), 303)


def _as_kept(kept: Kept | None) -> dict[str, object]:
    return {"text": kept.text, "version": str(kept.version)} if kept else {"text": "", "version": "0"}


def _page(own: OwnLesson, form: NoteForm, kept: Kept | None, *, clash: bool = False) -> NotePage:
    path = url_for("learning.lesson", slug=own.enrolled.slug, uid=own.lesson.id)
    return NotePage(document=own.document, lesson=own.lesson, lesson_path=path, form=form, kept=kept, clash=clash)


def _line(noted: Noted) -> NoteLine:
    there = noted.lesson is not None and noted.open
    return NoteLine(noted, url_for("learning.lesson", slug=noted.slug, uid=noted.uid) if there else "")
