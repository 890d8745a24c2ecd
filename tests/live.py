"""The real server for the tests that need one: gunicorn on a free port of 127.0.0.1, as `./manage run` starts it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from config import ROOT, Settings
from lms.serve import server_command
from tests.database import test_settings
from tests.ports import free_port

START_SECONDS = 60
ENDS_WITH_US = ("setpriv", "--pdeathsig=KILL", "--") if shutil.which("setpriv") else ()
WORKERS, THREADS = 2, 4
DOOR = "wsgi:app"


class DidNotStart(RuntimeError):
    """The server exited. The message is its output."""


class LiveServer:
    """An installation of its own in a folder. `prepare` it, `start` it, do it harm, `stop` it."""

    def __init__(self, folder: Path, **settings: str) -> None:
        """`settings` are further LMS_* variables, without the prefix and in small letters."""
        self.folder = folder
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        given = {"var": folder / "var", "address": self.address, "argon_memory": 8, "argon_time": 1, **settings}
        theirs = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
        ours = {f"LMS_{name.upper()}": str(value) for name, value in given.items() if value}
        self.environment = {**theirs, **ours, "FLASK_APP": "wsgi.py"}
        self.log = folder / "server.log"
        self._master: subprocess.Popen[bytes] | None = None

    @property
    def settings(self) -> Settings:
        """The settings for an app in the test's own process, on the same database."""
        var = Path(self.environment["LMS_VAR"])
        return test_settings(var, database_url=self.environment.get("LMS_DATABASE_URL", ""), address=self.address)

    def prepare(self) -> "LiveServer":
        """Migrate, publish the courses, and in demo mode load the people."""
        self.flask("db", "upgrade")
        self.flask("courses", "publish", "--changed")
        if self.environment.get("LMS_DEMO") == "true":
            self.flask("demo", "load")
        return self

    def flask(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a `flask` command of this installation."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", *arguments],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0 or not check, f"flask {' '.join(arguments)}:\n{done.stdout}\n{done.stderr}"
        return done

    def start(self, door: str = DOOR, **changes: str) -> "LiveServer":
        """Start it and wait until it and all its workers answer. `door` is another app, for a control.

        Raises DidNotStart.
        """
        environment: Mapping[str, str] = {**self.environment, **changes}
        command = server_command(self.port, THREADS, WORKERS)
        with self.log.open("a") as log:
            self._master = subprocess.Popen(
                [*ENDS_WITH_US, *(door if each == DOOR else each for each in command)],
                env=environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._master.poll() is None:
            if len(self.workers()) == WORKERS and self.answers():
                return self
            time.sleep(0.05)
        self.kill()
        raise DidNotStart(self.log.read_text()[-3000:])

    def answers(self) -> bool:
        """Whether it says that it is alive."""
        try:
            with urlopen(f"{self.address}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except HTTPError as refused:
            refused.close()  # it holds the answer
            return False
        except OSError:
            return False

    def workers(self) -> list[int]:
        """The process ids of its workers."""
        if self._master is None:
            return []
        try:
            children = Path(f"/proc/{self._master.pid}/task/{self._master.pid}/children").read_text()
        except OSError:
            return []
        return [int(child) for child in children.split()]

    @property
    def runs(self) -> bool:
        """Whether it was started and not stopped."""
        return self._master is not None

    def kill(self) -> None:
        """End all of it at once, as a power switch would."""
        if self._master is None:
            return
        for process in (*self.workers(), self._master.pid):
            _end(process, signal.SIGKILL)
        self._master.wait()
        self._master = None

    def kill_worker(self, which: int) -> None:
        """Kill one worker. The master starts another."""
        workers = self.workers()
        _end(workers[which % len(workers)], signal.SIGKILL)

    def stop(self) -> None:
        """End it in order."""
        if self._master is None:
            return
        self._master.terminate()
        try:
            self._master.wait(40)
        except subprocess.TimeoutExpired:
            self.kill()
        self._master = None


def _end(process: int, how: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, how)
