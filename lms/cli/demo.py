"""`flask demo`: people to look around with."""

import click
from flask import current_app

from lms.cli.in_words import Group
from lms.demo import PASSWORD, PEOPLE, load

group = Group("demo", help="The demo: people, a clinic, enrolments.")


@group.command("load")
def load_command() -> None:
    """Load the demo people and their clinic. Running it again changes nothing."""
    if not current_app.config["SETTINGS"].demo:
        raise click.ClickException("Demo sign-ins are for demo mode only: set LMS_DEMO=true")
    load()
    for person in PEOPLE:
        click.echo(f"  {person.email:28} {PASSWORD}   {person.part}")
