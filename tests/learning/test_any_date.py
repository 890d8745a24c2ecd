"""How a learner stood on a date is the same whenever it is asked: what happens later takes nothing back.

An attempt whose time has ended is submitted as of that end only a moment later, so attempts here have no limit of
time. Only the first and last visit of a lesson are stored, so whether it was opened is compared, not when last.
"""

from contextlib import suppress

import pytest
import time_machine
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from lms.assessment import actions as assessment
from lms.assessment import queries as attempts
from lms.assessment.marks import wrong_answers
from lms.assessment.models import Answer, Mark
from lms.assessment.policy import sitting_of
from lms.certification import actions as certification
from lms.certification import queries as certificates
from lms.core import cache
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.errors import Refusal
from lms.curriculum import actions as curriculum
from lms.enrolment import actions as enrolment
from lms.enrolment.queries import enrolled, granted
from lms.enrolment.rules import Allowance
from lms.grading.decisions import actions as decisions
from lms.learning import actions as learning
from lms.learning.queries import standing
from lms.organizations import actions as organizations
from lms.organizations.models import Membership
from lms.organizations.queries import roles_of
from lms.rehearsal import actions as rehearsal
from lms.rehearsal.actions import Earned
from lms.rehearsal.queries import open_run
from tests.assessment.timed import START
from tests.cast import Cast
from tests.certification.conftest import ACHIEVEMENT
from tests.make import Make
from tests.rehearsal import talks

SMALL, FULL = (6, 20), (100, 50)  # examples and steps of each
QUIZZES, LESSONS = st.sampled_from(["first-check", "tiny-test"]), st.sampled_from(["first", "second"])
HOUR = 60 * 60
CHECKED = frozenset({"first-check"})
STORY = (
    ("visit", "first"),
    ("finish", "first"),
    ("start", "first-check"),
    ("hand_in", ""),
    ("talk", CHECKED),
    ("end_the_talk", 1),
    ("talk", CHECKED),
    ("end_the_talk", 4),
    ("visit", "second"),
    ("finish", "second"),
    ("start", "tiny-test"),
    ("hand_in", "all"),
    ("wait", 25),
    ("give_time", 5),
    ("start", "tiny-test"),
    ("hand_in", "ends-where"),
    ("mark_anew", False),
    ("wait", 25),
    ("make_up",),
    ("hand_in", "all"),
    ("reopen",),
    ("start", "tiny-test"),
    ("hand_in", ""),
    ("revoke",),
    ("publish", 1),
    ("take_up",),
    ("finish", "first"),
    ("leave_a_clinic",),
)


def tree(wording=0):
    """The tiny course with a conversation and an achievement, two attempts at its test, a wait of an hour."""
    files = talks.tree()
    files["course.toml"] += ACHIEVEMENT
    files["1-start/test.quiz.toml"] = files["1-start/test.quiz.toml"].replace("wait_hours = 24", "wait_hours = 1")
    files["1-start/test.quiz.toml"] += "attempts = 2\n"
    first = next(name for name, text in files.items() if 'id = "first"\n' in text and name.endswith(".md"))
    files[first] += f"\nWording {wording}.\n"
    return files


