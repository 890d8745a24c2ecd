"""The server owns the time."""

import pytest
from sqlalchemy import select

from lms.assessment import actions
from lms.assessment.models import Attempt
from lms.assessment.tasks import HAND_IN
from lms.core.audit import AuditEvent
from lms.core.db import db
from lms.enrolment.models import Override
from tests.assessment.learner import Learner, events, marks, row, stored
from tests.assessment.timed import GRACE, SECTIONS, TIMED, clock, sitting
from tests.work import did

MINUTE = 60
CLOSING = TIMED + "opens = 2026-11-22T09:00:00+00:00\ncloses = 2026-11-22T10:04:00+00:00\n"


@pytest.fixture
def at():
    with clock() as moved:
        yield moved


def give(visitor, make, **values):
    """Ines gives Ana more time."""
    enrolment = make.enrol("ana")
    public_id = _public_id(enrolment)
    ines = visitor.as_("ines")
    sent = {"quiz": "", "multiplier": "1", "minutes": "", "reason": "agreed with the school", **values}
    ines.post("grading.more_time", sent, slug="tiny", enrolment=public_id)
    return public_id


def _public_id(enrolment):
    table = Attempt.metadata.tables["enrolment"]
    return db.session.scalar(select(table.c.public_id).where(table.c.id == enrolment))


def minutes_of(learner):
    found = row(learner.attempt)
    return (found.deadline_at - found.started_at).total_seconds() / MINUTE


def test_a_quiz_without_a_limit_has_no_deadline(ana):
    ana.start()
    assert row(ana.attempt).deadline_at is None


def test_the_deadline_stands_from_the_start(at, make, visitor):
    ana = sitting(make, visitor)
    ana.start()
    assert minutes_of(ana) == 10
    at.shift(5 * MINUTE)
    assert ana.start() == ana.attempt
    assert minutes_of(ana) == 10
    ana.visitor.get("assessment.attempt", id=ana.attempt)
    assert ana.visitor.page.one(".clock").get("data-left") == str(5 * MINUTE * 1000)
    reply = ana.save(0, {}, seq=1)
    assert (reply["left"], reply["left_with_grace"]) == (5 * MINUTE * 1000,) * 2


def test_what_was_sent_in_the_last_second_counts(at, make, visitor):
    ana = sitting(make, visitor)
    ana.start()
    at.shift(10 * MINUTE + 4)
    assert "late" not in ana.save(ana.number_of("strong-beat"), {"choice": 0})


def test_answers_count_within_the_grace(at, make, visitor):
    ana = sitting(make, visitor, GRACE)
    ana.start()
    at.shift(11 * MINUTE)
    ana.answer_all()
    at.shift(10)
    assert ana.save(0, {}, seq=101, expect=202)["late"]
    assert row(ana.attempt).submitted_at is not None
    ana.visitor.get("assessment.review", id=ana.attempt)
    assert "100%, passed." in ana.visitor.page.text


def test_a_page_of_an_overdue_attempt_changes_nothing_and_says_so(at, make, visitor):
    ana = sitting(make, visitor)
    ana.start()
    ana.answer_all()
    at.shift(11 * MINUTE)
    for endpoint in ("assessment.attempt", "assessment.confirm"):
        ana.visitor.get(endpoint, id=ana.attempt)
        assert "Time is up" in ana.visitor.page.text
    assert row(ana.attempt).submitted_at is None
    ana.visitor.send()
    ana.visitor.follow()
    assert "100%, passed." in ana.visitor.page.text
    assert (row(ana.attempt).submitted_at - row(ana.attempt).started_at).total_seconds() == 10 * MINUTE + 5


def test_starting_anew_hands_in_what_is_overdue(at, make, visitor):
    ana = sitting(make, visitor)
    first = ana.start()
    at.shift(11 * MINUTE)
    assert ana.start() == first
    assert len(marks(first)) == 4
    assert ana.start() != first


