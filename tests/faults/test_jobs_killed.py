"""A worker that is killed in the middle of a job: the next one goes on where it stood, and no step is done twice."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from sqlalchemy import select

from config import ROOT
from lms.core.db import db, write_tx
from lms.core.jobs.models import Job
from lms.core.jobs.queue import enqueue
from lms.core.mail import Outbox
from tests.faults.answering import until
from tests.faults.stepping import STEPS, stepping, together
from tests.live import ENDS_WITH_US

pytestmark = pytest.mark.fault
SMALL, FULL = 4, 60  # kills
SECONDS = 120
KIND = stepping(together)


class Worker:
    """A process that works; `kill` ends it in the middle of whatever it does."""

    def __init__(self, live, way):
        command = [*ENDS_WITH_US, sys.executable, "-m", "tests.faults.stepping", way]
        self._process = subprocess.Popen(command, env=live.environment, cwd=ROOT, stdout=subprocess.PIPE)
        assert self._process.stdout.readline() == b"working\n"

    def kill(self):
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._process.stdout.close()


def jobs():
    """How far each job is, by its key, and whether it is finished."""
    db.session.rollback()
    return {key: (done, end) for key, done, end in db.session.execute(select(Job.key, Job.done, Job.finished_at)
                                                                      .where(Job.kind == KIND.name))}  # fmt: skip


def steps():
    """How often each step was done."""
    db.session.rollback()
    return Counter(db.session.scalars(select(Outbox.to)))


def killed(live, way, kills, chance):
    """Run jobs with workers that are killed midway `kills` times. Returns the number of jobs."""
    for _kill in range(kills):
        while all(end for _done, end in jobs().values()):
            key = f"job{len(jobs()) + 1}"
            write_tx(lambda key=key: enqueue(KIND, key))
        worker = Worker(live, way)
        before = sum(done for done, _end in jobs().values())
        until(lambda before=before: sum(done for done, _end in jobs().values()) > before, SECONDS)
        time.sleep(chance.uniform(0, 0.2))
        worker.kill()
    worker = Worker(live, way)
    until(lambda: all(end for _done, end in jobs().values()), SECONDS)
    worker.kill()
    return len(jobs())


def test_a_job_whose_worker_is_killed_goes_on_and_does_each_step_once(live, inside, full, proof):
    kills = FULL if full else SMALL
    made = killed(live, "together", kills, random.Random(7))
    found = steps()
    assert made < kills, "jobs went on after a kill"
    proof("jobs", kills=kills, jobs=made, steps=found.total(), twice=sum(each > 1 for each in found.values()))
    assert found == Counter(f"job{job}-{number}@cast.example" for job in range(1, made + 1) for number in range(STEPS))
    assert {done for done, _end in jobs().values()} == {STEPS}


def test_without_one_scope_for_both_a_step_is_done_twice(live, inside):
    chance = random.Random(7)
    for _try in range(10):
        killed(live, "apart", 2, chance)
        if max(steps().values()) > 1:
            return
    pytest.fail("the control has lost its meaning: no kill fell between the two scopes")
