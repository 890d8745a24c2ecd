"""The pages of a quiz and of an attempt, and what they send."""

from collections.abc import Callable
from typing import TypeVar

from flask import current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.assessment import actions, forms, queries, saving, words
from lms.assessment.pages.attempt import attempt_page, confirm_page
from lms.assessment.pages.quiz import quiz_page
from lms.assessment.pages.review import receipts_head, review_page
from lms.assessment.policy import own_attempt, own_question, own_quiz
from lms.assessment.receipts import Acknowledged, receipt
from lms.assessment.receipts import key as receipt_key
from lms.assessment.receipts import lines as receipt_lines
from lms.assessment.saving import FormSaved, FromTheFuture
from lms.assessment.values import OwnQuestion, OwnQuiz, Sitting
from lms.assessment.views.blueprint import bp
from lms.core import audit
from lms.core.acts import Act
from lms.core.clock import now
from lms.core.db import write_tx
from lms.core.errors import Conflict, Invalid
from lms.core.i18n import gettext as _
from lms.core.i18n import time_of_day
from lms.core.login import me
from lms.core.pages import page, write
from lms.core.policy import open_to
from lms.core.sent import number_asked

T = TypeVar("T")


@bp.get("/courses/<slug>/quizzes/<uid>")
@open_to(own_quiz)
def quiz(own: OwnQuiz) -> ResponseReturnValue:
    """The rules in words, the learner's state, and the way on."""
    return page(quiz_page(own, now()))


@bp.post("/courses/<slug>/quizzes/<uid>")
@open_to(own_quiz)
def start(own: OwnQuiz) -> ResponseReturnValue:
    """Start an attempt, or continue the open one."""
    slug, uid = own.enrolled.slug, own.quiz.id
    public_id = write(lambda: actions.start(own.enrolled, uid), "assessment.quiz", slug=slug, uid=uid)
    return redirect(url_for("assessment.attempt", id=public_id), 303)


@bp.get("/attempts/<id>")
@open_to(own_attempt)
def attempt(sitting: Sitting) -> ResponseReturnValue:
    """The questions to answer, or those of the current section. A submitted attempt redirects to its result."""
    if sitting.attempt.submitted_at:
        return _to_review(sitting)
    return page(attempt_page(sitting, incomplete=number_asked("incomplete")))


@bp.post("/attempts/<id>")
@open_to(own_attempt)
def save_all(sitting: Sitting) -> ResponseReturnValue:
    """Save the whole form, then stay, go to the next section or finish, as its button says."""
    answers, refused = forms.all_sent(sitting)
    leave = None if refused else forms.section_to_leave(sitting)
    saved = _save(sitting, lambda: saving.save_all(sitting, answers, leave=leave))
    _tell_of(saved)
    if refused:
        raise _after_the_others(refused, sitting)
    if forms.finishes():
        return redirect(url_for("assessment.confirm", id=sitting.attempt.public_id), 303)
    return redirect(_path(sitting), 303)


@bp.post("/attempts/<id>/answers/<int:question>")
@open_to(own_question)
def save(own: OwnQuestion) -> ResponseReturnValue:
    """Save one answer. What is acknowledged is on disk."""
    sitting, number = own.sitting, own.number
    sent = forms.sent_answer(own)
    saved = _save(sitting, lambda: saving.save(sitting, number, sent))
    told = {
        "saved_at": saved.saved_at.isoformat(),
        "shown": time_of_day(saved.saved_at, True),
        "seq": saved.seq,
        "receipt": _receipt(sitting, Acknowledged(number, saved.seq, sent.response, saved.saved_at, saved.late)),
        **sitting.clock,
    }
    return ({**told, "late": True, "message": words.came_late()}, 202) if saved.late else told