def test_the_sweep_hands_in_what_nobody_touches(at, make, visitor, command):
    ana = sitting(make, visitor, GRACE)
    ana.start()
    at.shift(10 * MINUTE + 30)
    db.session.rollback()
    assert did(HAND_IN) == 0
    at.shift(60)
    assert "1 attempt(s) submitted" in command("jobs", "work", "--once").output
    assert len(marks(ana.attempt)) == 4
    assert did(HAND_IN) == 0


def test_one_attempt_that_cannot_be_handed_in_holds_up_no_other(at, make, visitor, monkeypatch, caplog):
    broken = sitting(make, visitor, GRACE).start()
    make.enrol("omar")
    other = Learner(visitor.as_("omar")).start()
    real = actions.end_if_over

    def fails(attempt):
        if attempt.public_id == broken:
            raise KeyError("surprise")
        return real(attempt)

    monkeypatch.setattr(actions, "end_if_over", fails)
    at.shift(20 * MINUTE)
    db.session.rollback()
    assert did(HAND_IN) == 1
    assert (len(marks(broken)), len(marks(other))) == (0, 4)
    assert broken in caplog.text


def test_no_attempt_goes_on_after_the_quiz_closes(at, make, visitor):
    ana = sitting(make, visitor, CLOSING)
    ana.start()
    assert minutes_of(ana) == 4


@pytest.mark.parametrize(("shift", "words"), [(-2, "Opens today at 9:00 AM."), (1, "This is closed.")])
def test_outside_its_dates_nothing_can_be_started(at, make, visitor, shift, words):
    at.shift(-3 * 60 * MINUTE)
    ana = sitting(make, visitor, CLOSING)
    at.shift((3 + shift) * 60 * MINUTE)
    ana.visitor = visitor.as_("ana")
    ana.visitor.get("assessment.quiz", slug="tiny", uid=ana.quiz)
    assert words in ana.visitor.page.text
    assert not ana.visitor.page.select("main form")
    ana.visitor.post("assessment.start", slug="tiny", uid=ana.quiz, expect=409)
    assert words in ana.visitor.page.text


def test_a_person_is_given_more_time_before_the_start(at, make, visitor):
    ana = sitting(make, visitor)
    give(visitor, make, multiplier="1.5", minutes="2")
    ana.visitor.get("assessment.quiz", slug="tiny", uid=ana.quiz)
    assert "You have 17 minutes." in ana.visitor.page.text
    ana.start()
    assert minutes_of(ana) == 17


def test_a_limit_is_lifted_for_one_quiz_alone(at, make, visitor):
    ana = sitting(make, visitor)
    give(visitor, make, quiz="tiny-test", lifted="y")
    give(visitor, make, multiplier="2")
    ana.start()
    assert row(ana.attempt).deadline_at is None


def test_a_running_attempt_is_lengthened_and_never_shortened(at, make, visitor):
    ana = sitting(make, visitor)
    ana.start()
    give(visitor, make, multiplier="2")
    assert minutes_of(ana) == 20
    give(visitor, make, minutes="1")
    assert minutes_of(ana) == 20
    give(visitor, make, lifted="y")
    assert row(ana.attempt).deadline_at is None


def test_what_was_given_is_a_fact_with_its_reason_and_the_reason_stays_out_of_the_audit(at, make, visitor, cast):
    sitting(make, visitor)
    public_id = give(visitor, make, multiplier="1.5")
    found = db.session.scalars(select(Override)).one()
    assert (found.multiplier, found.reason, found.given_by) == (1.5, "agreed with the school", cast["ines"].id)
    noted = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "time.granted")).one()
    assert noted.actor == f"person:{cast['ines'].id}"
    assert "agreed" not in str(noted.detail)
    ines = visitor.as_("ines")
    ines.get("grading.more_time", slug="tiny", enrolment=public_id)
    assert "All quizzes, 1.5\N{MULTIPLICATION SIGN} the time ·" in ines.page.text
    ines.get("grading.learners", slug="tiny")
    assert "Ana Student" in ines.page.text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {"multiplier": "1", "reason": "x"},
            "Choose a time multiplier, enter extra minutes or select “No time limit”.",
        ),
        ({"multiplier": "2", "reason": " "}, "Enter a short reason."),
        ({"multiplier": "2", "reason": "x" * 201}, "Use 200 characters or fewer."),
        ({"multiplier": "2", "reason": "x", "minutes": "601"}, "Enter a number from 0 to 600."),
        ({"multiplier": "99", "reason": "x"}, "Choose an option from the list."),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(make, visitor, values, words):
    sitting(make, visitor)
    ines = visitor.as_("ines")
    public_id = _public_id(make.enrol("ana"))
    ines.post("grading.more_time", {"quiz": "", **values}, slug="tiny", enrolment=public_id, expect=422)
    assert words in ines.page.text
    assert db.session.scalars(select(Override)).all() == []


