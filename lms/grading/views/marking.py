"""Marking written answers by hand."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.core.i18n import gettext as _
from lms.core.pages import page, write
from lms.core.policy import open_to
from lms.curriculum.policy import teacher
from lms.curriculum.values import Teacher
from lms.grading.marking import actions
from lms.grading.marking.forms import sent, shows_marked
from lms.grading.marking.pages import marking_page
from lms.grading.marking.policy import at_answer
from lms.grading.marking.values import AtAnswer
from lms.grading.views.blueprint import bp


@bp.get("/teach/<slug>/marking")
@open_to(teacher)
def marking(found: Teacher) -> ResponseReturnValue:
    """Written answers awaiting grading; with `marked`, those that have a mark."""
    return page(marking_page(found))


@bp.post("/teach/<slug>/marking/<id>/<int(max=2147483647):question>")
@open_to(at_answer)
def mark(at: AtAnswer) -> ResponseReturnValue:
    """Mark an answer by hand, or change its mark."""
    met, comment, seen = sent(at.written)
    slug, by = at.course.slug, at.person_id
    list_of_all = {"slug": slug, "marked": 1}
    write(
        lambda: actions.mark(at.written, met, comment, by=by, seen=seen), "grading.marking", **list_of_all
    )  # fmt: skip
    flash(_("Grade saved for %(name)s.", name=at.written.name))
    back = list_of_all if shows_marked() else {"slug": slug}
    return redirect(url_for("grading.marking", **back), 303)
