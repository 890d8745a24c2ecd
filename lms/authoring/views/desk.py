"""The courses one teaches, the editor of a course, and publishing."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.authoring.desk import Seat, load_desk
from lms.authoring.forms import PublishForm
from lms.authoring.pages.desk import courses_page, desk_page
from lms.authoring.policy import teaches
from lms.authoring.views.blueprint import bp
from lms.core.db import write_tx
from lms.core.i18n import gettext as _
from lms.core.pages import page
from lms.core.policy import open_to, signed_in
from lms.curriculum import actions as curriculum
from lms.curriculum.actions import CannotPublish


@bp.get("/teach")
@open_to(signed_in)
def courses() -> ResponseReturnValue:
    """The courses one teaches."""
    return page(courses_page())


@bp.get("/teach/<slug>")
@open_to(teaches)
def desk(seat: Seat) -> ResponseReturnValue:
    """The questions and quizzes of a course, and publishing."""
    return page(desk_page(load_desk(seat), PublishForm()))


@bp.post("/teach/<slug>/publish")
@open_to(teaches)
def publish(seat: Seat) -> ResponseReturnValue:
    """Publish the desk as the course's current edition, or list everything that prevents it."""
    laid, form = load_desk(seat), PublishForm()
    if not form.validate_on_submit():
        return page(desk_page(laid, form))
    try:
        ready = curriculum.made_ready(laid.outcome)
    except CannotPublish:
        return page(desk_page(laid, form, refused=True), 422)
    slug, by, note = laid.course.slug, seat.person_id, form.note.data or ""
    published = write_tx(lambda: curriculum.publish(slug, ready, by=by, note=note))
    edition = published.number
    if edition == laid.course.edition:
        flash(_("Nothing has changed since edition %(number)d.", number=edition))
    else:
        flash(_("Edition %(number)d is published.", number=edition))
    if published.vanished:
        flash(_("Removed in this edition: %(names)s.", names=", ".join(published.vanished)))
    return redirect(url_for("authoring.desk", slug=slug), 303)
