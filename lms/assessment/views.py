"""The pages of a quiz, and what arrives from them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from jinja2 import FileSystemLoader

from lms.assessment import actions, forms, present, saving
from lms.assessment.policy import OwnQuestion, OwnQuiz, Sitting, own_attempt, own_question, own_quiz
from lms.assessment.questions import plain, say
from lms.core.db import write_tx
from lms.core.errors import Conflict
from lms.core.i18n import gettext as _
from lms.core.i18n import time_of_day
from lms.core.pages import page
from lms.core.policy import open_to

HERE = Path(__file__).parent
T = TypeVar("T")

bp = Blueprint("assessment", __name__)
bp.jinja_loader = FileSystemLoader([HERE / "templates", HERE / "kinds"])  # each kind brings its own templates
bp.add_app_template_filter(say, "said")
bp.add_app_template_filter(plain, "plain")


@bp.get("/courses/<slug>/quizzes/<uid>")
@open_to(own_quiz)
def quiz(own: OwnQuiz) -> ResponseReturnValue:
    """The rules in words, how one stands, and the one way on."""
    return page(present.quiz(own))


@bp.post("/courses/<slug>/quizzes/<uid>")
@open_to(own_quiz)
def start(own: OwnQuiz) -> ResponseReturnValue:
    """Start an attempt, or go on with the one that is open."""
    slug, uid = own.enrolled.slug, own.quiz.id
    public_id = _write(lambda: actions.start(own.enrolled, uid), "assessment.quiz", slug=slug, uid=uid)
    return redirect(url_for("assessment.attempt", id=public_id), 303)


@bp.get("/attempts/<id>")
@open_to(own_attempt)
def attempt(sitting: Sitting) -> ResponseReturnValue:
    """All questions, to answer; an attempt that was handed in shows its result."""
    if sitting.attempt.submitted_at:
        return _to_review(sitting)
    return page(present.attempt(sitting))


@bp.post("/attempts/<id>")
@open_to(own_attempt)
def save_all(sitting: Sitting) -> ResponseReturnValue:
    """Save the whole form, and go where its button says: stay, or finish."""
    answers = forms.sent_answers(sitting)
    _save(sitting, lambda: saving.save_all(sitting.attempt, answers))
    if request.form.get("then") == "finish":
        return redirect(url_for("assessment.confirm", id=sitting.attempt.public_id), 303)
    return redirect(_path(sitting), 303)


@bp.post("/attempts/<id>/answers/<int:question>")
@open_to(own_question)
def save(own: OwnQuestion) -> ResponseReturnValue:
    """Save one answer; what is acknowledged is on disk."""
    seq, given = forms.sent_answer(f"q{own.number}.")
    response = forms.read(own.sitting, own.number, given)
    saved = _save(own.sitting, lambda: saving.save(own.sitting.attempt, own.number, response, seq))
    shown = time_of_day(saved.saved_at, True)
    return {"saved_at": saved.saved_at.isoformat(), "shown": shown, "seq": saved.seq}


@bp.post("/attempts/<id>/answers/<int:question>/check")
@open_to(own_question)
def check(own: OwnQuestion) -> ResponseReturnValue:
    """Check one answer of a quiz with feedback at once: it is saved with the form, and stays as it is for good."""
    sitting, number = own.sitting, own.number
    if sitting.quiz.feedback != "at-once":
        raise Conflict(_("In this quiz, feedback comes later."), way_on=_path(sitting))
    answers = forms.sent_answers(sitting)
    asked = sitting.questions[number]
    complete = asked.kind.complete(asked.body, answers.get(number))
    _save(sitting, lambda: saving.save_all(sitting.attempt, answers, number if complete else None))
    if not complete:
        flash(_("Answer question %(number)d in full first; then it can be checked.", number=number + 1))
    return redirect(f"{_path(sitting)}#question-{number + 1}", 303)


@bp.get("/attempts/<id>/submit")
@open_to(own_attempt)
def confirm(sitting: Sitting) -> ResponseReturnValue:
    """What is not answered yet, before handing in."""
    if sitting.attempt.submitted_at:
        return _to_review(sitting)
    return page(present.confirm(sitting))


@bp.post("/attempts/<id>/submit")
@open_to(own_attempt)
def submit(sitting: Sitting) -> ResponseReturnValue:
    """Hand in, once; doing it again shows the result."""
    write_tx(lambda: actions.submit(sitting.attempt, sitting.questions))
    return _to_review(sitting)


@bp.get("/attempts/<id>/review")
@open_to(own_attempt)
def review(sitting: Sitting) -> ResponseReturnValue:
    """The result, and each question as far as the policy lets it out."""
    if sitting.attempt.submitted_at is None:
        return redirect(_path(sitting), 303)
    return page(present.review(sitting))


@bp.post("/attempts/<id>/makeup")
@open_to(own_attempt)
def makeup(sitting: Sitting) -> ResponseReturnValue:
    """Start the make-up of a held attempt, or go on with it."""
    slug, uid = sitting.document.slug, sitting.quiz.id
    public_id = _write(lambda: actions.make_up(sitting.attempt), "assessment.quiz", slug=slug, uid=uid)
    return redirect(url_for("assessment.attempt", id=public_id), 303)


def _save(sitting: Sitting, work: Callable[[], T]) -> T:
    return _write(work, "assessment.attempt", id=sitting.attempt.public_id)


def _write(work: Callable[[], T], endpoint: str, **arguments: Any) -> T:  # noqa: ANN401
    """Do it in the write scope; a conflict that names no way on leads to this page."""
    try:
        return write_tx(work)
    except Conflict as refusal:
        refusal.way_on = refusal.way_on or url_for(endpoint, **arguments)
        raise


def _path(sitting: Sitting) -> str:
    return url_for("assessment.attempt", id=sitting.attempt.public_id)


def _to_review(sitting: Sitting) -> ResponseReturnValue:
    return redirect(url_for("assessment.review", id=sitting.attempt.public_id), 303)
