"""`flask backup` and `flask restore`: copy the whole database to a file, and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import with_appcontext

from lms.cli.database_errors import Command
from lms.core import audit
from lms.core import backup as copies
from lms.core.acts import Act
from lms.core.db import db, write_tx

FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.command("backup", cls=Command)
@FILE
@with_appcontext
def backup(file: Path) -> None:
    """Back up the whole database to FILE and verify the copy. The server can keep running.

    The backup has everything that was confirmed as saved before it started. Keep the secret key as well: receipts
    are checked with it.
    """
    with _progress("Backing up the database") as told, _in_words():
        made = copies.make(db.engine, file, told)
    click.echo(f"{file}: {made.size / 1e6:.1f} MB, verified, schema revision {made.revision!r}")


@click.command("restore", cls=Command)
@FILE
@click.option("--yes", is_flag=True, help="Replace everything now in the database.")
@with_appcontext
def restore(file: Path, yes: bool) -> None:
    """Replace the database with the backup in FILE. Stop the server and the jobs first.

    The backup is verified before anything is changed, and everything is replaced in one step.
    """
    with _in_words():
        found = copies.examine(db.engine, file)
        if not (yes or copies.is_empty(db.engine)):
            raise copies.CannotCopy(
                f"{file} is valid, but the database is not empty. Restoring would erase everything in it. "
                "Back it up with `flask backup`, then run this again with --yes"
            )
        with _progress("Restoring the database") as told:
            older = copies.restore(db.engine, file, told)
    write_tx(lambda: audit.record(Act.BACKUP_RESTORED, "installation", by=None, revision=found.revision))
    click.echo(
        "Restored. " + ("Its tables were upgraded to the current version. " if older else "") + "Start the server."
    )


@contextmanager
def _progress(label: str) -> Iterator[copies.Told]:
    """A progress bar on a terminal, otherwise only the label."""
    with click.progressbar(length=100, label=label) as bar:
        yield lambda percent: bar.update(percent - bar.pos)


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except copies.CannotCopy as error:
        raise click.ClickException(str(error)) from error
