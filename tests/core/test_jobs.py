"""The queue of jobs: each step runs once even if workers die, and no failure is silent."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from lms.core import mail
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.jobs import queries, queue
from lms.core.jobs.kinds import LEASE, Hopeless, JobKind, JobState, Lost
from lms.core.jobs.models import Job
from lms.core.jobs.worker import FIRST_DELAY, MOST_TRIES, work_off
from lms.core.mail import Outbox
from tests.parallel import at_once

STEPS = 5


class Reached(JobState):
    """The number of the next step."""

    step: int = 0


def step(number):
    """A step leaves a mark: a mail of its number."""
    mail.send(f"step{number}@cast.example", "Step", "Step")
    return 1


def run(job):
    job.of = STEPS
    for number in range(job.state.step, STEPS):
        job.step(lambda number=number: step(number), Reached(step=number + 1))


PLAIN = JobKind("plain", "step(s) done", Reached, run)


def ask(kind=PLAIN, key="a", **more):
    write_tx(lambda: queue.enqueue(kind, key, **more))


def work(kind=PLAIN, **more):
    return work_off({kind.name: kind}, **more)


def only(key="a"):
    db.session.rollback()
    return db.session.scalars(select(Job).where(Job.key == key).execution_options(populate_existing=True)).one()


def steps():
    """The steps that were done, in order."""
    db.session.rollback()
    return [to.partition("@")[0] for to in db.session.scalars(select(Outbox.to).order_by(Outbox.id))]


def in_mid_job(error):
    """A kind whose worker meets this after two steps, once."""
    met = []

    def interrupted(job):
        job.of = STEPS
        for number in range(job.state.step, STEPS):
            if number == 2 and not met:
                met.append(job)
                raise error
            job.step(lambda number=number: step(number), Reached(step=number + 1))

    return replace(PLAIN, run=interrupted)


ALL = [f"step{number}" for number in range(STEPS)]


def test_a_job_is_done_once_and_says_how_much_it_did(app):
    ask()
    ask()  # the same key
    seen = []
    tally = work(seen=lambda job: seen.append((job.done, job.of)))
    assert (tally.did["plain"], tally.failed.total()) == (STEPS, 0)
    assert steps() == ALL
    assert seen == [*((number + 1, STEPS) for number in range(STEPS)), (STEPS, STEPS)]
    ask()
    assert work().did["plain"] == 0, "a finished key is not done again"


def test_a_job_of_an_act_that_failed_is_never_done(app):
    def act():
        queue.enqueue(PLAIN, "a")
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        write_tx(act)
    assert work().did["plain"] == 0


def test_it_waits_until_it_is_due(app):
    ask(due_at=now() + timedelta(hours=1))
    assert work().did["plain"] == 0
    with time_machine.travel(now() + timedelta(hours=1, seconds=1)):
        assert work().did["plain"] == STEPS


def test_it_begins_with_the_state_that_it_was_given(app):
    ask(state=Reached(step=3))
    work()
    assert steps() == ["step3", "step4"]


def test_a_worker_that_dies_leaves_the_rest_to_the_next_one(app):
    ask()
    with pytest.raises(SystemExit):
        work(in_mid_job(SystemExit()))
    assert steps() == ["step0", "step1"]
    assert work().did["plain"] == 0, "still leased"
    with time_machine.travel(now() + LEASE + timedelta(seconds=1)):
        assert work().did["plain"] == STEPS - 2
    assert steps() == ALL
    assert (only().done, only().of) == (STEPS, STEPS)


def test_a_worker_that_is_told_to_stop_puts_its_job_back(app):
    ask()
    with pytest.raises(KeyboardInterrupt):
        work(in_mid_job(KeyboardInterrupt()))
    assert work().did["plain"] == STEPS - 2
    assert steps() == ALL


def test_one_that_fails_is_tried_later_where_it_stood(app, caplog):
    ask()
    assert work(in_mid_job(KeyError("eva@cast.example"))).failed["plain"] == 1
    assert only().failure == "KeyError: 'e…@cast.example'"
    assert caplog.messages == ["job plain a failed (try 1 of 8, next try in 0:01:00): KeyError: 'e…@cast.example'"]
    assert work().did["plain"] == 0, "not before its time"
    with time_machine.travel(now() + FIRST_DELAY + timedelta(seconds=1)):
        assert work().did["plain"] == STEPS - 2
    assert (steps(), only().failure) == (ALL, "")


def always(error):
    def fails(_job):
        raise error

    return fails


def test_it_is_given_up_after_the_last_try_and_somebody_is_told(app):
    told = []
    kind = replace(PLAIN, run=always(OSError("down")), gave_up=lambda *what: told.append(what))
    ask()
    with time_machine.travel(now(), tick=False) as clock:
        for number in range(MOST_TRIES):
            assert told == [], number
            assert work(kind).failed["plain"] == 1
            clock.shift(timedelta(hours=3))
        assert work(kind).failed["plain"] == 0
    assert told == [("a", "OSError: down")]
    [line] = queries.lines()
    assert (line.status, line.failure) == ("failed", "OSError: down")
    assert write_tx(queue.retry) == 1
    assert work().did["plain"] == STEPS


def test_what_is_hopeless_is_given_up_at_once(app):
    ask()
    work(replace(PLAIN, run=always(Hopeless("550 nobody"))))
    assert queries.lines()[0].status == "failed"


def test_what_stops_its_worker_every_time_is_given_up(app):
    ask()
    kind = replace(PLAIN, run=always(SystemExit()))
    with time_machine.travel(now(), tick=False) as clock:
        for _try in range(MOST_TRIES):
            with pytest.raises(SystemExit):
                work(kind)
            clock.shift(LEASE + timedelta(seconds=1))
        assert work(kind).failed["plain"] == 1
    assert "stopped 8 times" in only().failure


def test_a_step_forward_is_another_eight_tries(app):
    ask()
    work(in_mid_job(KeyError("once")))
    with time_machine.travel(now() + FIRST_DELAY + timedelta(seconds=1)):
        work(replace(PLAIN, run=lambda job: (job.step(lambda: 1), 1 / 0)))
    assert only().tries == 1


def test_a_state_that_nobody_can_read_fails_that_job_alone(app):
    ask(key="broken")
    ask(key="sound")
    write_tx(lambda: setattr(only("broken"), "state", {"step": "no number"}))
    tally = work()
    assert (tally.did["plain"], tally.failed["plain"]) == (STEPS, 1)
    assert "validation error" in only("broken").failure


def test_who_has_lost_the_lease_keeps_nothing_of_the_step(app):
    def slow(job):
        with time_machine.travel(now() + LEASE + timedelta(seconds=1)):
            assert work().did["plain"] == STEPS, "another worker takes it over"
        with pytest.raises(Lost):
            job.step(lambda: step(9))
        with pytest.raises(Lost):
            job.extend()
        job.finish()

    ask()
    assert work(replace(PLAIN, run=slow)).did["plain"] == 0
    assert steps() == ALL


def test_who_extends_the_lease_keeps_the_job(app):
    def slow(job):
        job.extend()
        with time_machine.travel(now() + LEASE - timedelta(seconds=1)):
            job.extend()
        with time_machine.travel(now() + LEASE + timedelta(seconds=1)):
            assert work().did["plain"] == 0
        run(job)

    ask()
    assert work(replace(PLAIN, run=slow)).did["plain"] == STEPS


def test_two_workers_at_once_do_each_step_once(app):
    for number in range(6):
        ask(key=str(number))
    results = at_once(app, 4, lambda _n: work().did["plain"])
    assert sum(results) == 6 * STEPS
    assert sorted(steps()) == sorted(6 * ALL)


def test_what_comes_back_is_due_again_after_its_time_and_never_given_up(app):
    kind = replace(PLAIN, run=lambda job: job.step(lambda: 1), every=timedelta(minutes=10))
    with time_machine.travel(now(), tick=False) as clock:
        assert work(kind).did["plain"] == 1
        assert work(kind).did["plain"] == 0
        clock.shift(timedelta(minutes=10))
        assert work(kind).did["plain"] == 1
        for _try in range(MOST_TRIES + 4):
            clock.shift(timedelta(minutes=10))
            assert work(replace(kind, run=always(OSError("down")))).failed["plain"] == 1
        clock.shift(timedelta(minutes=10))
        assert work(kind).did["plain"] == 1


def test_one_that_nobody_has_touched_can_be_taken_back(app):
    ask(key="a")
    ask(key="b", due_at=now() - timedelta(hours=1))
    with pytest.raises(SystemExit):
        work(in_mid_job(SystemExit()))  # the one that is due for longer
    assert write_tx(lambda: queue.withdraw(PLAIN, select(Job.key))) == ["a"]


def test_looking_at_an_empty_queue_opens_no_write_scope(app, statements):
    with statements(at_most=2) as seen:
        work()
    assert not seen.writes


def test_the_queue_is_told_in_one_statement(app, statements):
    ask(key="waits")
    ask(key="later", due_at=now() + timedelta(days=1))
    ask(kind=replace(PLAIN, name="other"))
    work(replace(PLAIN, name="other", run=always(Hopeless("no"))))
    with statements(exactly=1):
        other, plain = queries.standings()
    assert (plain.waiting, plain.running, plain.failed, plain.failed_since) == (2, 0, 0, None)
    assert plain.waiting_since == only("waits").due_at
    assert (other.waiting, other.failed, other.waiting_since) == (0, 1, None)
    assert other.failed_since


def test_finished_jobs_are_counted_nowhere(app):
    ask()
    work()
    write_tx(lambda: mail.forget(list(db.session.scalars(select(Outbox.to))), app.config["SETTINGS"]))
    assert (queries.lines(), list(queries.standings())) == ([], [])
    assert db.session.scalar(select(func.count()).select_from(Job)) == 1
