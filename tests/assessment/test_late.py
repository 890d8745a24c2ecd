"""Late answers are kept with both times, reported at once, and count only if an instructor accepts them."""

import re

import pytest
from sqlalchemy import select

from lms.assessment import saving
from lms.assessment.models import LateAcceptance
from lms.assessment.values import Sent
from lms.core.audit import AuditEvent
from lms.core.db import db, write_tx
from tests.assessment.learner import events, marks, row, stored
from tests.assessment.test_races import sitting as seat
from tests.assessment.timed import GRACE, TIMED, clock, sitting
from tests.parallel import at_once

LATE = 11 * 60
CLAIMED = "2026-11-22T11:09:00+01:00"


@pytest.fixture
def at():
    with clock() as moved:
        yield moved


@pytest.fixture
def ana(at, make, visitor):
    """Ana, who has answered all but the critical question when her time ends, and sends it a minute too late."""
    ana = sitting(make, visitor)
    ana.start()
    beat = ana.number_of("strong-beat")
    for number, drawn in enumerate(row(ana.attempt).questions):
        if number != beat:
            ana.save(number, ana.given(drawn), seq=1)
    at.shift(LATE)
    return ana


def send(learner, seq=1, *, expect=202, claimed=CLAIMED, right=True):
    number = learner.number_of("strong-beat")
    given = learner.given(row(learner.attempt).questions[number], right=right)
    sent = {"seq": seq, "given": given, "at": claimed}
    reply = learner.visitor.post("assessment.save", json=sent, id=learner.attempt, question=number, expect=expect)
    return reply.get_json()


def late(learner):
    return [each for each in events(learner.attempt) if each.late]


def test_it_is_told_at_once_kept_with_both_times_and_not_marked(ana):
    reply = send(ana)
    assert reply["late"] is True
    assert "not scored" in reply["message"]
    (event,) = late(ana)
    assert (event.at.isoformat(), event.claimed_at.isoformat()) == (
        "2026-11-22T10:11:00+00:00",
        "2026-11-22T10:09:00+00:00",
    )
    assert ana.number_of("strong-beat") not in stored(ana.attempt)
    assert row(ana.attempt).submitted_at.isoformat() == "2026-11-22T10:10:05+00:00"
    ana.visitor.get("assessment.review", id=ana.attempt)
    assert "Late answers" in ana.visitor.page.text
    assert "Your device recorded it today at 10:09 AM." in ana.visitor.page.text
    assert "kept but not scored" in ana.visitor.page.text


def test_sending_it_again_keeps_it_once(ana):
    first = send(ana)
    assert send(ana)["receipt"] == first["receipt"]
    assert len(late(ana)) == 1


def test_an_answer_that_was_saved_in_time_is_not_late_when_it_is_sent_again(at, make, visitor):
    ana = sitting(make, visitor)
    ana.start()
    first = send(ana, expect=200)
    at.shift(LATE)
    assert send(ana, expect=200)["receipt"] == first["receipt"]
    assert late(ana) == []


def test_an_older_answer_than_the_saved_one_is_not_kept(at, make, visitor):
    ana = sitting(make, visitor)
    ana.start()
    send(ana, seq=5, expect=200)
    at.shift(LATE)
    send(ana, seq=4, expect=409)
    assert late(ana) == []


def test_after_handing_in_by_oneself_nothing_is_taken(at, make, visitor):
    ana = sitting(make, visitor)
    ana.start()
    ana.submit()
    at.shift(LATE)
    assert "has been submitted" in send(ana, expect=409)["message"]
    assert late(ana) == []


def test_without_script_it_is_kept_as_well(ana):
    number = ana.number_of("strong-beat")
    ana.visitor.post("assessment.save_all", {"asked": str(number), f"q{number}.choice": "0"}, id=ana.attempt)
    assert len(late(ana)) == 1
    ana.visitor.follow(expect=303)
    ana.visitor.follow()
    assert "This answer arrived after time was up" in ana.visitor.response.get_data(as_text=True)


@pytest.mark.parametrize(
    "claimed", ["yesterday", "2026-11-22T10:00:00", "9999-12-31T23:59:59-23:00", "x" * 99, 5, None]
)
def test_a_time_of_the_device_that_cannot_be_read_is_left_out(ana, claimed):
    send(ana, claimed=claimed)
    assert late(ana)[0].claimed_at is None


def test_nobody_fills_the_list(ana, monkeypatch):
    monkeypatch.setattr("lms.assessment.late.MOST", 3)
    for seq in (1, 2, 3):
        send(ana, seq=seq)
    refused = send(ana, seq=4, expect=409)
    assert "Too many" in refused["message"]
    assert refused["code"] == "too_many_late_answers"
    assert len(late(ana)) == 3


def accept(visitor, event, *, expect=302, reason="the network of the school was down"):
    ines = visitor.as_("ines")
    ines.post("grading.accept_late", {"reason": reason}, slug="tiny", event=event.id, expect=expect)
    return ines


