"""A worker with jobs of many steps, to be killed: `python -m tests.faults.stepping together|apart`.

Each step writes a mail of its number. `apart` is the control: what a step does and how far the job is are written in
two scopes, as one would without thinking.
"""

import sys
import time
from datetime import timedelta

from config import Settings
from lms.app import create_app
from lms.core import mail
from lms.core.db import write_tx
from lms.core.jobs import kinds, worker
from lms.core.jobs.kinds import JobKind, JobState

LEASE = timedelta(seconds=2)  # so that a test need not wait for five minutes
STEPS = 40
PAUSE = 0.01  # in a step, and between two writes


class Reached(JobState):
    """The number of the next step."""

    step: int = 0


def step(key, number):
    """Leave the mark of this step."""
    mail.send(f"{key}-{number}@cast.example", "Step", "Step")
    return 1


def together(job, number):
    """The step and the state in one scope."""
    job.step(lambda: step(job.key, number), Reached(step=number + 1))


def apart(job, number):
    """First the one, then the other."""
    write_tx(lambda: step(job.key, number))
    time.sleep(PAUSE)
    job.step(lambda: 1, Reached(step=number + 1))


def stepping(one):
    """The kind whose steps are written this way."""

    def run(job):
        job.of = STEPS
        for number in range(job.state.step, STEPS):
            time.sleep(PAUSE)
            one(job, number)

    return JobKind("stepping", "step(s) done", Reached, run)


def main():
    """Work until killed."""
    kinds.LEASE = worker.LEASE = LEASE
    kind = stepping({"together": together, "apart": apart}[sys.argv[1]])
    with create_app(Settings.from_environment()).app_context():
        print("working", flush=True)
        while True:
            worker.work_off({kind.name: kind})
            time.sleep(0.05)


if __name__ == "__main__":
    main()
