"""`flask mail`: email that has not left, and why."""

import sys

import click

from lms.cli.database_errors import Group
from lms.core.db import write_tx
from lms.core.jobs import queue
from lms.core.jobs.models import Job
from lms.core.mail import MAIL, unsent

group = Group("mail", help="Email that has not been sent.")


@group.command("list")
def list_mail() -> None:
    """List email that waits or has failed, with the reason. Exits with 1 if some has failed for good."""
    letters = unsent()
    for letter in letters:
        when = f"{letter.job.failed_at or letter.job.due_at:%F %T}"
        tries = f"tried {letter.job.tries} time(s)" if letter.job.tries else ""
        words = (letter.public_id, f"{letter.job.status:8}{when}", letter.to, letter.subject, tries, letter.job.failure)
        click.echo("  ".join(filter(None, words)))
    click.echo(f"{len(letters)} email(s) not sent")
    sys.exit(1 if any(letter.job.failed_at for letter in letters) else 0)


@group.command("retry")
@click.argument("ids", nargs=-1)
def retry(ids: tuple[str, ...]) -> None:
    """Send again now: the email with these IDS, or all email that failed."""
    which = (Job.key.in_(ids),) if ids else ()
    click.echo(f"{write_tx(lambda: queue.retry(Job.kind == MAIL.name, *which))} email(s) will be sent again")