def test_only_who_teaches_the_course_gives_time_and_never_to_themselves(make, visitor):
    sitting(make, visitor)
    public_id = _public_id(make.enrol("ana"))
    for person in ("ana", "sofia", "mara", "omar"):
        visitor.as_(person).get("grading.more_time", slug="tiny", enrolment=public_id, expect=404)
        visitor.as_(person).post("grading.more_time", slug="tiny", enrolment=public_id, expect=404)
        visitor.as_(person).get("grading.learners", slug="tiny", expect=404)
    own = _public_id(make.enrol("ines"))
    visitor.as_("ines").post("grading.more_time", slug="tiny", enrolment=own, expect=403)
    visitor.as_("ines").get("grading.more_time", slug="tiny", enrolment="nothing", expect=404)


def test_a_clock_header_decides_nothing(at, make, visitor):
    ana = sitting(make, visitor)
    ana.start()
    at.shift(11 * MINUTE)
    headers = {"Date": "Sun, 22 Nov 2026 10:00:00 GMT", "X-Time": "0"}
    sent = {"seq": 1, "given": {}, "at": "2026-11-22T10:01:00Z"}
    ana.visitor.post("assessment.save", json=sent, headers=headers, id=ana.attempt, question=0, expect=202)


def test_starting_and_saving_a_timed_test_takes_no_more_statements(at, make, visitor, statements):
    ana = sitting(make, visitor)
    with statements(at_most=6):
        ana.start()
    with statements(at_most=4):
        ana.save(0, {}, seq=1)
    with statements(at_most=5):
        ana.visitor.get("assessment.attempt", id=ana.attempt)
    with statements(at_most=6):
        ana.visitor.post("assessment.submit", id=ana.attempt)


def test_a_make_up_has_the_same_minutes_and_no_closing_date(at, make, visitor):
    ana = sitting(make, visitor, CLOSING)
    ana.take(strong_beat=1)
    at.shift(25 * 60 * MINUTE)
    ana.visitor = visitor.as_("ana")
    ana.visitor.post("assessment.makeup", id=ana.attempt)
    ana.attempt = ana.visitor.location.rsplit("/", 1)[1]
    assert minutes_of(ana) == 10


def test_sections_stand_one_after_the_other_and_one_that_was_left_stays(make, visitor):
    ana = sitting(make, visitor, SECTIONS)
    ana.start()
    assert [each.get("section") for each in row(ana.attempt).questions] == ["Safety"] * 2 + ["Anatomy"] * 2
    ana.visitor.get("assessment.attempt", id=ana.attempt)
    assert len(ana.visitor.page.select("fieldset.question")) == 2
    assert "section is locked" in ana.save(2, {}, expect=409)["message"]
    beat = ana.number_of("strong-beat")
    form = {"asked": "0 1", "section": "0", "then": "next", f"q{beat}.choice": "0"}
    for _twice in range(2):  # a double click leaves one section
        ana.visitor.post("assessment.save_all", form, id=ana.attempt)
    assert row(ana.attempt).reached == 1
    assert stored(ana.attempt)[beat].response is not None
    assert "finished this section" in ana.save(beat, {"choice": 1}, seq=9, expect=409)["message"]
    ana.visitor.post("assessment.save_all", {"asked": str(beat), f"q{beat}.choice": "1"}, id=ana.attempt, expect=409)
    ana.save(2, {})
    ana.visitor.get("assessment.attempt", id=ana.attempt)
    assert "Review and submit" in ana.visitor.page.text
    assert len(events(ana.attempt)) == 2
