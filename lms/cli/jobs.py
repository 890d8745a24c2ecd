"""`flask jobs`: what happens beside the requests."""

import time
from contextlib import suppress

import click
from flask import current_app
from sqlalchemy.exc import OperationalError

from lms.accounts.tasks import forget_the_past
from lms.assessment.tasks import hand_in_overdue
from lms.cli.in_words import Group
from lms.core.db import db
from lms.core.mail import deliver_due

SWEEP_EVERY = 3600.0  # seconds

group = Group("jobs", help="Background jobs: email, timed-out attempts, cleanup.")


@group.command("work")
@click.option("--once", is_flag=True, help="Run due jobs once, then exit.")
@click.option("--every", default=1.0, show_default=True, help="Seconds between checks.")
def work(once: bool, every: float) -> None:
    """Send due email, submit attempts whose time is up and, once an hour, delete expired data.

    Runs until you stop it.
    """
    with suppress(KeyboardInterrupt):  # that is how it is stopped, and nothing is half done
        _work(once, every)


def _work(once: bool, every: float) -> None:
    sweep_at = 0.0
    while True:
        try:
            _tell(deliver_due(current_app.config["SETTINGS"]), "email(s) sent")
            _tell(hand_in_overdue(), "attempt(s) submitted when time was up")
            if time.monotonic() >= sweep_at:
                _tell(forget_the_past(), "expired row(s) deleted")
                sweep_at = time.monotonic() + SWEEP_EVERY
        except OperationalError as error:
            click.echo(f"The database is not responding. Retrying: {error.orig}", err=True)
        finally:
            db.session.remove()
        if once:
            return
        time.sleep(every)


def _tell(done: int, what: str) -> None:
    if done:
        click.echo(f"{done} {what}")
