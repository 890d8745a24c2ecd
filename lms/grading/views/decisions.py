"""Decisions of instructors: more time, extra attempts, late answers."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.core.clock import now
from lms.core.db import write_tx
from lms.core.i18n import gettext as _
from lms.core.pages import page, write
from lms.core.policy import open_to
from lms.curriculum.policy import teacher
from lms.curriculum.queries import document
from lms.curriculum.values import Teacher
from lms.grading.decisions import actions, forms
from lms.grading.decisions.pages import late_page, learners_page, refused_page, time_page
from lms.grading.decisions.policy import at_late, at_learner, at_quiz
from lms.grading.decisions.values import AtLate, AtLearner, AtQuiz
from lms.grading.views.blueprint import bp


@bp.get("/teach/<slug>/time")
@open_to(teacher)
def learners(found: Teacher) -> ResponseReturnValue:
    """The learners of the course, with links to grant time and attempts."""
    return page(learners_page(found, now()))


@bp.route("/teach/<slug>/time/<enrolment>", methods=["GET", "POST"])
@open_to(at_learner)
def more_time(at: AtLearner) -> ResponseReturnValue:
    """Grant a learner more time, from now on and in a running attempt."""
    form = forms.TimeForm(document(at.learner.edition_id))
    if not form.validate_on_submit():
        return page(time_page(at, now(), form))
    allowance, reason, by = form.allowance(), form.reason.data or "", at.person_id
    write_tx(lambda: actions.give_time(at.learner.enrolment_id, allowance, reason=reason, by=by))
    flash(_("%(name)s now has extra time.", name=at.learner.name))
    return redirect(url_for("grading.more_time", slug=at.course.slug, enrolment=at.learner.public_id), 303)


@bp.post("/teach/<slug>/time/<enrolment>/attempts/<uid>")
@open_to(at_quiz)
def reopen(at: AtQuiz) -> ResponseReturnValue:
    """Grant a learner an extra attempt at a quiz whose attempts are used up, with a reason."""
    form = forms.AttemptForm(at.quiz.id)
    if not form.validate():
        return page(refused_page(at, now(), form), 422)
    learner, quiz, by = at.learner, at.quiz, at.person_id
    used, reason = form.after(), form.reason.data or ""
    here: dict[str, Any] = {"slug": at.course.slug, "enrolment": learner.public_id}
    write(
        lambda: actions.reopen(learner.enrolment_id, quiz.id, used=used, reason=reason, by=by),
        "grading.more_time",
        **here,
    )
    flash(_("%(name)s has an extra attempt at “%(quiz)s”.", quiz=quiz.title, name=learner.name))
    return redirect(url_for("grading.more_time", **here), 303)


@bp.get("/teach/<slug>/late")
@open_to(teacher)
def late(found: Teacher) -> ResponseReturnValue:
    """Late answers awaiting a decision."""
    return page(late_page(found))


@bp.post("/teach/<slug>/late/<int(max=2147483647):event>")
@open_to(at_late)
def accept_late(at: AtLate) -> ResponseReturnValue:
    """Accept a late answer, with a reason."""
    course, reason, by = at.course, forms.reason(), at.person_id
    write(
        lambda: actions.accept_late(course.id, at.event, reason=reason, by=by), "grading.late", slug=course.slug
    )  # fmt: skip
    flash(
        _(
            "Answer accepted. Its question has been scored again. If it needs a person, you’ll find it under "
            "“Answers to grade”."
        )
    )
    return redirect(url_for("grading.late", slug=course.slug), 303)
