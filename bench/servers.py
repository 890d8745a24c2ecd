"""Start a server for the bench and read what it costs from /proc."""

import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from config import ROOT

TICKS = os.sysconf("SC_CLK_TCK")
START_SECONDS = 60


@dataclass
class Server:
    """A running gunicorn; `also` are processes whose work counts too, such as PostgreSQL's."""

    process: subprocess.Popen
    port: int
    also: tuple[int, ...] = ()

    def cpu_seconds(self):
        """Processor time so far of the server, its workers and the database."""
        return sum(cpu(pid) for pid in (self.process.pid, *self.also))

    def stop(self):
        self.process.terminate()
        self.process.wait(30)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(app, environment, threads=4, workers=2, also=()):
    """Start gunicorn as the product runs it, for `app`. Returns when it answers."""
    port = free_port()
    command = [
        sys.executable, "-m", "gunicorn", app, "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread",
        "--workers", str(workers), "--threads", str(threads), "--reuse-port", "--no-control-socket",
        "--log-level", "error",
    ]  # fmt: skip
    address = {"LMS_ADDRESS": f"http://127.0.0.1:{port}"} if app.startswith("wsgi") else {}
    process = subprocess.Popen(command, env={**os.environ, **environment, **address}, cwd=ROOT)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).close()
        except HTTPError:  # it answers, even without such a page
            break
        except OSError:
            time.sleep(0.1)
        else:
            break
    return Server(process, port, also)


def cpu(pid):
    """Processor time so far of a process and its descendants, including those that have ended."""
    total, todo = 0.0, [pid]
    while todo:
        each = todo.pop()
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            tasks = Path(f"/proc/{each}/task").iterdir()
            todo += [int(child) for task in tasks for child in (task / "children").read_text().split()]
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += sum(map(int, fields[11:15])) / TICKS
    return total
