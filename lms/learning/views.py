"""The pages of learning, and what they send."""

from flask import Blueprint, Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.core.clock import now
from lms.core.db import write_tx
from lms.core.i18n import gettext as _
from lms.core.ids import PersonId
from lms.core.login import visitor
from lms.core.pages import page, without_indentation
from lms.core.policy import anyone, open_to
from lms.core.sent import number_asked, part_asked, text_asked
from lms.curriculum.queries import CourseRow
from lms.enrolment import actions as enrolment
from lms.enrolment.policy import enrolled_in, may_enrol
from lms.enrolment.queries import Enrolled
from lms.learning import actions, forms
from lms.learning.outline import step_paths
from lms.learning.pages.course import catalogue_page, course_page, public_course_page, welcome_page
from lms.learning.pages.glossary import glossary_page
from lms.learning.pages.home import home_page
from lms.learning.pages.lesson import CheckPart, lesson_page, locked_page, placed
from lms.learning.policy import glossary_of, learner, own_check, own_lesson, published
from lms.learning.queries import standing
from lms.learning.rules import Step
from lms.learning.values import OwnCheck, OwnLesson, SeenCourse
from lms.questions.forms import practised

bp = Blueprint("learning", __name__, template_folder="templates")


@bp.get("/")
@open_to(anyone)
def welcome() -> ResponseReturnValue:
    """The welcome page. Signed-in people go to their home page."""
    if visitor():
        return redirect(url_for("learning.home"))
    return page(welcome_page())


@bp.get("/home")
@open_to(learner)
def home(person_id: PersonId) -> ResponseReturnValue:
    """Where to continue, what is open, what is not done and why, recent wrong answers."""
    return page(home_page(person_id, now()))


@bp.get("/courses")
@open_to(anyone)
def catalogue() -> ResponseReturnValue:
    """All published courses, a page at a time."""
    return page(catalogue_page())


@bp.get("/courses/<slug>")
@open_to(published)
def course(seen: SeenCourse) -> ResponseReturnValue:
    """What a course teaches and, for its learners, their progress."""
    return without_indentation(page(course_page(seen.enrolled, now()) if seen.enrolled else public_course_page(seen)))


@bp.post("/courses/<slug>/enrol")
@open_to(may_enrol)
def enrol(found: CourseRow) -> ResponseReturnValue:
    """Enroll in an open course."""
    person_id = learner()
    write_tx(lambda: enrolment.enrol(person_id, found.id))
    flash(_("You’re enrolled. Start whenever you like."))
    return redirect(url_for("learning.course", slug=found.slug), 303)


@bp.post("/courses/<slug>/edition")
@open_to(enrolled_in)
def take_up(enrolled: Enrolled) -> ResponseReturnValue:
    """Move to the course's newest edition."""
    if write_tx(lambda: actions.take_up(enrolled)):
        flash(_("You’re now on the newest edition."))
    return redirect(url_for("learning.course", slug=enrolled.slug), 303)


@bp.get("/courses/<slug>/onward")
@open_to(enrolled_in)
def onward(enrolled: Enrolled) -> ResponseReturnValue:
    """Redirect to the next step: after the named one, else where "Continue" leads."""
    stands, paths = standing(enrolled, now()), step_paths(enrolled.slug, enrolled.edition_id)
    left = text_asked("after")
    following = stands.way.after(left) if left in paths else stands.way.next
    return redirect(paths[following.uid] if following else url_for("learning.course", slug=enrolled.slug))


@bp.get("/courses/<slug>/glossary")
@open_to(glossary_of)
def glossary(seen: SeenCourse) -> ResponseReturnValue:
    """The terms of the course, from A to Z."""
    return page(glossary_page(seen))


@bp.get("/courses/<slug>/lessons/<uid>")
@open_to(own_lesson)
def lesson(own: OwnLesson) -> ResponseReturnValue:
    """A lesson to read, or why it is locked."""
    stands = standing(own.enrolled, now())
    if stands.way.step(own.lesson.id).locked:
        return page(locked_page(own, stands), 403)
    return without_indentation(page(lesson_page(own, stands, turn=number_asked("turn"))))


@bp.post("/courses/<slug>/lessons/<uid>/visit")
@open_to(own_lesson)
def visit(own: OwnLesson) -> ResponseReturnValue:
    """Receive from the page that it is open, and for how many more seconds it was read."""
    write_tx(lambda: actions.visit(own.enrolled, own.lesson.id, forms.seconds()))
    return Response(status=204, mimetype="text/plain")


@bp.post("/courses/<slug>/lessons/<uid>/done")
@open_to(own_lesson)
def done(own: OwnLesson) -> ResponseReturnValue:
    """Mark the lesson as done, and continue."""
    way = write_tx(lambda: actions.finish(own.enrolled, own.lesson))
    following = way.after(own.lesson.id)
    flash(_said(own, following, complete=way.complete))
    paths = step_paths(own.enrolled.slug, own.enrolled.edition_id)
    course_page = url_for("learning.course", slug=own.enrolled.slug)
    return redirect(paths[following.uid] if following else course_page, 303)


@bp.post("/courses/<slug>/lessons/<uid>/checks/<family>")
@open_to(own_check)
def practise(own: OwnCheck) -> ResponseReturnValue:
    """Answer a practice question in a lesson. Nothing counts and nothing is stored.

    A script gets the question alone, to swap it in. Otherwise the whole page is returned.
    """
    asked = practised(own.document, own.family)
    part = placed(own, own.family, asked, incomplete=asked.grade is None)
    if part_asked():
        return page(CheckPart(part=part))
    stands = standing(own.enrolled, now())
    if stands.way.step(own.lesson.id).locked:
        return page(locked_page(own, stands), 403)
    return page(lesson_page(own, stands, answered=part))


def _said(own: OwnLesson, following: Step | None, *, complete: bool) -> str:
    if complete:
        return _("“%(title)s” completed. You’ve completed everything this course requires.", title=own.lesson.title)
    if following is None:
        return _("“%(title)s” completed.", title=own.lesson.title)
    return _("“%(title)s” completed. Next: “%(next)s”.", title=own.lesson.title, next=following.title)
