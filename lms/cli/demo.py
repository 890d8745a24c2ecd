"""`flask demo`: load people to try things out with."""

import click
from flask import current_app

from lms.cli.database_errors import Group
from lms.demo import PASSWORD, PEOPLE, load

group = Group("demo", help="Demo data: people, a clinic and enrollments.")


@group.command("load")
def load_command() -> None:
    """Load the demo people and their clinic. Safe to run more than once."""
    if not current_app.config["SETTINGS"].demo:
        raise click.ClickException("Demo sign-ins work only in demo mode. Set LMS_DEMO=true")
    load()
    for person in PEOPLE:
        click.echo(f"  {person.email:28} {PASSWORD}   {person.part}")
