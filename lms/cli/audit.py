"""`flask audit`: verify the audit trail."""

import json
import sys

import click

from lms.cli.database_errors import Group
from lms.core.audit import verify

group = Group("audit", help="The audit trail.")


@group.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print problems as a JSON list.")
def verify_command(as_json: bool) -> None:
    """Check every chain and list each event that was changed, removed or inserted.

    Exits with 1 if there is a problem.
    """
    faults = list(verify())
    if as_json:
        click.echo(json.dumps(faults))
    else:
        click.echo("\n".join(faults) or "The audit trail is intact.")
    sys.exit(1 if faults else 0)
