"""After the last attempt the instructor decides: another one, with a reason, that can be started at once."""

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from lms.assessment.models import Attempt, Mark
from lms.core.audit import AuditEvent
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.events import announce
from lms.enrolment.models import AttemptGrant, Enrolment, Override
from lms.grading.decisions import actions
from lms.grading.events import AttemptMarked
from lms.notices.models import Notice
from tests.accounts.letters import due_of, letters
from tests.assessment.learner import TEST, marks, row
from tests.assessment.timed import clock, sitting
from tests.page import text_of
from tests.parallel import at_once

DAY = 24 * 60 * 60
WRONG = {"strong_beat": 1, "ends_where": 1, "which_where": 1, "lifts_thigh": 1}
LIMITED = """
id = "tiny-test"
title = "Module test: the start"
purpose = "test"
pass_mark = 60
feedback = "after-last"
attempts = 2
wait_hours = 48
draw = [ { tag = "start", critical = "each" }, { tag = "start", count = 3 } ]
"""
FORM = "main form[action$=tiny-test]"
OPENED = "Your instructor gave you an extra attempt on November 24, 2026. You can start right away."


@pytest.fixture
def at():
    with clock() as moved:
        yield moved


@pytest.fixture
def ana(at, make, visitor):
    """Ana, whose two attempts at the module test were not passed; it is 24 November."""
    learner = sitting(make, visitor, LIMITED)
    learner.take(**WRONG)
    at.shift(2 * DAY)
    learner.visitor = visitor.as_("ana")
    learner.take(**WRONG)
    return learner


@pytest.fixture
def ines(ana, visitor):
    """Ines at Ana's page."""
    instructor = visitor.as_("ines")
    instructor.get("grading.more_time", slug="tiny", enrolment=_public_id(ana))
    return instructor


def _public_id(learner):
    of = select(Enrolment.public_id).join(Attempt).where(Attempt.public_id == learner.attempt)
    return db.session.scalars(of).one()


def grants():
    db.session.rollback()
    return list(db.session.scalars(select(AttemptGrant).order_by(AttemptGrant.id)))


def ask(instructor, enrolment, used="2", reason="seen", *, expect, **elsewhere):
    """Send what the form would, whatever the page shows."""
    sent = {"tiny-test-used": used, "tiny-test-reason": reason}
    where = {"slug": "tiny", "enrolment": enrolment, "uid": TEST, **elsewhere}
    instructor.post("grading.reopen", sent, expect=expect, **where)


def give(instructor, reason="We went through it together", **changes):
    """Send the form of the page that is open."""
    instructor.send(FORM, **{"tiny-test-reason": reason, **changes})


def test_the_list_says_whose_attempts_are_used_up(ines):
    ines.get("grading.learners", slug="tiny")
    assert "No attempts left Module test: the start" in ines.page.text
    ines.get(ines.page.one("main li a").get("href"))
    give(ines)
    ines.get("grading.learners", slug="tiny")
    assert "No attempts left" not in ines.page.text


def test_another_attempt_can_be_started_at_once_though_the_wait_has_not_passed(ana, ines):
    ana.visitor.post("assessment.start", slug="tiny", uid=TEST, expect=409)
    assert "You have no attempts left. Your instructor decides what happens next." in ana.visitor.page.text
    ana.visitor.get("assessment.quiz", slug="tiny", uid=TEST)
    assert text_of(ana.visitor.page.one("main .pill")) == "No attempts left"
    give(ines)
    ines.follow()
    assert "Ana Student has an extra attempt at “Module test: the start”." in ines.page.html
    ana.visitor.get("assessment.quiz", slug="tiny", uid=TEST)
    assert OPENED in ana.visitor.page.text
    assert "You have 1 of 3 attempts left." in ana.visitor.page.text
    ana.visitor.send()
    assert db.session.scalars(select(Attempt.number).order_by(Attempt.id.desc())).first() == 3


def test_it_is_one_attempt_and_afterwards_the_instructor_decides_again(ana, ines):
    give(ines)
    ana.take(**WRONG)
    assert "You have no attempts left." in ana.visitor.page.text
    ana.visitor.post("assessment.start", slug="tiny", uid=TEST, expect=409)
    ines.get("grading.more_time", slug="tiny", enrolment=_public_id(ana))
    assert "3 attempts used, none left." in ines.page.text
    give(ines, "Once more")
    assert [each.after for each in grants()] == [2, 3]
    assert "100%, passed." in ana.take().text


