"""Attempts as a state machine over HTTP: tabs and devices, repeated and lost requests, the last second, restarts.

The model is what clients know: every acknowledgement, in order. Whatever happens, nothing
that was acknowledged is lost, nothing counts twice, and no more attempts are made than the quiz allows.
"""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from lms.assessment.models import Answer, AnswerEvent, Attempt, Mark
from lms.core.db import db
from tests.assessment.timed import START
from tests.cast import Cast
from tests.database import Fresh
from tests.make import Make
from tests.visitor import Visitor

LIMIT, MINUTES, GRACE, QUESTIONS = 3, 10, 60, 4
END = timedelta(minutes=MINUTES, seconds=GRACE + 5)
QUIZ = f"""
id = "tiny-test"
title = "Module test: the start"
purpose = "test"
pass_mark = 100
attempts = {LIMIT}
minutes = {MINUTES}
at_end = "grace"
grace_seconds = {GRACE}
feedback = "after-last"
draw = [
  {{ family = "strong-beat" }}, {{ family = "ends-where" }}, {{ family = "lifts-thigh" }}, {{ family = "which-where" }},
]
"""
SMALL, FULL = (12, 25), (300, 60)  # examples and steps of each
DEVICES = st.integers(0, 2)  # two tabs of one browser, and another device
NUMBERS = st.integers(0, QUESTIONS - 1)
FIELDS = {"strong-beat": "choice", "ends-where": "choice", "lifts-thigh": "reason", "which-where": "0"}


