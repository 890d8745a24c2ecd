"""A PostgreSQL of our own for the tests: made in a temporary folder, gone afterwards.

It uses the PostgreSQL that is installed. PostgreSQL refuses to run as root, so root lends it to an
unprivileged user with `setpriv`.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

import psycopg
from psycopg import sql

from tests.ports import free_port

START_SECONDS = 30
SPEED = ("fsync=off", "full_page_writes=off")  # for tests that prove nothing about durability
MISSING = (
    "PostgreSQL is not installed, so nothing was tested on it. "
    "On Debian: apt install postgresql; on a Mac: brew install postgresql"
)


class NoPostgres(RuntimeError):
    """PostgreSQL is not available. The message says why and what to do."""


class Server:
    """A running, empty PostgreSQL. Durable unless told otherwise.

    `environment` are further variables for it, made from its folder.
    """

    def __init__(
        self, *, durable: bool = True, environment: Callable[[Path], Mapping[str, str]] = lambda _: {}
    ) -> None:
        self._programs = programs()
        self._user = _unprivileged()
        self.folder = Path(tempfile.mkdtemp(prefix="palpate-pg-"))
        self.port = free_port()
        if self._user:
            os.chown(self.folder, self._user.pw_uid, self._user.pw_gid)
        with ExitStack() as made:  # undone where the next step fails, or is interrupted
            made.callback(shutil.rmtree, self.folder, ignore_errors=True)
            self._init()
            self._environment = {**os.environ, **environment(self.folder)}
            self._settings = () if durable else SPEED
            self._process = self._start(self._settings)
            made.callback(self._end)
            self._wait()
            self._made = made.pop_all()

    @property
    def pid(self) -> int:
        """The process whose children serve the connections."""
        return self._process.pid

    def url(self, database: str) -> str:
        """The address of a database in it, for SQLAlchemy."""
        return f"postgresql+psycopg://palpate@127.0.0.1:{self.port}/{database}"

    def stop(self) -> None:
        """Stop at once and remove the folder."""
        self._made.close()

    def halt(self) -> None:
        """Stop at once, as an operator does who restarts it; what is stored stays, and `resume` serves it again."""
        self._end()

    def resume(self) -> None:
        """Serve again after `halt`, at the same address."""
        self._process = self._start(self._settings)
        self._wait()

    def _end(self) -> None:
        self._process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown; at SIGTERM it waits for its clients
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _init(self) -> None:
        command = [
            self._programs / "initdb", "-D", self.folder / "data", "-U", "palpate", "--auth=trust",
            "--encoding=UTF8", "--no-locale", "--no-sync",
        ]  # fmt: skip
        done = subprocess.run([*self._lent(), *command], check=False, capture_output=True, text=True, cwd=self.folder)
        if done.returncode:
            raise NoPostgres(f"initdb failed: {done.stderr.strip()}")

    def _start(self, settings: tuple[str, ...]) -> subprocess.Popen[bytes]:
        told = (f"port={self.port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={self.folder}")
        options = [part for each in (*told, "max_connections=200", *settings) for part in ("-c", each)]
        with (self.folder / "log").open("a") as log:
            return subprocess.Popen(
                [*self._lent(), self._programs / "postgres", "-D", self.folder / "data", *options],
                stdout=log, stderr=log, cwd=self.folder, env=self._environment,
            )  # fmt: skip

    def _lent(self) -> list[str]:
        """Run what follows without root's rights, and let it end when this process does."""
        if not shutil.which("setpriv"):
            if self._user:
                raise NoPostgres("PostgreSQL refuses to run as root, and `setpriv` is not there to lend it")
            return []
        who = [f"--reuid={self._user.pw_uid}", f"--regid={self._user.pw_gid}", "--clear-groups"] if self._user else []
        return ["setpriv", *who, "--pdeathsig=QUIT", "--"]

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                psycopg.connect(host="127.0.0.1", port=self.port, user="palpate", dbname="postgres").close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise NoPostgres(f"PostgreSQL did not start: {(self.folder / 'log').read_text()[-2000:]}")


def programs() -> Path:
    """The folder of `initdb` and `postgres`. Raises NoPostgres."""
    found = shutil.which("initdb")
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    homes = [Path(found).resolve().parent] if found else installed[::-1]
    if not homes:
        raise NoPostgres(MISSING)
    return homes[0]


def create(url: str, *, template: str = "template1") -> None:
    """Make the database of this address, replacing one that is there, as a copy of `template`."""
    base, name = url.replace("+psycopg", "").rsplit("/", 1)
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(made.format(sql.Identifier(name), sql.Identifier(template)))


def _unprivileged() -> pwd.struct_passwd | None:
    """The user to run it as if we are root, else None."""
    if os.geteuid():
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]
