"""`./manage run`: prepare everything, start the real server, say where it is and who may sign in."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType
from typing import NoReturn
from urllib.request import urlopen

from config import ROOT, BadSetting, Settings

WORKERS = 2
HIGHEST_PORT = 65535
START_SECONDS = 30
STOPPED = 130  # as a shell says it


def main() -> int:
    """Prepare, serve, and stop everything together."""
    _listen()
    options = _options()
    environment = _environment(options)
    try:
        settings = Settings.from_environment(environment)
    except BadSetting as refused:
        sys.exit(f"Palpate cannot start: {refused}")
    try:
        if not _prepared(settings, environment):
            return 1
    except KeyboardInterrupt:
        return STOPPED
    return _served(settings, environment, options.port)


def _served(settings: Settings, environment: dict[str, str], port: int) -> int:
    jobs = subprocess.Popen([sys.executable, "-m", "flask", "jobs", "work"], env=environment, cwd=ROOT)
    server = subprocess.Popen(server_command(port, settings.threads), env=environment, cwd=ROOT)
    try:
        _greet(settings, server)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        for process in (server, jobs):
            process.terminate()
            process.wait()


def _listen() -> None:
    """Stop in order when told to, also where the terminal is closed, but for somebody who has said `nohup`."""
    signal.signal(signal.SIGTERM, _stop)
    hang_up = getattr(signal, "SIGHUP", None)  # Windows has none
    if hang_up and signal.getsignal(hang_up) is not signal.SIG_IGN:
        signal.signal(hang_up, _stop)


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt  # the same road out as Ctrl+C, so that no child stays behind


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


def _prepared(settings: Settings, environment: dict[str, str]) -> bool:
    for arguments, needed in _preparations(settings):
        failed = subprocess.call([sys.executable, "-m", "flask", *arguments], env=environment, cwd=ROOT)
        if failed and needed:
            return False
    return True


def _preparations(settings: Settings) -> list[tuple[list[str], bool]]:
    """Commands, and whether serving needs them: a broken course folder never stops the server."""
    demo = [(["demo", "load"], True)] if settings.demo else []
    return [(["db", "upgrade"], True), (["courses", "publish", "--changed"], False), *demo]


def server_command(port: int, threads: int, workers: int = WORKERS) -> list[str]:
    """The real server. `--reuse-port` keeps gthread from starving (docs/decisions/0006-server.md)."""
    return [
        sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread",
        "--workers", str(workers), "--threads", str(threads), "--reuse-port", "--no-control-socket",
        "--graceful-timeout", "30", "--max-requests", "50000", "--max-requests-jitter", "5000",
        "--log-level", "warning", "--config", str(ROOT / "lms" / "gunicorn_hooks.py"),
    ]  # fmt: skip


def _greet(settings: Settings, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"{settings.address}/healthz", timeout=2):  # noqa: S310 - our own address
                break
        except OSError:
            time.sleep(0.1)
    else:
        return
    print(f"\n{settings.site_name} is at {settings.address}\n")
    if settings.demo:
        from lms.demo import PASSWORD, PEOPLE  # noqa: PLC0415 - all features come with it: not before it is needed

        print("Demo sign-ins (public):")
        for person in PEOPLE:
            print(f"  {person.email:22} {PASSWORD}   {person.part}")
        print()
    print("Press Ctrl+C to stop.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
