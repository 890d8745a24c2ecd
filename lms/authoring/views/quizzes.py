"""Writing quizzes by draws."""

from pathlib import PurePosixPath

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms.authoring.desk import Desk, Seat, load_desk
from lms.authoring.forms import QuizForm, seen
from lms.authoring.pages.question import Clash
from lms.authoring.pages.quiz import can_change_quiz, quiz_of, quiz_page
from lms.authoring.policy import teaches
from lms.authoring.views.blueprint import bp, cannot_write, keep, written
from lms.authoring.writing import with_quiz
from lms.core.errors import Conflict, Invalid
from lms.core.i18n import gettext as _
from lms.core.pages import page
from lms.core.policy import open_to
from lms.curriculum.compile import QuizFile
from lms.curriculum.source import digest


@bp.route("/teach/<slug>/add/quiz", methods=["GET", "POST"])
@open_to(teaches)
def add_quiz(seat: Seat) -> ResponseReturnValue:
    """Write a new quiz."""
    desk = load_desk(seat)
    form = QuizForm(desk)
    if form.validate_on_submit():
        said, path = form.quiz(), _new_path(desk, form)
        text = written(lambda: with_quiz("", said))
        if text is None:
            form.refuse(form.title, cannot_write())
            return page(quiz_page(desk, form, None))
        try:
            keep(desk, path, text)
        except Conflict:
            form.refuse(form.uid, _("Another quiz or lesson already uses this ID."))
            return page(quiz_page(load_desk(seat), form, None), 409)
        return redirect(url_for("authoring.quiz", slug=desk.course.slug, uid=said.id), 303)
    return page(quiz_page(desk, form, None))


@bp.route("/teach/<slug>/quizzes/<uid>", methods=["GET", "POST"])
@open_to(teaches)
def quiz(seat: Seat) -> ResponseReturnValue:
    """See and change a quiz."""
    desk = load_desk(seat)
    file = desk.quiz(seat.item)
    found = quiz_of(file)
    form = QuizForm(desk, found, file.folder)
    if request.method == "POST" and not can_change_quiz(found):
        raise Invalid(cannot_write())
    if form.validate_on_submit():
        return _changed(desk, form, file)
    return page(quiz_page(desk, form, file))


def _new_path(desk: Desk, form: QuizForm) -> str:
    """Where a new quiz goes: beside its lesson, or into its module's folder."""
    said = form.quiz()
    beside = next((each.folder for each in desk.material.lessons if each.id == said.lesson), "")
    folder = beside or form.folder.data
    names = (f"{said.id}{ending}.quiz.toml" for ending in ("", *(f"-{n}" for n in range(2, 100))))
    return next(path for name in names if (path := str(PurePosixPath(folder, name))) not in desk.tree)


def _changed(desk: Desk, form: QuizForm, file: QuizFile) -> ResponseReturnValue:
    """Save the quiz, unless someone else has changed it since the form was opened."""
    path = file.path
    text = written(lambda: with_quiz(desk.tree[path], form.quiz()))
    if text is None:
        form.refuse(form.title, cannot_write())
        return page(quiz_page(desk, form, file))
    if text != desk.tree[path]:
        if seen() != digest(desk.tree[path]):
            return page(quiz_page(desk, form, file, Clash(text, desk.tree[path])), 409)
        try:
            keep(desk, path, text)
        except Conflict:
            fresh = load_desk(desk.seat)
            theirs = fresh.quiz(file.id)
            clash = Clash(text, fresh.tree[theirs.path])
            return page(quiz_page(fresh, form, theirs, clash), 409)
    return redirect(url_for("authoring.quiz", slug=desk.course.slug, uid=file.id), 303)
