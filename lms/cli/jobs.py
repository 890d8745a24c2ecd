"""`flask jobs`: background work."""

import signal
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from types import FrameType
from typing import Any, NoReturn

import click
from sqlalchemy.exc import OperationalError

from lms.cli.database_errors import Group
from lms.core.db import db, write_tx
from lms.core.jobs import queries, queue
from lms.core.jobs.kinds import JobKind, LeasedJob, known
from lms.core.jobs.models import Job
from lms.core.jobs.worker import work_off

BAR = 30  # characters
group = Group("jobs", help="Background jobs: email, timed-out attempts, cleanup.")


@group.command("work")
@click.option("--once", is_flag=True, help="Run due jobs once, then exit; with 1 if one of them failed.")
@click.option("--every", default=1.0, show_default=True, help="Seconds between checks.")
def work(once: bool, every: float) -> None:
    """Send due email, submit attempts whose time is up, and do all other jobs that are due.

    Runs until you stop it. A job that was interrupted continues where it was.
    """
    signal.signal(signal.SIGTERM, _stop)
    with suppress(KeyboardInterrupt):  # the usual way to stop it; nothing is left half done
        while True:
            well = _worked(known())
            if once:
                sys.exit(0 if well else 1)
            time.sleep(every)


@group.command("list")
def list_jobs() -> None:
    """List jobs that wait, run or have failed, with the reason. Exits with 1 if one has failed for good."""
    lines = queries.lines()
    for line in lines:
        progress = f"{line.done}/{line.of}" if line.of else "-"
        when = f"{line.failed_at or line.due_at:%F %T}"
        click.echo(
            f"{line.id:6}  {line.status:8}{when}  {line.kind:20}  {progress:>9}  {line.key}  {line.failure}".rstrip()
        )
    click.echo(f"{len(lines)} job(s)" + (f"; only the first {queries.MOST}" if len(lines) == queries.MOST else ""))
    sys.exit(1 if any(line.failed_at for line in lines) else 0)


@group.command("retry")
@click.argument("numbers", type=int, nargs=-1)
def retry(numbers: tuple[int, ...]) -> None:
    """Try again now: the jobs with these NUMBERS, or every job that failed."""
    which = (Job.id.in_(numbers),) if numbers else ()
    click.echo(f"{write_tx(lambda: queue.retry(*which))} job(s) will be tried again")


def _worked(kinds: Mapping[str, JobKind[Any]]) -> bool:
    """Do what is due and print it. Returns whether nothing failed."""
    try:
        tally = work_off(kinds, _bar)
    except OperationalError as error:
        click.echo(f"The database is not responding. Retrying: {error.orig}", err=True)
        return False
    finally:
        db.session.remove()
    for name, kind in kinds.items():
        if tally.did[name]:
            click.echo(f"{tally.did[name]} {kind.did}")
        if tally.failed[name]:
            click.echo(f"{tally.failed[name]} job(s) failed: {name}. `flask jobs list` says why", err=True)
    return not tally.failed.total()


def _bar(held: LeasedJob[Any]) -> None:
    """A progress bar on a terminal, for a job that knows its total."""
    if held.of and sys.stdout.isatty():
        filled = BAR * held.done // held.of
        click.echo(f"\r{held.kind.name} [{'#' * filled:-<{BAR}}] {held.done}/{held.of}", nl=held.finished)


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt  # stop as with Ctrl+C, so that the job is released at once
