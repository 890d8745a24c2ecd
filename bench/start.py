"""What a start costs: the CPU time of a second `./manage run` until it answers, beside one import of the bare app.

Nothing is left to prepare the second time. All processes of the run count, including those that have ended.
"""

import os
import statistics
import subprocess
import sys
import time
from urllib.request import urlopen

from bench.servers import START_SECONDS, cpu, free_port
from config import ROOT

GOAL = 2.5
RUN = [sys.executable, "manage", "run"]
BARE = [sys.executable, "-c", "import bench.limit_app"]


def start(folder, rounds):
    """The lines to print."""
    bare, ours = {"LIMIT_DATABASE": f"sqlite:///{folder / 'limit.db'}"}, {"LMS_VAR": str(folder / "started")}
    first = _run(ours)
    _imported(bare)  # so that both have their bytecode, if it is kept
    pairs = [(_run(ours), _imported(bare)) for _ in range(rounds)]
    ratio = statistics.median(mine / theirs for mine, theirs in pairs)
    mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    yield f"{'first start':14}{first:11.2f} s of CPU until it answers"
    yield f"{'second start':14}{mine:11.2f}   {ratio:.2f} times (goal: at most {GOAL})"
    yield f"{'limit import':14}{theirs:11.2f}"


def _run(environment):
    """CPU seconds of a run until a page answers."""
    port = free_port()
    process = subprocess.Popen(
        [*RUN, "--port", str(port)], cwd=ROOT, env={**_plain(), **environment}, stdout=subprocess.DEVNULL
    )
    try:
        _wait(process, port)
        return cpu(process.pid)
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def _wait(process, port):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
        except OSError:
            time.sleep(0.02)
    raise RuntimeError("./manage run does not answer")


def _imported(environment):
    """CPU seconds of one import of the yardstick, in a process of its own."""
    before = os.times()
    subprocess.run(BARE, cwd=ROOT, env={**_plain(), **environment}, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _plain():
    return {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
