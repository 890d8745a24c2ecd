"""`flask backup` and `flask restore`: a copy of the whole database in one file, and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import with_appcontext

from lms.cli.in_words import Command
from lms.core import audit
from lms.core import backup as copies
from lms.core.db import db, write_tx

FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.command("backup", cls=Command)
@FILE
@with_appcontext
def backup(file: Path) -> None:
    """Copy the whole database to FILE and check the copy, while the server goes on serving.

    It holds everything that was acknowledged before. Keep the secret key beside it: receipts are checked with it.
    """
    with _progress("Copying the database") as told, _in_words():
        made = copies.make(db.engine, file, told)
    click.echo(f"{file}: {made.size / 1e6:.1f} MB, checked, tables of revision {made.revision!r}")


@click.command("restore", cls=Command)
@FILE
@click.option("--yes", is_flag=True, help="Replace everything that the database holds now.")
@with_appcontext
def restore(file: Path, yes: bool) -> None:
    """Put the copy in FILE in the place of the database. Stop the server and the jobs first.

    The copy is checked before anything is touched, and everything is replaced in one step.
    """
    with _in_words():
        found = copies.examine(db.engine, file)
        if not (yes or copies.is_empty(db.engine)):
            raise copies.CannotCopy(
                f"{file} is sound, but the database is not empty: all that it holds now would be gone. "
                "Save it with `flask backup`, then say --yes"
            )
        with _progress("Restoring the database") as told:
            older = copies.restore(db.engine, file, told)
    write_tx(lambda: audit.record("restored a backup", "installation", actor="command", revision=found.revision))
    click.echo(
        "Restored. " + ("Its older tables were brought to the present form. " if older else "") + "Start the server."
    )


@contextmanager
def _progress(label: str) -> Iterator[copies.Told]:
    """A bar on a terminal; elsewhere the label alone."""
    with click.progressbar(length=100, label=label) as bar:
        yield lambda percent: bar.update(percent - bar.pos)


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except copies.CannotCopy as error:
        raise click.ClickException(str(error)) from error
