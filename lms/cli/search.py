"""`flask search`: the index of what can be found."""

import click

from lms.cli.in_words import Group
from lms.core.db import write_tx
from lms.search import actions

group = Group("search", help="The index over lessons, glossaries and notes.")


@group.command("rebuild")
def rebuild() -> None:
    """Make the index anew from what is published and written. It is kept in step by itself otherwise."""
    made = write_tx(actions.rebuild)
    click.echo(f"{made} texts can be found")