class AnyDate(RuleBasedStateMachine):
    """Ana in a course and all that happens to her. What each moment reports is recorded and compared at the end."""

    app = people = None  # set by the test

    @initialize()
    def begin(self):
        cache.clear()
        self.clock = time_machine.travel(START, tick=False)
        self.moved = self.clock.start()
        self.context = self.app.test_request_context()
        self.context.push()
        self.ana, self.ines = self.people["ana"].id, self.people["ines"].id
        self.attempt, self.told = "", {}

    def teardown(self):
        if not hasattr(self, "context"):
            return
        try:
            self.moved.shift(1000 * 24 * HOUR)
            for at, then in self.told.items():
                assert self._tell(at) == then, at
        finally:
            self.context.pop()
            self.clock.stop()

    def _does(self, work):
        """One act, or its refusal, a second after the one before."""
        self.moved.shift(1)
        with suppress(Refusal):
            done = write_tx(work)
            self.told[now()] = self._tell(now())
            return done
        return None

    def _mine(self):
        return enrolled(self.ana, "tiny", now())

    def _tell(self, at):
        db.session.rollback()
        mine = enrolled(self.ana, "tiny", at)
        stands = standing(mine, at)
        steps = [
            (each.uid, each.done, each.locked, each.waiting, tuple(why.code for why in each.why))
            for each in stands.way.steps
        ]
        facts = stands.facts
        return {
            "edition": mine.edition_id,
            "steps": steps,
            "way": (stands.way.percent, stands.way.complete),
            "facts": (facts.finished, facts.quizzes, facts.rehearsals, set(facts.visited)),
            "wrong": {
                (each.attempt, each.family) for each in wrong_answers([mine.enrolment_id], at)[mine.enrolment_id]
            },
            "issued": [(each.code, each.standing) for each in certificates.mine(self.ana, at)],
            "time": granted(mine.enrolment_id, at),
            "roles": roles_of(self.ana, at),
        }

    @rule(hours=st.sampled_from([1, 25, 3 * 365 * 24]))
    def wait(self, hours):
        self.moved.shift(hours * HOUR)

    @rule(lesson=LESSONS)
    def visit(self, lesson):
        self._does(lambda: learning.visit(self._mine(), lesson, 30))

    @rule(lesson=LESSONS)
    def finish(self, lesson):
        self._does(lambda: learning.finish(self._mine(), self._course().lesson[lesson]))

    @rule(quiz=QUIZZES)
    def start(self, quiz):
        self.attempt = self._does(lambda: assessment.start(self._mine(), quiz)) or self.attempt

    @precondition(lambda self: self.attempt)
    @rule()
    def make_up(self):
        taken = attempts.attempt_called(self.attempt)
        self.attempt = self._does(lambda: assessment.make_up(taken)) or self.attempt

    @precondition(lambda self: self.attempt)
    @rule(wrong=st.sampled_from(["", "strong-beat", "ends-where", "all"]))
    def hand_in(self, wrong):
        seat = sitting_of(attempts.attempt_called(self.attempt))
        if seat.attempt.submitted_at:
            return

        def work():
            for number, question in enumerate(seat.questions):
                order = seat.attempt.questions[number]["order"]
                right = wrong not in {"all", question.family.id}
                sent = (question.kind.solution if right else question.kind.mistake)(question.body, order)
                fields = {name: value if isinstance(value, list) else [str(value)] for name, value in sent.items()}
                response = question.kind.read_response(question.body, order, fields)
                answer = Answer(attempt_id=seat.attempt.id, question=number, response=response, seq=1, saved_at=now())
                db.session.add(answer)
            db.session.flush()
            assessment.submit(seat.attempt, seat.questions)

        self._does(work)

    @precondition(lambda self: self.attempt)
    @rule(right=st.booleans())
    def mark_anew(self, right):
        taken = attempts.attempt_called(self.attempt)
        mark = {
            "points": float(right),
            "of": 1.0,
            "critical_missed": not right,
            "missed": "" if right else "you missed",
        }
        row = {"attempt_id": taken.id, "question": 0, "marked_by": self.ines, "reason": "looked at again"}
        if taken.submitted_at:
            self._does(lambda: db.session.add(Mark(**row, **mark, at=now())))

    @rule()
    def reopen(self):
        enrolment_id, used = self._mine().enrolment_id, 2
        self._does(lambda: decisions.reopen(enrolment_id, "tiny-test", used=used, reason="again", by=self.ines))

    @rule(minutes=st.integers(1, 9))
    def give_time(self, minutes):
        allowance = Allowance("tiny-test", 1.0, minutes)
        self._does(lambda: enrolment.give_time(self._mine().enrolment_id, allowance, reason="more", by=self.ines))

    @rule(wording=st.integers(0, 2))
    def publish(self, wording):
        ready = curriculum.prepare("tiny", tree(wording))
        self._does(lambda: curriculum.publish("tiny", ready))

    @rule()
    def take_up(self):
        self._does(lambda: learning.take_up(self._mine()))

    @rule(passed=st.frozensets(st.sampled_from(["first-check", "tiny-test"])))
    def talk(self, passed):
        self._does(lambda: rehearsal.begin(self._mine(), "nora", "spoken", "a", seed="1", passed=passed))

    @rule(points=st.integers(0, 4))
    def end_the_talk(self, points):
        run = open_run(self._mine().enrolment_id, "nora")
        if run:
            self._does(lambda: rehearsal.finish(run.id, Earned(points, 4, 50)))

    @rule()
    def revoke(self):
        codes = [each.code for each in certificates.mine(self.ana, now())]
        if codes:
            self._does(lambda: certification.revoke(codes[0], "A mistake."))

    @rule()
    def leave_a_clinic(self):
        mine = db.session.query(Membership.id).filter_by(person_id=self.ana, ends_at=None).first()
        if mine:
            self._does(lambda: organizations.end_membership(mine[0]))

    def _course(self):
        return standing(self._mine(), now()).document


@pytest.fixture
def walk(app, fresh):
    """The walk of this test, on a database where Ana has just enrolled."""
    with time_machine.travel(START, tick=False):
        people = Cast()
        make = Make(people)
        make.course(tree())
        make.enrol("ana")
        fresh.keep(app, "any date")

    class Here(AnyDate):
        def __init__(self):
            fresh.reset(app, "any date")
            super().__init__()

    Here.app, Here.people = app, people
    return Here


def test_how_somebody_stood_on_a_date_is_told_the_same_for_ever(walk, full):
    examples, steps = FULL if full else SMALL
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    phases = [Phase.generate] if not full else settings.default.phases
    run_state_machine_as_test(
        walk,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, suppress_health_check=checks, phases=phases
        ),
    )  # fmt: skip


def test_a_long_story_with_something_of_everything(walk):
    """Every kind of fact changes in it, so that each cut at the date can be seen missing."""
    her = walk()
    her.begin()
    try:
        for act, *given in STORY:
            getattr(her, act)(*given)
        kinds = {name: [told[name] for told in her.told.values()] for name in next(iter(her.told.values()))}
        assert {name for name, found in kinds.items() if len({repr(each) for each in found}) == 1} == set()
    finally:
        her.teardown()
