"""`flask jobs`: what happens beside the requests."""

import time

import click
from flask import current_app
from sqlalchemy.exc import OperationalError

from lms.assessment.tasks import hand_in_overdue
from lms.cli.in_words import Group
from lms.core.db import db
from lms.core.mail import deliver_due

group = Group("jobs", help="Work beside the requests: mail, attempts whose time has ended.")


@group.command("work")
@click.option("--once", is_flag=True, help="Do what is due and stop.")
@click.option("--every", default=1.0, show_default=True, help="Seconds between two looks.")
def work(once: bool, every: float) -> None:
    """Deliver mail that is due and hand in attempts whose time has ended, again and again, until stopped."""
    settings = current_app.config["SETTINGS"]
    while True:
        try:
            sent = deliver_due(settings)
            ended = hand_in_overdue()
        except OperationalError as error:
            click.echo(f"The database did not answer; trying again: {error.orig}", err=True)
            sent = ended = 0
        finally:
            db.session.remove()
        if sent:
            click.echo(f"{sent} mail(s) delivered")
        if ended:
            click.echo(f"{ended} attempt(s) handed in at the end of their time")
        if once:
            return
        time.sleep(every)