def test_why_is_this_not_done_says_so_too(ana, ines):
    ana.visitor.get("learning.course", slug="tiny")
    assert "Your instructor decides what happens next." in ana.visitor.page.text
    give(ines)
    for endpoint, where in (("learning.course", {"slug": "tiny"}), ("assessment.review", {"id": ana.attempt})):
        ana.visitor.get(endpoint, **where)
        assert OPENED in ana.visitor.page.text


def test_what_was_given_is_a_fact_with_its_reason_and_the_reason_stays_out_of_the_audit(ines, cast):
    give(ines)
    [found] = grants()
    assert (found.quiz, found.after, found.reason) == (TEST, 2, "We went through it together")
    assert (found.given_by, found.at) == (cast["ines"].id, now())
    noted = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "attempt.granted")).one()
    assert (noted.actor, noted.detail["after"]) == (f"person:{cast['ines'].id}", 2)
    assert "together" not in str(noted.detail)
    ines.follow()
    said = "today at 10:00 AM: Module test: the start, extra attempt after attempt 2 · We went through it together"
    assert said in ines.page.text
    assert not ines.page.select(FORM)


def test_a_grant_is_never_changed(ines):
    give(ines)
    db.session.rollback()
    with pytest.raises(DBAPIError, match="never changed"):
        write_tx(lambda: db.session.execute(text("UPDATE attempt_grant SET reason = 'another'")))


def test_the_same_form_sent_twice_is_one_attempt(ana, ines):
    before = ines.page
    give(ines)
    ines.page = before
    give(ines)
    assert len(grants()) == 1
    ana.take(**WRONG)
    ines.page = before
    give(ines)  # from a page that was left open: it was granted, and has been used
    assert len(grants()) == 1
    ana.visitor.post("assessment.start", slug="tiny", uid=TEST, expect=409)


def test_parallel_grants_by_a_double_click_are_one_and_told_once(app, ana, cast):
    mine, by = row(ana.attempt).enrolment_id, cast["ines"].id
    db.session.rollback()

    def work(_click):
        return write_tx(lambda: actions.reopen(mine, TEST, used=2, reason="once", by=by))

    assert at_once(app, 12, work) == [None] * 12
    assert len(grants()) == 1
    told = select(func.count()).select_from(Notice).where(Notice.kind == "reopened")
    assert db.session.scalar(told) == 1
    assert db.session.scalar(select(func.count()).where(AuditEvent.action == "attempt.granted")) == 1


@pytest.mark.parametrize(
    ("reason", "words"),
    [(" ", "Enter a short reason."), ("\x01", "Enter a short reason."), ("x" * 201, "Use 200 characters or fewer")],
)
def test_an_error_stands_at_its_field_and_what_was_typed_stays(ana, ines, reason, words):
    enrolment = _public_id(ana)
    ask(ines, enrolment, reason=reason, expect=422)
    assert words in text_of(ines.page.one("#tiny-test-reason-error"))
    assert ines.page.one("#tiny-test-reason").get("value") == reason.strip(" \x01")
    assert ines.page.one("#reason").get("value") in {"", None}  # that of more time
    assert grants() == []
    refused = ines.page
    ines.send(f"main form[action$='/time/{enrolment}']", multiplier="2", reason="more time")  # still its own
    assert db.session.scalars(select(Override.multiplier)).all() == [2.0]
    ines.page = refused
    give(ines)
    assert len(grants()) == 1


@pytest.mark.parametrize("used", ["1", "3", "0", "-2", "two", "", "9" * 30, "\uff12"])
def test_a_page_that_is_not_of_now_opens_nothing(ana, ines, used):
    ask(ines, _public_id(ana), used, expect=409)
    assert "This changed after you opened the page." in ines.page.text
    assert grants() == []


