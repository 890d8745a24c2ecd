"""What many requests complete at the same moment is completed once: a mark, a notice, a certificate."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from lms.assessment.models import Attempt, Mark
from lms.certification.models import Attainment
from lms.core.audit import AuditEvent, verify
from lms.core.db import db
from lms.enrolment.models import Enrolment
from lms.notices.models import Notice
from tests.assessment.learner import Learner, row
from tests.cast import sign_in
from tests.faults.answering import QUIZ
from tests.faults.browser import Browser

pytestmark = pytest.mark.fault
WINDOWS = 10  # of one student at the same time, spread over both workers
SMALL, FULL = 3, 100  # students
FIRST, LAST = ("/courses/tiny/lessons/first", "/courses/tiny/lessons/second")


def windows(port, person):
    """A student's windows, signed in."""
    token = sign_in(person)
    opened = [Browser(port, token) for _window in range(WINDOWS)]
    opened[0].get(QUIZ)
    for browser in opened[1:]:
        browser.cookies |= opened[0].cookies
    return opened, opened[0].token


def answered(browser, token, **wrong):
    """Start the test and answer it correctly, except what is named. Returns the attempt's path."""
    browser.send(QUIZ, {"csrf_token": token})
    learner, path = Learner(None), browser.location
    learner.attempt = path.rsplit("/", 1)[1]
    for number, drawn in enumerate(row(learner.attempt).questions):
        given = learner.given(drawn, right=drawn["family"].replace("-", "_") not in wrong)
        assert browser.send_json(f"{path}/answers/{number}", {"seq": 1, "given": given}, token) == 200
    db.session.rollback()
    return path


def at_once(opened, paths, token):
    """Each window posts its path at the same moment; what was answered."""
    start = Barrier(len(opened))

    def post(browser, path):
        start.wait()
        return browser.send(path, {"csrf_token": token})

    with ThreadPoolExecutor(len(opened)) as threads:
        answers = Counter(threads.map(post, opened, paths))
    for browser in opened:
        browser.close()
    return answers


def test_an_attempt_that_many_windows_hand_in_is_marked_once(live, students, full, proof):
    count, answers = FULL if full else SMALL, Counter()
    live.start()
    for person, _email in students(count):
        opened, token = windows(live.port, person)
        path = answered(opened[0], token, strong_beat=False)
        answers += at_once(opened, [f"{path}/submit"] * WINDOWS, token)
    marks, asked = hand_ins()
    told = db.session.scalars(select(Notice.cause).where(Notice.kind == "make-up-open")).all()
    proof("submits", submits=answers.total(), attempts=len(marks), notices=len(told),
          answers={str(key): total for key, total in answers.items()})  # fmt: skip
    assert answers == {303: count * WINDOWS}
    assert marks == asked
    assert len(asked) == len(told) == len(set(told)) == count, "held once, and told once"


def hand_ins():
    """For each submitted attempt: its marks and its questions."""
    db.session.rollback()
    counted = select(Mark.attempt_id, func.count()).group_by(Mark.attempt_id)
    marks = {each.attempt_id: each.count for each in db.session.execute(counted)}
    drawn = db.session.execute(select(Attempt.id, Attempt.questions).where(Attempt.submitted_at.is_not(None)))
    return marks, {attempt: len(questions) for attempt, questions in drawn}


def test_the_last_lesson_and_the_last_quiz_at_once_award_one_certificate(live, students, full, proof):
    count, answers = FULL if full else SMALL, Counter()
    live.start()
    people = students(count)
    for person, _email in people:
        opened, token = windows(live.port, person)
        assert opened[0].send(f"{FIRST}/done", {"csrf_token": token}) in (302, 303)
        quiz = answered(opened[0], token)
        answers += at_once(opened, [f"{LAST}/done", f"{quiz}/submit"] * (WINDOWS // 2), token)
    holders = awarded()
    proof("awards", requests=answers.total(), students=count, attainments=holders.total(),
          answers={str(key): total for key, total in answers.items()})  # fmt: skip
    assert answers == {303: count * WINDOWS}
    assert holders == {person: 1 for person, _email in people}
    assert audited() == count
    assert db.session.scalar(select(func.count()).where(Notice.kind == "certificate-awarded")) == count
    assert list(verify()) == []


def awarded():
    """How many attainments everyone has."""
    db.session.rollback()
    rows = select(Enrolment.person_id).join(Attainment, Attainment.enrolment_id == Enrolment.id)
    return Counter(db.session.scalars(rows))


def audited():
    """How many awards the audit trail knows."""
    return db.session.scalar(select(func.count()).where(AuditEvent.action == "attainment.awarded"))
