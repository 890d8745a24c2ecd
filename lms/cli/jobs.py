"""`flask jobs`: what happens beside the requests."""

import time

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError

from lms.core.db import db
from lms.core.mail import deliver_due

group = AppGroup("jobs", help="Work beside the requests: mail.")


@group.command("work")
@click.option("--once", is_flag=True, help="Do what is due and stop.")
@click.option("--every", default=1.0, show_default=True, help="Seconds between two looks.")
def work(once: bool, every: float) -> None:
    """Deliver mail that is due, again and again, until stopped."""
    settings = current_app.config["SETTINGS"]
    while True:
        try:
            sent = deliver_due(settings)
        except OperationalError as error:
            click.echo(f"The database did not answer; trying again: {error.orig}", err=True)
            sent = 0
        finally:
            db.session.remove()
        if sent:
            click.echo(f"{sent} mail(s) delivered")
        if once:
            return
        time.sleep(every)
