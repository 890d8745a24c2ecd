"""The courses one teaches, a course's desk, and publishing."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms.authoring import present
from lms.authoring.desk import Desk, Seat, lay_out
from lms.authoring.forms import PublishForm
from lms.authoring.policy import teaches
from lms.authoring.present import QuestionLine
from lms.authoring.queries import Taught, taught
from lms.authoring.views.blueprint import bp
from lms.core.db import write_tx
from lms.core.i18n import gettext as _
from lms.core.login import me
from lms.core.pages import Page, page
from lms.core.paging import Pager, page_number, pager, sliced
from lms.core.policy import open_to, signed_in
from lms.curriculum import actions as curriculum
from lms.curriculum.actions import CannotPublish
from lms.curriculum.compile import Problem
from lms.curriculum.document import Quiz

COURSES_A_PAGE = 50
QUESTIONS_A_PAGE = 25
LONGEST_SEARCH = 200


@dataclass(frozen=True, kw_only=True)
class CoursesPage(Page):
    """The courses that somebody teaches, a page at a time."""

    template = "authoring/courses.html"
    courses: Sequence[Taught]
    pages: Pager


@dataclass(frozen=True, kw_only=True)
class DeskPage(Page):
    """A course's desk: its questions and quizzes, what is changed, what stands in the way of publishing."""

    template = "authoring/desk.html"
    desk: Desk
    lines: tuple[QuestionLine, ...]
    count: int  # of all that were found
    total: int
    wanted: str
    pages: Pager
    quizzes: tuple[Quiz, ...]
    problems: tuple[Problem, ...]
    refused: bool  # somebody wanted to publish, and these problems are why not
    form: PublishForm


@bp.get("/teach")
@open_to(signed_in)
def courses() -> ResponseReturnValue:
    """The courses one teaches."""
    found = taught(me(), page_number(), COURSES_A_PAGE)
    return page(CoursesPage(courses=found.items, pages=pager(found, "authoring.courses")))


@bp.get("/teach/<slug>")
@open_to(teaches)
def desk(seat: Seat) -> ResponseReturnValue:
    """The questions and quizzes of a course, and publishing."""
    return page(_desk_page(lay_out(seat), PublishForm()))


@bp.post("/teach/<slug>/publish")
@open_to(teaches)
def publish(seat: Seat) -> ResponseReturnValue:
    """Make what lies on the desk the course's current edition, or say everything that stands in the way."""
    laid, form = lay_out(seat), PublishForm()
    if not form.validate_on_submit():
        return page(_desk_page(laid, form), 422)
    try:
        ready = curriculum.made_ready(laid.outcome)
    except CannotPublish:
        return page(_desk_page(laid, form, refused=True), 422)
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


def _desk_page(laid: Desk, form: PublishForm, *, refused: bool = False) -> DeskPage:
    wanted = request.args.get("q", "")[:LONGEST_SEARCH].strip()
    found = present.found(laid, wanted)
    shown = sliced(found, page_number(), QUESTIONS_A_PAGE)
    return DeskPage(
        desk=laid,
        lines=tuple(present.line(laid, each) for each in shown.items),
        count=len(found),
        total=len(laid.material.families),
        wanted=wanted,
        pages=pager(shown, "authoring.desk", slug=laid.course.slug, q=wanted or None),
        quizzes=tuple(Quiz(**dict(each.quiz.value)) for each in laid.material.quizzes),
        problems=present.in_order(laid.outcome.problems),
        refused=refused,
        form=form,
    )
