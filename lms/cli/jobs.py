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

group = Group("jobs", help="Work beside the requests: mail, attempts whose time has ended.")


@group.command("work")
@click.option("--once", is_flag=True, help="Do what is due and stop.")
@click.option("--every", default=1.0, show_default=True, help="Seconds between two looks.")
def work(once: bool, every: float) -> None:
    """Deliver mail that is due, hand in attempts whose time has ended, and hourly forget what is past its time.

    Again and again, until stopped.
    """
    with suppress(KeyboardInterrupt):  # that is how it is stopped, and nothing is half done
        _work(once, every)


def _work(once: bool, every: float) -> None:
    sweep_at = 0.0
    while True:
        try:
            _tell(deliver_due(current_app.config["SETTINGS"]), "mail(s) delivered")
            _tell(hand_in_overdue(), "attempt(s) handed in at the end of their time")
            if time.monotonic() >= sweep_at:
                _tell(forget_the_past(), "row(s) forgotten that nobody needs any more")
                sweep_at = time.monotonic() + SWEEP_EVERY
        except OperationalError as error:
            click.echo(f"The database did not answer; trying again: {error.orig}", err=True)
        finally:
            db.session.remove()
        if once:
            return
        time.sleep(every)


def _tell(done: int, what: str) -> None:
    if done:
        click.echo(f"{done} {what}")
