"""Writing choice questions, with what learners will see of them."""

from dataclasses import dataclass

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms.authoring import present
from lms.authoring.desk import NEW_QUESTIONS, Desk, Seat, lay_out
from lms.authoring.forms import QuestionForm
from lms.authoring.policy import teaches
from lms.authoring.present import Preview
from lms.authoring.rules import Question, next_letter
from lms.authoring.views.blueprint import Clash, bp, cannot_write, keep, written
from lms.authoring.writing import excerpt, with_question
from lms.core.errors import Conflict, Invalid, NotFound
from lms.core.i18n import gettext as _
from lms.core.pages import Page, page
from lms.core.policy import open_to
from lms.curriculum.compile import FamilyEntry, Problem
from lms.curriculum.document import Family
from lms.curriculum.source import digest
from lms.questions.kinds import KINDS

NEW = "new"  # as a variant: one more wording
TRIES = 3


@dataclass(frozen=True, kw_only=True)
class QuestionPage(Page):
    """A question in its form, with its preview and the course's problems."""

    template = "authoring/question.html"
    desk: Desk
    form: QuestionForm
    family: Family | None  # None for a new one
    variant: str  # the wording in the form, empty for a new one
    kind: str
    path: str
    seen: str  # the digest of the question's text that the form was made from
    shown: Preview | None
    editable: bool
    problems: tuple[Problem, ...]
    clash: Clash | None


@dataclass(frozen=True, kw_only=True)
class PreviewPart(Page):
    """The preview alone: the answer to a script that swaps it in place."""

    template = "authoring/_preview.html"
    shown: Preview | None


@bp.route("/teach/<slug>/add/question", methods=["GET", "POST"])
@open_to(teaches)
def add_question(seat: Seat) -> ResponseReturnValue:
    """Write a new choice question."""
    desk = lay_out(seat)
    form = QuestionForm(desk)
    if _only_looks():
        return _looked(desk, form, None, "")
    if form.validate_on_submit():
        return _added(desk, form)
    return _page(desk, form, None, "", status=422 if form.errors else 200)


@bp.route("/teach/<slug>/questions/<family>", methods=["GET", "POST"])
@open_to(teaches)
def question(seat: Seat) -> ResponseReturnValue:
    """See a question; change one wording of it, or add one, where the form can."""
    desk = lay_out(seat)
    entry = desk.family(seat.item)
    family = entry.family
    variant = _variant(family)
    form = QuestionForm(desk, family, variant)
    if request.method == "POST" and not present.can_change(family):
        raise Invalid(cannot_write())
    if _only_looks():
        return _looked(desk, form, family, variant)
    if form.validate_on_submit():
        return _changed(desk, form, entry, variant)
    return _page(desk, form, family, variant, status=422 if form.errors else 200)


def _variant(family: Family) -> str:
    wanted = request.args.get("variant", family.variants[0].id)
    if wanted != NEW and wanted not in {each.id for each in family.variants}:
        raise NotFound
    return "" if wanted == NEW else wanted


def _only_looks() -> bool:
    return request.method == "POST" and request.form.get("then") == "preview"


def _looked(desk: Desk, form: QuestionForm, family: Family | None, variant: str) -> Response:
    """What was typed as learners would see it; nothing is saved."""
    said = present.typed(form.question(variant or NEW), family)
    shown = present.preview(desk, said, variant or NEW) if said else None
    if request.headers.get("X-Part"):
        return page(PreviewPart(shown=shown))
    return _page(desk, form, family, variant, shown=shown)


def _added(desk: Desk, form: QuestionForm) -> ResponseReturnValue:
    """Save a new question. Others may add theirs to the same file meanwhile: it goes below them."""
    said = form.question(next_letter(()))
    for tries in range(1, TRIES + 1):
        text = written(lambda: with_question(desk.tree.get(NEW_QUESTIONS, ""), said))  # noqa: B023 - called at once
        if text is None:
            form.refuse(form.ask, cannot_write())
            return _page(desk, form, None, "", status=422)
        try:
            keep(desk, NEW_QUESTIONS, text)
        except Conflict:
            if tries == TRIES:
                raise
            desk = lay_out(desk.seat)
            if not desk.takes("family", said.id):
                form.refuse(form.uid, _("Another question already uses this ID."))
                return _page(desk, form, None, "", status=409)
        else:
            break
    return redirect(url_for("authoring.question", slug=desk.course.slug, family=said.id), 303)


def _changed(desk: Desk, form: QuestionForm, entry: FamilyEntry, variant: str) -> ResponseReturnValue:
    """Save a wording, unless somebody else has changed the question since the form was opened."""
    family, path = entry.family, entry.head.file.path
    said = form.question(variant or next_letter([each.id for each in family.variants]))
    text = written(lambda: with_question(desk.tree[path], said))
    if text is None:
        form.refuse(form.ask, cannot_write())
        return _page(desk, form, family, variant, status=422)
    if text != desk.tree[path]:
        if request.form.get("seen") != digest(excerpt(desk.tree[path], family.id)):
            return _clash(desk, form, variant, said)
        try:
            keep(desk, path, text)
        except Conflict:
            return _clash(lay_out(desk.seat), form, variant, said)
    there = url_for("authoring.question", slug=desk.course.slug, family=family.id, variant=said.wording.id)
    return redirect(there, 303)


def _clash(desk: Desk, form: QuestionForm, variant: str, said: Question) -> Response:
    entry = desk.family(said.id)
    family, path = entry.family, entry.head.file.path
    yours = written(lambda: excerpt(with_question(desk.tree[path], said), said.id)) or ""
    clash = Clash(yours, excerpt(desk.tree[path], said.id))
    return _page(desk, form, family, variant, status=409, clash=clash)


def _page(  # noqa: PLR0913 - a page has these parts
    desk: Desk,
    form: QuestionForm,
    family: Family | None,
    variant: str,
    *,
    status: int = 200,
    shown: Preview | None = None,
    clash: Clash | None = None,
) -> Response:
    entry = desk.family(family.id) if family else None
    path = entry.head.file.path if entry else NEW_QUESTIONS
    if shown is None and family and variant:
        shown = present.preview(desk, family, variant)
    context = QuestionPage(
        desk=desk,
        form=form,
        family=family,
        variant=variant,
        kind=str(KINDS[family.kind].label) if family else "",
        path=path,
        seen=digest(excerpt(desk.tree[path], family.id)) if family else "",
        shown=shown,
        editable=present.can_change(family) if family else True,
        problems=present.in_order(desk.outcome.problems, path),
        clash=clash,
    )
    return page(context, status)
