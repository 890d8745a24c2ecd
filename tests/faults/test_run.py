"""`./manage run` from outside: it says what it does, and nothing of it stays behind, however it is ended."""

import os
import signal
import subprocess
import sys
import threading
from contextlib import ExitStack, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest

from config import ROOT
from tests.faults.answering import until

pytestmark = [pytest.mark.fault, pytest.mark.sqlite]
SECONDS = 120
# Signals as they are there, and then the rest of the line: who runs the tests in the background has them ignored.
AT_A_TERMINAL = """
import os, signal, sys
for each in (signal.SIGINT, signal.SIGHUP):
    signal.signal(each, signal.SIG_DFL)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


@pytest.fixture
def running(live):
    """`running()` begins it on the prepared installation, as a terminal would."""
    made = []

    def begin():
        command = [sys.executable, "-c", AT_A_TERMINAL, "-u", "-m", "lms.serve", "--no-demo", "--port", str(live.port)]
        process = subprocess.Popen(
            command, cwd=ROOT, env=live.environment, text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        made.append(process)
        late = threading.Timer(SECONDS, end, [process])  # a test that fails shall not wait for ever
        late.daemon = True
        late.start()
        return process

    yield begin
    for process in made:
        end(process)
        process.wait()
        process.stdout.close()


def end(process):
    """All that it has started, too."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def until_said(process, words):
    """Read what it says until it says this."""
    said = ""
    for line in process.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(f"it ended without “{words}”:\n{said}")


@pytest.mark.parametrize("how", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_server_and_jobs_end_together(live, running, how):
    process = running()
    until_said(process, "Press Ctrl+C to stop")
    assert live.answers()
    process.send_signal(how)
    rest = process.communicate(timeout=SECONDS)[0]  # no one holds its output open any more: all of them have ended
    assert process.returncode == 0, rest
    assert "Traceback" not in rest
    assert not live.answers()


def test_stopping_while_it_prepares_is_no_fault(live, running):
    database = live.settings.var / "palpate.db"
    database.unlink()  # so that there is much to prepare
    process = running()
    until(database.exists, SECONDS)
    process.send_signal(signal.SIGINT)
    rest = process.communicate(timeout=SECONDS)[0]
    assert process.returncode == 130, rest
    assert "Traceback" not in rest


def below(pid):
    """All processes that this one has started, and theirs."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [each for child in map(int, children) for each in (child, *below(child))]


def files(pid):
    """What a process holds open."""
    return [str(each.readlink()) for each in Path(f"/proc/{pid}/fd").iterdir()]


def test_all_are_forks_of_one_import_and_no_database_crosses_a_fork(live, running):
    process = running()
    until_said(process, "Press Ctrl+C to stop")
    server, *workers = [process.pid, *below(process.pid)][1:4]
    until(lambda: len(below(process.pid)) == 4)  # the server, its two workers, the jobs
    for each in below(process.pid):
        assert b"lms.serve" in Path(f"/proc/{each}/cmdline").read_bytes()  # no one has begun another program
    for each in (process.pid, server):
        assert not [name for name in files(each) if "palpate.db" in name]
    os.kill(workers[0], signal.SIGKILL)
    until(lambda: len(below(server)) == 2 and workers[0] not in below(server))
    assert live.answers()


def listening(port):
    """The sockets that listen at a port."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return {f"socket:[{line[9]}]" for line in lines if line[3] == "0A" and int(line[1].rpartition(":")[2], 16) == port}


def test_each_worker_listens_for_itself_and_takes_connections(live):
    live.start()
    own = [listening(live.port).intersection(files(each)) for each in live.workers()]
    assert [len(each) for each in own] == [1, 1]
    assert own[0] != own[1]
    idle = {each: len(files(each)) for each in live.workers()}
    with ExitStack() as visits:
        for _each in range(40):
            visitor = HTTPConnection("127.0.0.1", live.port)
            visits.callback(visitor.close)
            visitor.request("GET", "/healthz")
            visitor.getresponse().read()
        taken = {each: len(files(each)) - before for each, before in idle.items()}
    assert len(taken) == 2
    assert min(taken.values()) > 5, taken


def test_a_port_in_use_is_said(live, running):
    live.start()
    said = until_said(running(), "Press Ctrl+C to stop")
    assert f"Port {live.port} is in use. Using " in said


def test_a_command_that_does_not_exist_is_named():
    done = subprocess.run([sys.executable, "manage", "bogus"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "“bogus” is not a ./manage command" in done.stderr
    assert "./manage run" in done.stdout
