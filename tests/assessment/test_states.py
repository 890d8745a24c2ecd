"""How attempts add up, read from the database: the newest mark of each question counts."""

from sqlalchemy import select

from lms.assessment.models import Attempt, Mark
from lms.assessment.queries import quiz_states, quiz_states_of
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.curriculum.queries import document
from lms.enrolment.models import Enrolment
from tests.assessment.learner import marks, row


def states(learner):
    db.session.rollback()
    attempt = row(learner.attempt)
    return quiz_states(attempt.enrolment_id, document(attempt.edition_id), now())


def regrade(learner, family, points, *, missed=""):
    """A person marks one question again."""
    attempt, number = row(learner.attempt), learner.number_of(family)
    mark = Mark(attempt_id=attempt.id, question=number, points=points, of=1.0, critical_missed=bool(missed))
    mark.missed, mark.reason, mark.at = missed, "the key was wrong", now()
    write_tx(lambda: db.session.add(mark))


def test_every_quiz_of_the_course_has_a_state(ana):
    ana.start()
    assert {uid: state.status for uid, state in states(ana).items()} == {"tiny-test": "open", "first-check": "never"}


def test_a_held_attempt_names_what_was_missed(ana):
    ana.take(strong_beat=1)
    state = states(ana)["tiny-test"]
    assert (state.status, state.percent, state.best, state.used, state.left) == ("held", 75, 75, 1, None)
    assert state.missed == ("you chose to press on where a pulse was felt",)
    assert state.attempt == ana.attempt
    assert state.opens_at is not None


def test_the_newest_mark_of_a_question_counts_and_the_older_stay(ana):
    ana.take(ends_where=1, lifts_thigh=1, which_where=1)
    regrade(ana, "ends-where", 0.5)
    assert states(ana)["tiny-test"].percent == 37
    regrade(ana, "ends-where", 1.0)
    regrade(ana, "lifts-thigh", 1.0)
    assert states(ana)["tiny-test"].status == "passed"
    assert len(marks(ana.attempt)) == 4 + 3


def test_a_mark_can_take_a_pass_back_into_words(ana):
    ana.take()
    regrade(ana, "strong-beat", 0.0, missed="you pressed on")
    assert states(ana)["tiny-test"].status == "held"
    assert states(ana)["tiny-test"].missed == ("you pressed on",)


def test_the_states_of_several_enrolments_take_one_statement(ana, make, statements):
    ana.take()
    make.enrol("omar")
    courses = {each.id: document(each.edition_id) for each in db.session.scalars(select(Enrolment))}
    with statements(exactly=1):
        found = quiz_states_of(courses, now())
    assert sorted(state["tiny-test"].status for state in found.values()) == ["never", "passed"]


def test_the_number_of_statements_does_not_grow_with_attempts(ana_again, statements):
    for _time in range(3):
        ana_again.take(ends_where=1, lifts_thigh=1, which_where=1)
    attempt = row(ana_again.attempt)
    course = document(attempt.edition_id)
    assert len(db.session.scalars(select(Attempt)).all()) == 3
    with statements(exactly=1):
        assert quiz_states(attempt.enrolment_id, course, now())["tiny-test"].used == 3
