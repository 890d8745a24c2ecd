"""Courses: who teaches each, and which edition is the current one."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.accounts.queries import account, account_of
from lms.administration import forms
from lms.administration.pages import courses as pages
from lms.administration.policy import at_course
from lms.administration.views.blueprint import bp
from lms.core.db import write_tx
from lms.core.errors import NotFound
from lms.core.i18n import gettext as _
from lms.core.login import me
from lms.core.pages import page
from lms.core.policy import administrators, open_to
from lms.curriculum import actions
from lms.curriculum.register import RegisteredCourse
from lms.invitations.actions import invite
from lms.invitations.rules import TEACHER, Offer


@bp.get("/admin/courses")
@open_to(administrators)
def courses() -> ResponseReturnValue:
    """Every course."""
    return page(pages.courses())


@bp.get("/admin/courses/<slug>")
@open_to(at_course)
def course(kept: RegisteredCourse) -> ResponseReturnValue:
    """One course: its instructors and its editions."""
    return page(pages.course(kept))


@bp.post("/admin/courses/<slug>/instructors")
@open_to(at_course)
def appoint(kept: RegisteredCourse) -> ResponseReturnValue:
    """Let a person teach: at once if the address has an account, otherwise by an invitation."""
    form, by = forms.InviteForm("appoint"), me().person_id
    if not form.validate_on_submit():
        return page(pages.course(kept, form), 422)
    address = form.email.normal
    known = account_of(address)
    if known:
        write_tx(lambda: actions.appoint(known.person_id, kept.course_id, by=by))
        flash(_("%(name)s now teaches “%(course)s”.", name=known.name, course=kept.title))
    else:
        write_tx(lambda: invite(address, Offer(course_id=kept.course_id, course_role=TEACHER), by=by))
        flash(_("Invitation sent to %(address)s.", address=address))
    return _back(kept)


@bp.post("/admin/courses/<slug>/instructors/end")
@open_to(at_course)
def dismiss(kept: RegisteredCourse) -> ResponseReturnValue:
    """End a person's teaching."""
    form, by = forms.DismissForm(), me().person_id
    whom = account(form.person.data or "")
    if whom is None:
        raise NotFound
    if not form.validate_on_submit():
        return page(pages.course(kept, form), 422)
    write_tx(lambda: actions.dismiss(whom.person_id, kept.course_id, by=by, reason=form.reason.words))
    flash(_("%(name)s no longer teaches “%(course)s”.", name=whom.name, course=kept.title))
    return _back(kept)


@bp.post("/admin/courses/<slug>/edition")
@open_to(at_course)
def choose_edition(kept: RegisteredCourse) -> ResponseReturnValue:
    """Make an earlier edition the current one again."""
    form, by = forms.EditionForm(), me().person_id
    if not form.validate_on_submit():
        return page(pages.course(kept, form), 422)
    write_tx(lambda: actions.choose_edition(kept.course_id, form.wanted(), by=by, reason=form.reason.words))
    flash(_("Edition %(number)d is now the current one.", number=form.wanted()))
    return _back(kept)


def _back(kept: RegisteredCourse) -> ResponseReturnValue:
    return redirect(url_for("administration.course", slug=kept.slug), 303)