class Attempts(RuleBasedStateMachine):
    """Ana at a test with three attempts of ten minutes, on three screens."""

    app = make_app = cast = None  # set by the test

    @initialize()
    def begin(self):
        self.clock = time_machine.travel(START, tick=False)
        self.moved = self.clock.start()
        self.browsers = [Visitor(self.app, self.cast, "ana") for _device in range(3)]
        self.attempt, self.started, self.shifted, self.closed = "", 0.0, 0.0, set()
        self.acknowledged = {}  # attempt -> (question, seq) -> letter
        self.letters = []  # what was sent, to be sent again

    def teardown(self):
        if hasattr(self, "clock"):
            self.clock.stop()

    def elapsed(self):
        return timedelta(seconds=self.shifted - self.started)

    @rule(device=DEVICES)
    def start(self, device):
        browser = self.browsers[device]
        _send(browser, "POST", "/courses/tiny/quizzes/tiny-test")
        status = browser.response.status_code
        assert status in (303, 409), status
        if status == 303:
            public_id = browser.location.rsplit("/", 1)[1]
            if public_id not in self.acknowledged:
                self.acknowledged[public_id] = {}
                self.started = self.shifted
            self.attempt = public_id

    @precondition(lambda self: self.attempt)
    @rule(device=DEVICES, number=NUMBERS, place=st.integers(0, 1), seq=st.integers(1, 8))
    def answer(self, device, number, place, seq):
        self._deliver(self.browsers[device], self.attempt, number, place, seq)

    @precondition(lambda self: self.letters)
    @rule(device=DEVICES, data=st.data())
    def send_again(self, device, data):
        self._deliver(self.browsers[device], *data.draw(st.sampled_from(self.letters)))

    @precondition(lambda self: self.attempt)
    @rule(device=DEVICES, number=NUMBERS)
    def send_from_the_future(self, device, number):
        assert self._post(self.browsers[device], self.attempt, number, 0, 2**31 - 1)[0] in (422, 409)

    @precondition(lambda self: self.attempt)
    @rule(device=DEVICES)
    def hand_in(self, device):
        browser = self.browsers[device]
        _send(browser, "POST", f"/attempts/{self.attempt}/submit")
        assert browser.response.status_code == 303
        self.closed.add(self.attempt)

    @precondition(lambda self: self.attempt)
    @rule(device=DEVICES, page=st.sampled_from(["", "/submit", "/review", "/receipts", "/time"]))
    def look(self, device, page):
        before = self._facts()
        _send(self.browsers[device], "GET", f"/attempts/{self.attempt}{page}")
        assert self.browsers[device].response.status_code in (200, 303)
        assert self._facts() == before, "a GET changes no fact"

    @rule(seconds=st.sampled_from([1, 60, 9 * 60 + 59, MINUTES * 60, MINUTES * 60 + GRACE + 6]))
    def wait(self, seconds):
        self.moved.shift(seconds)
        self.shifted += seconds

    @rule()
    def restart(self):
        """A deployment: a new app on the same database. The browsers stay signed in."""
        app = self.make_app()
        for browser in self.browsers:
            cookies = browser.client._cookies
            browser.app, browser.client = app, app.test_client()
            browser.client._cookies = cookies

    def _deliver(self, browser, attempt, number, place, seq):
        before = self.acknowledged[attempt]
        status, reply = self._post(browser, attempt, number, place, seq)
        self.letters = [*self.letters[-20:], (attempt, number, place, seq)]
        assert status in (200, 202, 409), (status, reply)
        if status == 202:
            assert reply["late"]
            assert attempt != self.attempt or self.elapsed() >= timedelta(minutes=MINUTES)
            self.closed.add(attempt)
        if status == 200:
            known = before.get((number, seq))
            assert known in (None, (place, reply["saved_at"], reply["receipt"])), "one letter, one acknowledgement"
            if known is None:
                assert attempt not in self.closed, "a closed attempt takes nothing new"
                assert attempt != self.attempt or self.elapsed() <= END, "the server owns the time"
                newest = max((each for asked, each in before if asked == number), default=0)
                assert seq > newest, "an older one was taken"
            before[number, seq] = (place, reply["saved_at"], reply["receipt"])

    def _post(self, browser, attempt, number, place, seq):
        db.session.rollback()
        drawn = db.session.scalars(select(Attempt.questions).where(Attempt.public_id == attempt)).one()
        given = {FIELDS[drawn[number]["family"]]: [str(place)]}
        _send(browser, "POST", f"/attempts/{attempt}/answers/{number}", {"seq": seq, "given": given})
        return browser.response.status_code, browser.response.get_json()

    def _facts(self):
        db.session.rollback()
        tables = (Attempt, Answer, AnswerEvent, Mark)
        counts = [db.session.scalar(select(func.count()).select_from(each)) for each in tables]
        return [*counts, db.session.scalar(select(func.count(Attempt.submitted_at)))]

    @invariant()
    def nothing_acknowledged_is_lost(self):
        for public_id, letters in getattr(self, "acknowledged", {}).items():
            db.session.rollback()
            attempt = db.session.scalars(select(Attempt.id).where(Attempt.public_id == public_id)).one()
            mine = select(AnswerEvent).where(AnswerEvent.attempt_id == attempt, AnswerEvent.late.is_(False))
            kept = Counter((each.question, each.seq) for each in db.session.scalars(mine))
            assert kept == Counter(letters.keys()), "each acknowledged change once, and no other"
            newest = {}
            for number, seq in letters:
                newest[number] = max(seq, newest.get(number, 0))
            answers = db.session.execute(select(Answer.question, Answer.seq).where(Answer.attempt_id == attempt))
            assert {row.question: row.seq for row in answers} == newest

    @invariant()
    def nothing_counts_twice_and_the_limit_holds(self):
        db.session.rollback()
        attempts = db.session.scalars(select(Attempt)).all()
        assert len([each for each in attempts if each.number > 0]) <= LIMIT
        assert len([each for each in attempts if each.submitted_at is None]) <= 1
        marks = Counter(db.session.scalars(select(Mark.attempt_id)))
        for attempt in attempts:
            assert marks[attempt.id] == (len(attempt.questions) if attempt.submitted_at else 0)
            assert attempt.submitted_at is None or attempt.submitted_at <= attempt.started_at + END


def _send(browser, method, path, letter=None):
    """As the page would, without looking at the page that comes back."""
    headers = {"Sec-Fetch-Site": "same-origin", "X-CSRFToken": browser._token()}
    if letter is not None:
        headers["Accept"] = "application/json"
    browser.response = browser.client.open(
        path, method=method, base_url="http://127.0.0.1:8000", headers=headers, json=letter
    )


@pytest.mark.fault
def test_attempts_whatever_happens(app, fresh: Fresh, make_app, full, proof):
    examples, steps = FULL if full else SMALL
    with time_machine.travel(START, tick=False):
        cast = Cast()
        make = Make(cast)
        make.course(make.tiny_tree(**{"1-start/test.quiz.toml": QUIZ}))
        make.enrol("ana")
        fresh.keep(app, "attempts")

    other = make_app()

    class Here(Attempts):
        def __init__(self):
            with other.app_context():
                db.engine.dispose()
            fresh.reset(app, "attempts")
            super().__init__()

    Here.app, Here.cast = app, cast
    Here.make_app = staticmethod(lambda: other)
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Here,
        settings=settings(max_examples=examples, stateful_step_count=steps, suppress_health_check=checks),
    )
    proof("attempts", examples=examples, steps=steps, lost=0, twice=0)