def test_a_passed_quiz_and_one_with_attempts_left_are_not_opened(at, make, visitor):
    ana = sitting(make, visitor, LIMITED)
    ines = visitor.as_("ines")

    def refused(used, reason="seen"):
        ines.get("grading.more_time", slug="tiny", enrolment=_public_id(ana))
        assert "When a learner has used every attempt at a quiz without passing" in ines.page.text
        ask(ines, _public_id(ana), used, reason, expect=409)
        assert grants() == []

    ana.take(**WRONG)
    refused("1")
    refused("1", reason="")
    at.shift(2 * DAY)
    ana.visitor = visitor.as_("ana")
    ana.take()
    refused("2")


def test_where_the_quiz_has_closed_no_attempt_is_offered_or_opened(at, make, visitor):
    ana = sitting(make, visitor, LIMITED.replace("attempts = 2", "attempts = 1\ncloses = 2026-11-23T10:00:00+00:00"))
    ana.take(**WRONG)
    at.shift(2 * DAY)
    ines = visitor.as_("ines")
    ines.get("grading.more_time", slug="tiny", enrolment=_public_id(ana))
    assert "This quiz is closed, so a new attempt could not be started." in ines.page.text
    assert not ines.page.select(FORM)
    ask(ines, _public_id(ana), "1", expect=409)
    assert grants() == []


def test_only_who_teaches_the_course_decides_and_never_for_themselves(ana, make, visitor):
    enrolment = _public_id(ana)
    for person in ("ana", "sofia", "mara", "omar"):
        ask(visitor.as_(person), enrolment, expect=404)
    ines = visitor.as_("ines")
    make.course(slug="other")
    for wrong in ({"slug": "other"}, {"uid": "nothing"}, {"enrolment": "nothing"}):
        ask(ines, **{"enrolment": enrolment, **wrong}, expect=404)
    ask(ines, db.session.get(Enrolment, make.enrol("ines")).public_id, expect=403)
    assert grants() == []


def test_the_learner_is_told_with_the_way_to_the_quiz_until_the_attempt_is_started(ana, ines):
    give(ines)
    ana.visitor.get("notices.mine")
    [line] = ana.visitor.page.select("main .notice-list li")
    said = text_of(line)
    assert "You have another attempt: Module test: the start" in said
    assert "Your instructor gave you another attempt. You can start right away." in said
    [letter] = [each for each in letters("ana@cast.example") if each.subject.startswith("You have another attempt")]
    assert "/courses/tiny/quizzes/tiny-test" in letter.body
    assert "together" not in letter.body
    assert due_of(letter) <= now()
    ana.visitor.get(ana.visitor.page.one("main .notice-list a").get("href"))
    ana.visitor.send()
    ana.visitor.get("notices.mine")
    assert not ana.visitor.page.select("main .notice-list li")


def test_the_second_grant_is_news_of_its_own(ana, ines):
    give(ines)
    ana.take(**WRONG)
    ines.get("grading.more_time", slug="tiny", enrolment=_public_id(ana))
    give(ines)
    db.session.rollback()
    told = db.session.scalars(select(Notice).where(Notice.kind == "reopened").order_by(Notice.id)).all()
    assert [each.settled_at is None for each in told] == [False, True]


def test_marks_that_make_the_last_attempt_pass_take_the_notice_back(ana, ines):
    give(ines)
    attempt = row(ana.attempt).id
    made = [
        Mark(attempt_id=attempt, question=each.question, points=1, of=1, critical_missed=False, at=now())
        for each in marks(ana.attempt)
    ]

    def mark():
        db.session.add_all(made)
        db.session.flush()
        announce(AttemptMarked(attempt, made[-1].id))

    write_tx(mark)
    ana.visitor.get("notices.mine")
    assert "Your answers are graded" in ana.visitor.page.text
    assert "another attempt" not in text_of(ana.visitor.page.one("main .notice-list"))
    ana.visitor.post("assessment.start", slug="tiny", uid=TEST, expect=409)
    assert "You’ve already passed this." in ana.visitor.page.text


def test_pages_of_the_learner_take_no_more_statements(ana, ines, statements):
    give(ines)
    with statements(at_most=4):
        ana.visitor.get("assessment.quiz", slug="tiny", uid=TEST)
    with statements(at_most=9):  # six to start any attempt, three to take its notice back
        ana.start()
