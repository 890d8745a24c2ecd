"""Writing quizzes by draws."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms.authoring import present
from lms.authoring.desk import Desk, Seat, lay_out
from lms.authoring.forms import QuizForm
from lms.authoring.policy import teaches
from lms.authoring.views.blueprint import Clash, bp, cannot_write, keep, written
from lms.authoring.writing import with_quiz
from lms.core.errors import Conflict, Invalid
from lms.core.i18n import gettext as _
from lms.core.pages import Page, page
from lms.core.policy import open_to
from lms.curriculum.compile import Problem, QuizFile
from lms.curriculum.document import Quiz
from lms.curriculum.source import digest


@dataclass(frozen=True, kw_only=True)
class QuizDeskPage(Page):
    """A quiz in its form, with the course's problems."""

    template = "authoring/quiz.html"
    desk: Desk
    form: QuizForm
    quiz: Quiz | None  # None for a new one
    path: str
    seen: str  # the digest of the file that the form was made from
    editable: bool
    problems: tuple[Problem, ...]
    clash: Clash | None


@bp.route("/teach/<slug>/add/quiz", methods=["GET", "POST"])
@open_to(teaches)
def add_quiz(seat: Seat) -> ResponseReturnValue:
    """Write a new quiz."""
    desk = lay_out(seat)
    form = QuizForm(desk)
    if form.validate_on_submit():
        said, path = form.quiz(), _new_path(desk, form)
        text = written(lambda: with_quiz("", said))
        if text is None:
            form.refuse(form.title, cannot_write())
            return _page(desk, form, None, status=422)
        try:
            keep(desk, path, text)
        except Conflict:
            form.refuse(form.uid, _("Another quiz or lesson already uses this ID."))
            return _page(lay_out(seat), form, None, status=409)
        return redirect(url_for("authoring.quiz", slug=desk.course.slug, uid=said.id), 303)
    return _page(desk, form, None, status=422 if form.errors else 200)


@bp.route("/teach/<slug>/quizzes/<uid>", methods=["GET", "POST"])
@open_to(teaches)
def quiz(seat: Seat) -> ResponseReturnValue:
    """See and change a quiz."""
    desk = lay_out(seat)
    file = desk.quiz(seat.item)
    found = _quiz(file)
    form = QuizForm(desk, found, file.folder)
    if request.method == "POST" and not present.can_change_quiz(found):
        raise Invalid(cannot_write())
    if form.validate_on_submit():
        return _changed(desk, form, file)
    return _page(desk, form, file, status=422 if form.errors else 200)


def _quiz(file: QuizFile) -> Quiz:
    return Quiz(**dict(file.quiz.value))


def _new_path(desk: Desk, form: QuizForm) -> str:
    """Where a new quiz goes: beside its lesson, or into its module's folder."""
    said = form.quiz()
    beside = next((each.folder for each in desk.material.lessons if each.head.value.id == said.lesson), "")
    folder = beside or form.folder.data
    names = (f"{said.id}{ending}.quiz.toml" for ending in ("", *(f"-{n}" for n in range(2, 100))))
    return next(path for name in names if (path := str(PurePosixPath(folder, name))) not in desk.tree)


def _changed(desk: Desk, form: QuizForm, file: QuizFile) -> ResponseReturnValue:
    """Save the quiz, unless somebody else has changed it since the form was opened."""
    path = file.quiz.file.path
    text = written(lambda: with_quiz(desk.tree[path], form.quiz()))
    if text is None:
        form.refuse(form.title, cannot_write())
        return _page(desk, form, file, status=422)
    if text != desk.tree[path]:
        if request.form.get("seen") != digest(desk.tree[path]):
            return _page(desk, form, file, status=409, clash=Clash(text, desk.tree[path]))
        try:
            keep(desk, path, text)
        except Conflict:
            fresh = lay_out(desk.seat)
            theirs = fresh.quiz(file.quiz.value.id)
            clash = Clash(text, fresh.tree[theirs.quiz.file.path])
            return _page(fresh, form, theirs, status=409, clash=clash)
    return redirect(url_for("authoring.quiz", slug=desk.course.slug, uid=file.quiz.value.id), 303)


def _page(
    desk: Desk, form: QuizForm, file: QuizFile | None, *, status: int = 200, clash: Clash | None = None
) -> Response:  # fmt: skip
    path = file.quiz.file.path if file else ""
    context = QuizDeskPage(
        desk=desk,
        form=form,
        quiz=_quiz(file) if file else None,
        path=path,
        seen=digest(desk.tree[path]) if path else "",
        editable=present.can_change_quiz(_quiz(file)) if file else True,
        problems=present.in_order(desk.outcome.problems, path),
        clash=clash,
    )
    return page(context, status)
