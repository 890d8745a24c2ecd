"""`flask audit`: says whether the trail is whole."""

import json
import sys

import click

from lms.cli.in_words import Group
from lms.core.audit import verify

group = Group("audit", help="The audit trail.")


@group.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print the faults as a JSON list.")
def verify_command(as_json: bool) -> None:
    """Walk every chain and name each event that was changed, removed or put in. Exit 1 on a fault."""
    faults = list(verify())
    if as_json:
        click.echo(json.dumps(faults))
    else:
        click.echo("\n".join(faults) or "The audit trail is whole.")
    sys.exit(1 if faults else 0)
