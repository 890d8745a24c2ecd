"""`flask courses`: check, publish, export and list courses."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app

from config import Settings
from lms.cli.database_errors import Group
from lms.core.db import write_tx
from lms.curriculum import actions, queries, rehearsals, remembered, rules
from lms.curriculum.compile import Outcome, Problem
from lms.curriculum.document import Document
from lms.curriculum.source import ForeignFolder, Tree, overlaid, read_folder, write_folder

group = Group("courses", help="Check, publish, export and list courses.")
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@group.command("check")
@click.option("--explain", is_flag=True, help="Also print notes and a summary of each course.")
@click.argument("paths", nargs=-1, type=FOLDER, metavar="[PATH]...")
def check(explain: bool, paths: tuple[Path, ...]) -> None:
    """Check the courses at PATH, or all included courses, and list problems as path:line: message.

    Exits with 1 if an error would block publishing.
    """
    with _progress(paths or _shipped(), "Checking") as folders:
        outcomes = [(folder, _compiled(folder)) for folder in folders]
    for folder, outcome in outcomes:
        for problem in (*outcome.problems, *(outcome.notes if explain else ())):
            click.echo(_told(folder, problem))
        if not outcome.problems:
            click.echo(f"{_slug(folder)}: no problems")
        if explain and outcome.document:
            _explain(outcome.document)
    if any(outcome.errors for _folder, outcome in outcomes):
        raise SystemExit(1)


def _compiled(folder: Path) -> Outcome:
    block = _settings().block_unconfirmed
    return actions.read(_slug(folder), read_folder(folder), block_unconfirmed=block).outcome


def _told(folder: Path, problem: Problem) -> str:
    """One problem, with a path that an editor can open."""
    sort = "" if problem.level == "error" else f"{problem.level}: "
    hint = f"\n    {problem.hint}" if problem.hint else ""
    return f"{_near(folder)}/{problem.path}:{problem.line}: {sort}{problem.message}{hint}"


def _near(folder: Path) -> Path:
    here = Path.cwd()
    return folder.resolve().relative_to(here) if folder.resolve().is_relative_to(here) else folder


def _explain(document: Document) -> None:
    click.echo(f"{document.slug}: {document.title}")
    for what, count in rules.counts(document).items():
        click.echo(f"  {count:>7,} {what}")
    for each in document.rehearsals:
        click.echo(f"  {each.sort} {each.id}: {each.title}")
        for line in rehearsals.known()[each.sort].explain(each.body):
            click.echo(f"      {line}")


@group.command("publish")
@click.argument("path", required=False, type=FOLDER)
@click.option("--changed", is_flag=True, help="Publish every included course that differs from its current edition.")
@click.option("--note", default="", help="What changed. Kept with the edition.")
def publish(path: Path | None, changed: bool, note: str) -> None:
    """Publish the folder at PATH, with its drafts applied, as the course's current edition.

    A course that cannot be published keeps its current edition. With --changed, courses that have
    drafts are skipped. Publish those in the course editor, or by naming their PATH.
    """
    if (path is None) != changed:
        raise click.UsageError("Give a PATH or --changed, not both")
    with _progress([path] if path else _shipped(), "Publishing") as folders:
        results = [_publish(folder, note, with_drafts=not changed) for folder in folders]
    for _done, lines in results:
        click.echo("\n".join(lines))
    if not all(done for done, _lines in results):
        raise SystemExit(1)


def _publish(folder: Path, note: str, *, with_drafts: bool) -> tuple[bool, list[str]]:
    """Publish one folder. Returns whether it succeeded, and what to print."""
    slug, tree = _slug(folder), read_folder(folder)
    course_id = queries.course_id(slug)
    drafts = queries.drafts(course_id) if course_id else []
    if drafts and not with_drafts:
        return True, [f"{slug}: skipped, it has drafts"]
    laid, block, var = _laid(tree, drafts), _settings().block_unconfirmed, _settings().var
    key = remembered.key(slug, laid, block_unconfirmed=block)
    known = None if with_drafts else remembered.digest(var, slug, key)
    if known and (number := queries.current_number(slug, known)):
        return True, [f"{slug}: edition {number} unchanged"]
    try:  # compiling is slow, so it happens before the write scope
        ready = actions.prepare(slug, laid, block_unconfirmed=block)
    except actions.CannotPublish as refused:
        problems = [_told(folder, problem) for problem in refused.problems]
        stays = "the current edition stays live" if course_id else "no edition has been published yet"
        return False, [*problems, f"{slug}: not published; {stays}"]
    published = write_tx(lambda: actions.publish(slug, ready, note=note))
    remembered.remember(var, slug, key, ready.digest)
    lost = [f"    {each} was removed" for each in published.vanished]
    return True, [f"{slug}: edition {published.number}{' published' if published.new else ' unchanged'}", *lost]


@group.command("export")
@click.argument("slug")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def export(slug: str, folder: Path) -> None:
    """Write the course SLUG, with its drafts applied, to DIR.

    DIR must be new, empty or the course's own folder. Exporting there clears the drafts.
    """
    shipped = _settings().courses / slug
    course_id = queries.course_id(slug)
    drafts = queries.drafts(course_id) if course_id else []
    tree = _laid(read_folder(shipped), drafts)
    if not tree:
        raise click.ClickException(f"No files for a course called {slug!r}. List courses with `flask courses list`")
    try:
        write_folder(tree, folder, slug)
    except (ForeignFolder, OSError) as refused:
        raise click.ClickException(f"Not exported: {refused}") from refused
    if course_id and drafts and folder.resolve() == shipped.resolve():
        write_tx(lambda: actions.settle_drafts(course_id, tree))
    click.echo(f"{slug}: {len(tree)} files in {folder}")


@group.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def list_courses(as_json: bool) -> None:
    """List the published courses."""
    rows = queries.catalogue()
    if as_json:
        listed = [{"slug": row.slug, "title": row.title, "edition": row.edition} for row in rows]
        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row.slug:<30} edition {row.edition:<4} {row.title}")


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _shipped() -> tuple[Path, ...]:
    """The folders of the included courses, by name."""
    root = _settings().courses
    folders = root.iterdir() if root.is_dir() else ()
    return tuple(sorted(each for each in folders if each.is_dir() and not each.name.startswith(".")))


def _slug(folder: Path) -> str:
    return folder.resolve().name


def _laid(tree: Tree, drafts: Iterable[queries.Draft]) -> Tree:
    return overlaid(tree, {draft.path: draft.text for draft in drafts})


@contextmanager
def _progress(folders: Iterable[Path], label: str) -> Iterator[Iterable[Path]]:
    """The folders one by one, with a progress bar if there are several and this is a terminal."""
    several = list(folders)
    hidden = len(several) < 2 or not sys.stderr.isatty()  # noqa: PLR2004 - one needs no bar
    with click.progressbar(several, label=label, file=sys.stderr, hidden=hidden) as bar:
        yield bar