def test_an_instructor_lets_it_count_and_it_is_marked_anew(ana, visitor, cast):
    send(ana)
    ines = visitor.as_("ines")
    ines.get("grading.late", slug="tiny")
    for words in ("Ana Student", "today at 10:11 AM", "today at 10:09 AM", "Correct"):
        assert words in ines.page.text
    ines.send("main form[action]", reason="the network of the school was down")
    number = ana.number_of("strong-beat")
    newest = [each for each in marks(ana.attempt) if each.question == number]
    assert [each.points for each in newest] == [0, 1]
    assert (newest[1].marked_by, newest[1].reason) == (cast["ines"].id, "the network of the school was down")
    ana.visitor.get("assessment.review", id=ana.attempt)
    assert "100%, passed." in ana.visitor.page.text
    assert "Accepted: the network of the school was down" in ana.visitor.page.text
    noted = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "late_answer.accepted")).one()
    assert noted.subject == f"attempt:{ana.attempt}"
    ines.get("grading.late", slug="tiny")
    assert "No late answers to review." in ines.page.text


def test_a_wrong_one_that_is_accepted_stays_wrong(ana, visitor):
    send(ana, right=False)
    accept(visitor, late(ana)[0])
    ana.visitor.get("assessment.review", id=ana.attempt)
    assert "not passed yet" in ana.visitor.page.text


def test_accepting_twice_counts_once(ana, visitor):
    send(ana)
    accept(visitor, late(ana)[0])
    accept(visitor, late(ana)[0], expect=409)
    assert len(marks(ana.attempt)) == 5
    assert len(db.session.scalars(select(LateAcceptance)).all()) == 1


def test_accepting_needs_a_reason(ana, visitor):
    send(ana)
    for reason in ("", "  ", "x" * 201, "a\nb"):
        accept(visitor, late(ana)[0], expect=422, reason=reason)
    assert stored(ana.attempt).keys() == {0, 1, 2, 3} - {ana.number_of("strong-beat")}


def test_an_older_late_answer_does_not_take_the_place_of_a_newer_one(ana, visitor):
    send(ana, seq=1, right=False)
    send(ana, seq=2)
    first, second = late(ana)
    accept(visitor, second)
    accept(visitor, first, expect=409)


def test_it_is_for_those_who_teach_this_course_and_not_for_oneself(ana, visitor, make):
    send(ana)
    event = late(ana)[0].id
    for person in ("ana", "sofia", "mara", "omar"):
        visitor.as_(person).get("grading.late", slug="tiny", expect=404)
        visitor.as_(person).post("grading.accept_late", {"reason": "x"}, slug="tiny", event=event, expect=404)
    make.course(slug="other")
    ines = visitor.as_("ines")
    for slug, number in (("other", event), ("tiny", 10**9), ("tiny", events(ana.attempt)[0].id)):
        ines.post("grading.accept_late", {"reason": "x"}, slug=slug, event=number, expect=404)
    ines.post("/teach/tiny/late/99999999999999999999", {"reason": "x"}, expect=404)


def test_ones_own_late_answer_is_somebody_elses_decision(at, make, visitor):
    ines = sitting(make, visitor, TIMED, "ines")
    ines.start()
    at.shift(LATE)
    send(ines)
    ines.visitor.get("grading.late", slug="tiny")
    assert "This is your own answer" in ines.visitor.page.text
    ines.visitor.post("grading.accept_late", {"reason": "x"}, slug="tiny", event=late(ines)[0].id, expect=403)
    assert len(marks(ines.attempt)) == 4


def test_late_answers_at_once_are_kept_once_and_close_once(app, ana, cast):
    number = ana.number_of("strong-beat")
    sitter = seat(row(ana.attempt).public_id, cast["ana"].id)
    db.session.rollback()
    replies = at_once(app, 6, lambda _n: write_tx(lambda: saving.save(sitter, number, Sent(0, 1))))
    db.session.rollback()
    assert [reply.late for reply in replies] == [True] * 6, replies
    assert len(late(ana)) == 1
    assert len(marks(ana.attempt)) == 4


def test_a_sequence_number_from_the_future_is_refused_and_noted(make, visitor):
    ana = sitting(make, visitor)
    ana.start()
    for seq in (1001, 2**31 - 1):
        reply = ana.save(0, {}, seq=seq, expect=422)
        assert "out of sync" in reply["message"]
    ana.save(0, {}, seq=1000)
    ana.save(0, {}, seq=2001, expect=422)
    ana.save(0, {}, seq=2000)
    noted = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "answer.saved")).all()
    assert [(each.subject, each.outcome) for each in noted] == [(f"attempt:{ana.attempt}", "refused")] * 3
    assert len(events(ana.attempt)) == 2


@pytest.mark.parametrize(("feedback", "told"), [("after-submit", True), ("after-pass", False)])
def test_the_marker_is_told_when_the_learner_could_see_right_and_wrong_before(at, make, visitor, feedback, told):
    quiz = re.sub('feedback = "[a-z-]+"', f'feedback = "{feedback}"', GRACE)
    ana = sitting(make, visitor, quiz)
    ana.start()
    at.shift(601)
    ana.visitor.post("assessment.submit", id=ana.attempt)
    at.shift(20)
    send(ana)
    ines = visitor.as_("ines")
    ines.get("grading.late", slug="tiny")
    assert ("Correct answers visible from today at 10:10 AM" in ines.page.text) == told
    assert ("may have seen the correct answer" in ines.page.text) == told


def test_nothing_is_told_of_the_answer_that_closed_its_attempt(ana):
    send(ana)
    ines = ana.visitor.as_("ines")
    ines.get("grading.late", slug="tiny")
    assert "Correct answers visible" not in ines.page.text