@bp.post("/attempts/<id>/answers/<int:question>/check")
@open_to(own_question)
def check(own: OwnQuestion) -> ResponseReturnValue:
    """Check one answer, in a quiz with immediate feedback. It is saved with the form and can no longer change."""
    sitting, number = own.sitting, own.number
    if sitting.quiz.feedback != "at-once":
        raise Conflict(_("In this quiz, you get feedback later."), way_on=_path(sitting), code="feedback_later")
    answers, refused = forms.all_sent(sitting)
    asked = sitting.questions[number]
    complete = asked.kind.complete(asked.body, answers[number].response if number in answers else None)
    _tell_of(_save(sitting, lambda: saving.save_all(sitting, answers, number if complete else None)))
    if refused:
        raise _after_the_others(refused, sitting)
    where = url_for("assessment.attempt", id=sitting.attempt.public_id, incomplete=None if complete else number + 1)
    return redirect(f"{where}#question-{number + 1}", 303)


@bp.get("/attempts/<id>/submit")
@open_to(own_attempt)
def confirm(sitting: Sitting) -> ResponseReturnValue:
    """What is still unanswered, before submitting."""
    if sitting.attempt.submitted_at:
        return _to_review(sitting)
    return page(confirm_page(sitting))


@bp.get("/attempts/<id>/time")
@open_to(own_attempt)
def time_left(sitting: Sitting) -> ResponseReturnValue:
    """The time left by the server's clock, for the page's countdown."""
    return {**sitting.clock, "open": sitting.attempt.submitted_at is None}


@bp.get("/attempts/<id>/receipts")
@open_to(own_attempt)
def receipts(sitting: Sitting) -> ResponseReturnValue:
    """Every receipt of the attempt, as a text file."""
    public_id = sitting.attempt.public_id
    lines = receipt_lines(_key(), public_id, queries.acknowledged(sitting.attempt.id))
    text = "\n".join([*receipts_head(sitting), "", *lines, ""])
    name = f"attachment; filename=receipts-{public_id}.txt"
    return text, {"Content-Type": "text/plain; charset=utf-8", "Content-Disposition": name}


@bp.post("/attempts/<id>/submit")
@open_to(own_attempt)
def submit(sitting: Sitting) -> ResponseReturnValue:
    """Submit once. Doing it again shows the result."""
    write_tx(lambda: actions.submit(sitting.attempt, sitting.questions))
    return _to_review(sitting)


@bp.get("/attempts/<id>/review")
@open_to(own_attempt)
def review(sitting: Sitting) -> ResponseReturnValue:
    """The result, and each question as far as the feedback policy allows."""
    if sitting.attempt.submitted_at is None:
        return redirect(_path(sitting), 303)
    return page(review_page(sitting, now()))


@bp.post("/attempts/<id>/makeup")
@open_to(own_attempt)
def makeup(sitting: Sitting) -> ResponseReturnValue:
    """Start the make-up of a held attempt, or continue it."""
    slug, uid = sitting.document.slug, sitting.quiz.id
    public_id = write(lambda: actions.make_up(sitting.attempt), "assessment.quiz", slug=slug, uid=uid)
    return redirect(url_for("assessment.attempt", id=public_id), 303)


def _save(sitting: Sitting, work: Callable[[], T]) -> T:
    try:
        return write(work, "assessment.attempt", id=sitting.attempt.public_id)
    except FromTheFuture:
        write_tx(lambda: _note_smell(sitting))
        raise


def _tell_of(saved: FormSaved) -> None:
    if saved.late:
        flash(words.came_late(), "caution")
    if saved.overtaken:
        flash(words.overtaken([number + 1 for number in saved.overtaken]), "caution")


def _note_smell(sitting: Sitting) -> None:
    subject = f"attempt:{sitting.attempt.public_id}"
    audit.record(Act.ANSWER_SAVED, subject, by=me().person_id, refused=True, reason="from the future")


def _key() -> bytes:
    return receipt_key(str(current_app.config["SECRET_KEY"]))


def _receipt(sitting: Sitting, told: Acknowledged) -> str:
    return receipt(_key(), sitting.attempt.public_id, told)


def _after_the_others(refused: Invalid, sitting: Sitting) -> Invalid:
    """The refusal of one answer, after the others were saved."""
    words = _("%(why)s Your other answers are saved.", why=refused.message)
    return Invalid(words, way_on=_path(sitting), code=refused.code)


def _path(sitting: Sitting) -> str:
    return url_for("assessment.attempt", id=sitting.attempt.public_id)


def _to_review(sitting: Sitting) -> ResponseReturnValue:
    return redirect(url_for("assessment.review", id=sitting.attempt.public_id), 303)
