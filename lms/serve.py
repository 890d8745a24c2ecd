"""`./manage run`: prepare everything, start the server, and print its address and who can sign in.

The app is imported once; the server and the jobs are forks of this process (docs/decisions/0018-a-quick-start.md).
"""

import argparse
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import NoReturn
from urllib.request import urlopen

from flask import Flask
from gunicorn.app import wsgiapp

from config import ROOT, BadSetting, Settings
from lms.prepare import prepared, ran

WORKERS = 2
HIGHEST_PORT = 65535
START_SECONDS = 30
STOPPED = 130  # the exit code of a shell
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> int:
    """Prepare, serve, and stop everything together."""
    _listen()
    options = _options()
    os.environ.update(_environment(options))
    try:
        settings = Settings.from_environment()
    except BadSetting as refused:
        sys.exit(f"Palpate cannot start: {refused}")
    try:
        app = _imported()
        if not prepared(app, settings):
            return 1
    except KeyboardInterrupt:
        return STOPPED
    return _served(app, settings, options.port)


def _imported() -> Flask:
    from wsgi import app  # noqa: PLC0415 - all features come with it: once the settings will do and signals are heard

    return app


def _served(app: Flask, settings: Settings, port: int) -> int:
    server = _forked(lambda: _serve(port, settings.threads))
    try:
        answers = _answers(settings, server)
        _forked(lambda: ran(app, "jobs", "work"))  # only now, so that no page had to wait for it
        if answers:
            _greet(settings)
        server.join()
    except KeyboardInterrupt:
        return 0
    return server.exitcode or 0


def _forked(work: Callable[[], object]) -> BaseProcess:
    """Run `work` in a forked process with everything imported here. It ends when this process does."""

    def begin() -> None:
        for number in ENDINGS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)
        work()

    process = get_context("fork").Process(target=begin, daemon=True)
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)  # no signals until the child's handlers are set
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)
    return process


def _serve(port: int, threads: int) -> None:
    """Run the server. It finds `wsgi` already imported, and its workers are forks of it."""
    sys.argv = server_command(port, threads)[2:]
    wsgiapp.run(prog="gunicorn")


def _listen() -> None:
    """Stop in order when told to, also where the terminal is closed, but for someone who has said `nohup`."""
    signal.signal(signal.SIGTERM, _stop)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _stop)


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt  # stop as with Ctrl+C, so that no child is left behind


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./manage run", description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="default: 8000, or the next free port")
    parser.add_argument("--no-demo", action="store_true", help="start empty, with no demo people")
    options = parser.parse_args()
    options.port = _free_port(options.port)
    return options


def _free_port(wanted: int) -> int:
    if not 0 < wanted <= HIGHEST_PORT:
        sys.exit(f"--port is {wanted}; use a number from 1 to {HIGHEST_PORT}")
    for port in range(wanted, min(wanted + 50, HIGHEST_PORT + 1)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if not probe.connect_ex(("127.0.0.1", port)):
                continue
        if port != wanted:
            print(f"Port {wanted} is in use. Using {port} instead.", flush=True)
        return port
    sys.exit(f"No free port from {wanted} to {wanted + 49}; choose another with --port")


def _environment(options: argparse.Namespace) -> dict[str, str]:
    given = {"LMS_DEMO": "false" if options.no_demo else "true", "LMS_ADDRESS": f"http://127.0.0.1:{options.port}"}
    return {"FLASK_APP": "wsgi.py", **given, **os.environ}


def server_command(port: int, threads: int, workers: int = WORKERS) -> list[str]:
    """The command of the server. `--reuse-port` keeps gthread from starving (docs/decisions/0006-server.md)."""
    return [
        sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread",
        "--workers", str(workers), "--threads", str(threads), "--reuse-port", "--no-control-socket",
        "--graceful-timeout", "30", "--max-requests", "50000", "--max-requests-jitter", "5000",
        "--log-level", "warning", "--config", str(ROOT / "lms" / "gunicorn_hooks.py"),
    ]  # fmt: skip


def _answers(settings: Settings, server: BaseProcess) -> bool:
    """Wait until the server answers. Returns False if it exits or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while server.is_alive() and time.monotonic() < deadline:
        try:
            with urlopen(f"{settings.address}/healthz", timeout=2):  # noqa: S310 - our own address
                return True
        except OSError:
            time.sleep(0.1)
    return False


def _greet(settings: Settings) -> None:
    print(f"\n{settings.site_name} is at {settings.address}\n")
    if settings.demo:
        from lms.demo import PASSWORD, PEOPLE  # noqa: PLC0415 - as the app itself: not before it is needed

        print("Demo sign-ins (public):")
        for person in PEOPLE:
            print(f"  {person.email:22} {PASSWORD}   {person.part}")
        print()
    print("Press Ctrl+C to stop.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
