"""Writing questions, with a preview for learners."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms.authoring.desk import NEW_QUESTIONS, Desk, Seat, load_desk
from lms.authoring.forms import NEW, QuestionForm, question_form, seen, wanted_variant
from lms.authoring.pages.question import Clash, PreviewPart, can_change, preview, question_page, typed
from lms.authoring.policy import teaches
from lms.authoring.rules import QuestionText, next_letter
from lms.authoring.views.blueprint import bp, cannot_write, keep, written
from lms.authoring.writing import excerpt, with_question
from lms.core.errors import Conflict, Invalid
from lms.core.i18n import gettext as _
from lms.core.pages import page
from lms.core.policy import open_to
from lms.core.sent import part_asked
from lms.curriculum.compile import FamilyEntry
from lms.curriculum.document import Family
from lms.curriculum.source import digest

TRIES = 3


@bp.route("/teach/<slug>/add/question", methods=["GET", "POST"])
@open_to(teaches)
def add_question(seat: Seat) -> ResponseReturnValue:
    """Write a new choice question."""
    desk = load_desk(seat)
    form = question_form("choice")(desk)
    if form.only_looks:
        return _looked(desk, form, None, "")
    if form.validate_on_submit():
        return _added(desk, form)
    return page(question_page(desk, form, None, ""))


@bp.route("/teach/<slug>/questions/<family>", methods=["GET", "POST"])
@open_to(teaches)
def question(seat: Seat) -> ResponseReturnValue:
    """See a question, and change or add a variant if the form can."""
    desk = load_desk(seat)
    entry = desk.family(seat.item)
    family = entry.family
    variant = wanted_variant(family)
    form = question_form(family.kind)(desk, family, variant)
    if request.method == "POST" and not can_change(entry):
        raise Invalid(cannot_write())
    if form.only_looks:
        return _looked(desk, form, family, variant)
    if form.validate_on_submit():
        return _changed(desk, form, entry, variant)
    return page(question_page(desk, form, family, variant))


def _looked(desk: Desk, form: QuestionForm, family: Family | None, variant: str) -> Response:
    """A preview of what was typed. Nothing is saved."""
    said = typed(form.question(variant or NEW), desk.family(family.id) if family else None)
    shown = preview(desk, said, variant or NEW) if said else None
    if part_asked():
        return page(PreviewPart(shown=shown))
    return page(question_page(desk, form, family, variant, shown=shown))


def _added(desk: Desk, form: QuestionForm) -> ResponseReturnValue:
    """Save a new question. If others have added theirs to the same file meanwhile, it goes below them."""
    said = form.question(next_letter(()))
    for tries in range(1, TRIES + 1):
        text = written(lambda: with_question(desk.tree.get(NEW_QUESTIONS, ""), said))  # noqa: B023 - called at once
        if text is None:
            form.refuse(form.ask, cannot_write())
            return page(question_page(desk, form, None, ""))
        try:
            keep(desk, NEW_QUESTIONS, text)
        except Conflict:
            if tries == TRIES:
                raise
            desk = load_desk(desk.seat)
            if not desk.takes("family", said.id):
                form.refuse(form.uid, _("Another question already uses this ID."))
                return page(question_page(desk, form, None, ""), 409)
        else:
            break
    return redirect(url_for("authoring.question", slug=desk.course.slug, family=said.id), 303)


def _changed(desk: Desk, form: QuestionForm, entry: FamilyEntry, variant: str) -> ResponseReturnValue:
    """Save a variant, unless someone else has changed the question since the form was opened."""
    family, path = entry.family, entry.path
    said = form.question(variant or next_letter([each.id for each in family.variants]))
    text = written(lambda: with_question(desk.tree[path], said))
    if text is None:
        form.refuse(form.ask, cannot_write())
        return page(question_page(desk, form, family, variant))
    if text != desk.tree[path]:
        if seen() != digest(excerpt(desk.tree[path], family.id)):
            return _clash(desk, form, variant, said)
        try:
            keep(desk, path, text)
        except Conflict:
            return _clash(load_desk(desk.seat), form, variant, said)
    there = url_for("authoring.question", slug=desk.course.slug, family=family.id, variant=said.wording.id)
    return redirect(there, 303)


def _clash(desk: Desk, form: QuestionForm, variant: str, said: QuestionText) -> Response:
    entry = desk.family(said.id)
    family, path = entry.family, entry.path
    yours = written(lambda: excerpt(with_question(desk.tree[path], said), said.id)) or ""
    clash = Clash(yours, excerpt(desk.tree[path], said.id))
    return page(question_page(desk, form, family, variant, clash=clash), 409)
