"""`flask search`: the search index."""

import click

from lms.cli.database_errors import Group
from lms.core.db import write_tx
from lms.search import actions

group = Group("search", help="The search index for lessons, glossaries and notes.")


@group.command("rebuild")
def rebuild() -> None:
    """Rebuild the search index. It normally stays up to date by itself."""
    made = write_tx(actions.rebuild)
    click.echo(f"{made} texts indexed")
