"""Races: a learner with several windows, a server with several workers."""

from sqlalchemy import func, select

from lms.assessment import actions, queries, saving
from lms.assessment.marks import marks
from lms.assessment.models import Attempt, Mark
from lms.assessment.values import Sent, Sitting
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.errors import Conflict
from lms.curriculum.queries import document
from lms.enrolment.queries import enrolled
from lms.questions.asked import question
from tests.assessment.learner import TEST
from tests.parallel import at_once

WINDOWS = 8


def sitting(public_id, person_id):
    """The attempt as a request of its learner reads it."""
    attempt = queries.own_attempt(public_id, person_id)
    course = document(attempt.edition_id)
    read = [question(attempt.edition_id, each["family"], each["variant"]) for each in attempt.questions]
    return Sitting(attempt, course, course.quiz[attempt.quiz], read)


def test_parallel_starts_make_one_attempt(app, make, cast):
    make.course()
    make.enrol("ana")
    ana = enrolled(cast["ana"].id, "tiny", now())
    db.session.rollback()

    def work(_window):
        with app.test_request_context():
            return write_tx(lambda: actions.start(ana, TEST))

    started = at_once(app, WINDOWS, work)
    assert len(set(started)) == 1, started
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 1


def test_parallel_hand_ins_mark_once(app, ana, cast):
    ana.start()
    ana.answer_all()
    found = sitting(ana.attempt, cast["ana"].id)
    db.session.rollback()
    at_once(app, WINDOWS, lambda _number: write_tx(lambda: actions.submit(found.attempt, found.questions)))
    assert db.session.scalar(select(func.count()).select_from(Mark)) == len(found.questions)


def test_an_answer_acknowledged_while_handing_in_is_marked(app, ana_again, cast):
    """Whichever comes first: a save is refused, or what it has saved is what is marked."""
    for _round in range(5):
        ana_again.start()
        number = ana_again.number_of("strong-beat")
        found = sitting(ana_again.attempt, cast["ana"].id)
        db.session.rollback()  # see what the others will write
        replies = at_once(
            app, WINDOWS, lambda window, found=found, number=number: save_or_submit(found, number, window)
        )
        assert [reply for reply in replies if not isinstance(reply, saving.Saved | Conflict | None)] == []
        acknowledged = [reply.seq for reply in replies if isinstance(reply, saving.Saved)]
        answers, marked = queries.answers(found.attempt.id), marks(found.attempt.id)[number]
        assert max((each.seq for each in answers.values()), default=0) == max(acknowledged, default=0)
        assert (marked.points == 1) == (number in answers and answers[number].response == 0)


def save_or_submit(found, number, window):
    """The last window submits while the others answer, two of them correctly."""
    if window == WINDOWS - 1:
        return write_tx(lambda: actions.submit(found.attempt, found.questions))
    return write_tx(lambda: saving.save(found, number, Sent(window % 3, window + 1)))
