"""The pages of one's own notes. Nothing typed is lost: every refusal shows it again."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.core.db import write_tx
from lms.core.i18n import gettext as _
from lms.core.ids import PersonId
from lms.core.pages import page
from lms.core.policy import open_to
from lms.learning.policy import own_lesson
from lms.learning.values import OwnLesson
from lms.notes import actions
from lms.notes.forms import NoteForm
from lms.notes.pages import SignedOutPage, note_page, notes_page
from lms.notes.policy import own_lesson_or_nobody, writer

bp = Blueprint("notes", __name__, template_folder="templates")


@bp.get("/notes")
@open_to(writer)
def mine(person_id: PersonId) -> ResponseReturnValue:
    """All own notes, newest first."""
    return page(notes_page(person_id))


@bp.get("/courses/<slug>/lessons/<uid>/note")
@open_to(own_lesson)
def note(own: OwnLesson) -> ResponseReturnValue:
    """The note on a lesson, to read and edit."""
    return page(note_page(own))


@bp.post("/courses/<slug>/lessons/<uid>/note")
@open_to(own_lesson_or_nobody)
def keep(own: OwnLesson | str) -> ResponseReturnValue:
    """Save the note. If another window has saved meanwhile, show both texts."""
    form = NoteForm()
    if not isinstance(own, OwnLesson):
        return page(SignedOutPage(form=form, sign_in_path=url_for("accounts.sign_in")), 401)
    if not form.validate():
        return page(note_page(own, form))
    if not write_tx(lambda: actions.keep(own, form.written, form.seen)):
        return page(note_page(own, form, clash=True), 409)
    flash(_("Note saved.") if form.written else _("Note deleted."))
    return redirect(url_for("learning.lesson", slug=own.enrolled.slug, uid=own.lesson.id), 303)
