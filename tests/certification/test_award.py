"""An achievement is awarded in the transaction of what completes it: once, with its evidence."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from pydantic import ValidationError
from sqlalchemy import func, select

from lms.assessment import actions as assessment
from lms.certification import actions
from lms.certification.evidence import Evidence
from lms.certification.models import Attainment
from lms.core import audit
from lms.core.audit import AuditEvent
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.curriculum.models import Edition
from lms.curriculum.queries import document
from lms.enrolment.queries import enrolled
from lms.learning import actions as learning
from tests.assessment.learner import Learner
from tests.assessment.test_races import sitting
from tests.certification.conftest import ACHIEVEMENT
from tests.parallel import at_once


def test_nothing_is_awarded_before_the_last_part_is_done(ana, finish, issued):
    finish(ana, test=False)
    assert issued() == []


def test_the_last_quiz_brings_it(ana, finish, issued, cast):
    with time_machine.travel(datetime(2026, 11, 22, 10, 42, tzinfo=UTC)):
        finish(ana)
    [row] = issued()
    assert (row.person_id, row.achievement, row.organization_id) == (cast["ana"].id, "theory", None)
    assert (row.title, row.holder) == ("Theory of the tiny course: completed", "Ana Student")
    assert row.expires_on == date(2028, 11, 22)
    assert len(row.code) == 22
    assert row.code != row.public_id


def test_the_last_lesson_brings_it_too(ana, issued):
    Learner(ana, "tiny-test").take()
    ana.post("learning.done", slug="tiny", uid="first")
    assert issued() == []
    ana.post("learning.done", slug="tiny", uid="second")
    assert len(issued()) == 1


def test_a_test_that_is_not_passed_brings_nothing(ana, finish, issued):
    finish(ana, test=False)
    Learner(ana, "tiny-test").take(ends_where=False, lifts_thigh=False, which_where=False)
    assert issued() == []


def test_a_held_test_brings_nothing(ana, finish, issued):
    finish(ana, test=False)
    Learner(ana, "tiny-test").take(strong_beat=False)
    assert issued() == []


def test_a_make_up_that_passes_brings_it_and_is_named(ana, finish, issued, visitor):
    finish(ana, test=False)
    learner = Learner(ana, "tiny-test")
    learner.take(strong_beat=False)
    held = learner.attempt
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=25), tick=True):
        learner.visitor = visitor.as_("ana")
        learner.visitor.post("assessment.makeup", id=held)
        learner.attempt = learner.visitor.location.rsplit("/", 1)[1]
        learner.answer_all()
        learner.submit()
    [row] = issued()
    [quiz] = row.evidence["quizzes"]
    assert (quiz["attempt"], quiz["makeup"]) == (held, learner.attempt)


def test_the_evidence_says_what_was_assessed(attained):
    evidence = attained.evidence
    edition = db.session.get_one(Edition, attained.edition_id)
    course = document(edition.id)
    assert evidence["schema"] == 1
    assert (evidence["course"], evidence["edition"], evidence["digest"]) == ("tiny", edition.number, edition.digest)
    assert [each["id"] for each in evidence["lessons"]] == ["first", "second"]
    assert [each["digest"] for each in evidence["lessons"]] == [each.digest for each in course.lessons]
    [quiz] = evidence["quizzes"]
    assert (quiz["id"], quiz["percent"], quiz["critical_missed"], quiz["makeup"]) == ("tiny-test", 100, 0, "")
    assert evidence["marked_by"] == "machine"


@pytest.mark.parametrize("change", [{"schema": 2}, {"schema": None}, {"stamp": "gold"}])
def test_evidence_of_another_form_is_not_read(attained, change):
    assert Evidence.model_validate(attained.evidence)
    kept = {**attained.evidence, **change}
    with pytest.raises(ValidationError):
        Evidence.model_validate({name: value for name, value in kept.items() if value is not None})


def test_the_attempt_in_the_evidence_is_the_one_that_passed_first(ana, finish, issued):
    learner = Learner(ana, "tiny-test")
    learner.take()
    first = learner.attempt
    learner.take(ends_where=False, lifts_thigh=False, which_where=False)
    finish(ana, test=False)
    [row] = issued()
    assert row.evidence["quizzes"][0]["attempt"] == first


def test_the_name_is_the_one_for_certificates(ana, finish, issued):
    ana.get("accounts.account")
    ana.send("main form.panel", certificate_name="Dr. Ana Søndergård")
    finish(ana)
    assert issued()[0].holder == "Dr. Ana Søndergård"


def test_passing_again_brings_no_second_one(ana, finish, issued):
    finish(ana)
    finish(ana)
    assert len(issued()) == 1


def test_an_achievement_that_names_its_parts_asks_for_no_more(visitor, make, tree, issued):
    only = ACHIEVEMENT.replace('"all"', '["first"]').replace('["tiny-test"]', "[]")
    make.course(tree(only))
    make.enrol("ana")
    visitor.as_("ana").post("learning.done", slug="tiny", uid="first")
    assert [each["id"] for each in issued()[0].evidence["lessons"]] == ["first"]


def test_an_achievement_that_asks_for_nothing_is_never_awarded(visitor, make, tree, issued):
    make.course(tree(ACHIEVEMENT.replace('"all"', "[]").replace('["tiny-test"]', "[]")))
    make.enrol("ana")
    visitor.as_("ana").post("learning.done", slug="tiny", uid="first")
    assert issued() == []


def test_the_certificate_itself_is_never_issued(attained, issued):
    assert {each.achievement for each in issued()} == {"theory"}


def test_taking_up_an_edition_with_an_achievement_that_is_complete_already_brings_it(
    visitor, make, tree, finish, issued
):
    make.course(tree(achievement=""))
    make.enrol("ana")
    ana = visitor.as_("ana")
    finish(ana)
    make.course(tree())
    assert issued() == []
    ana.post("learning.take_up", slug="tiny")
    assert len(issued()) == 1


def test_a_later_edition_changes_nothing_that_was_issued(ana, attained, make, tree, issued):
    make.course(tree(ACHIEVEMENT.replace("completed", "finished")))
    ana.post("learning.take_up", slug="tiny")
    [row] = issued()
    assert (row.title, row.code) == (attained.title, attained.code)


def test_awarding_and_its_cause_stand_or_fall_together(app, ana, finish, issued, cast):
    finish(ana, test=False)
    learner = Learner(ana, "tiny-test")
    learner.start()
    learner.answer_all()
    found = sitting(learner.attempt, cast["ana"].id)

    def submit_and_fail():
        assessment.submit(found.attempt, found.questions)
        raise LookupError

    with pytest.raises(LookupError):
        write_tx(submit_and_fail)
    assert issued() == []
    learner.submit()
    assert len(issued()) == 1


def test_the_trail_tells_of_the_award(attained, cast):
    [event] = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "attainment.awarded"))
    assert (event.subject, event.actor) == (f"attainment:{attained.public_id}", "machine")
    assert (event.detail["person"], event.detail["achievement"]) == (cast["ana"].id, "theory")
    assert list(audit.verify()) == []


def test_twenty_awards_at_once_make_one(app, visitor, make, tree, finish, cast):
    make.course(tree(achievement=""))
    enrolment_id = make.enrol("ana")
    finish(visitor.as_("ana"))
    make.course(tree())
    ana = enrolled(cast["ana"].id, "tiny", now())
    db.session.rollback()

    def work(_number):
        def both():
            learning.take_up(ana)
            actions.award(enrolment_id)

        with app.test_request_context():
            return write_tx(both)

    assert [each for each in at_once(app, 20, work) if each is not None] == []
    assert db.session.scalar(select(func.count()).select_from(Attainment)) == 1
    awards = select(func.count()).where(AuditEvent.action == "attainment.awarded")
    assert db.session.scalar(awards) == 1


def test_of_two_parts_completed_at_the_same_moment_one_brings_it(app, ana, finish, issued, cast):
    """Neither may look away from what the other has just done."""
    ana.post("learning.done", slug="tiny", uid="first")
    learner = Learner(ana, "tiny-test")
    learner.start()
    learner.answer_all()
    found = sitting(learner.attempt, cast["ana"].id)
    mine = enrolled(cast["ana"].id, "tiny", now())
    second = document(mine.edition_id).lesson["second"]
    db.session.rollback()

    def work(number):
        with app.test_request_context():
            if number:
                write_tx(lambda: assessment.submit(found.attempt, found.questions))
            else:
                write_tx(lambda: learning.finish(mine, second))

    assert at_once(app, 2, work) == [None, None]
    assert len(issued()) == 1


@pytest.mark.parametrize(
    ("step", "most"),
    [("first-check", 1), ("tiny-test", 3)],
    ids=["no achievement asks for it", "something is missing"],
)
def test_looking_costs_few_statements(ana, make, statements, step, most):
    enrolment_id = make.enrol("ana")
    db.session.rollback()
    write_tx(lambda: actions.award(enrolment_id))  # the edition is cached
    with statements(at_most=most):
        write_tx(lambda: actions.award(enrolment_id, step))
