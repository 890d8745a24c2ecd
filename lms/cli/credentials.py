"""`flask credentials`: look up and revoke certificates."""

import json
import sys

import click

from lms.certification import actions, pages, queries
from lms.certification.words import marked_by
from lms.cli.database_errors import Group
from lms.core.clock import now
from lms.core.db import write_tx
from lms.core.errors import Refusal
from lms.core.i18n import day

CODES = {"ignore_unknown_options": True}  # a code may begin with a hyphen
group = Group("credentials", help="Verify and revoke certificates.")


@group.command("verify", context_settings=CODES)
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def verify(code: str, as_json: bool) -> None:
    """Look up CODE and say whether it is valid.

    Exits with 1 if the code is unknown, 2 if it is expired or revoked.
    """
    found = queries.by_code(code.strip().rstrip("/").rsplit("/", 1)[-1], now())
    if found is None:
        click.echo(json.dumps(None) if as_json else "No certificate found with this code.")
        sys.exit(1)
    paper = pages.paper(found)
    told = {
        "code": found.code,
        "holder": found.holder,
        "title": found.title,
        "course": found.evidence.title,
        "awarded": found.awarded_at.isoformat(timespec="seconds"),
        "expires_on": found.expires_on.isoformat() if found.expires_on else None,
        "revoked": found.revoked_at.isoformat(timespec="seconds") if found.revoked_at else None,
        "standing": found.standing,
        "address": paper.address,
    }
    lines = [
        f"{found.title}: {paper.word}",
        f"  holder   {found.holder or '(name removed)'}",
        f"  course   {found.evidence.title}, edition {found.evidence.edition} ({found.evidence.digest[:16]})",
        f"  awarded  {day(found.awarded_at)}",
        f"  {paper.holds}",
        *(f"  {sentence}" for sentence in paper.assessed if sentence != marked_by(found.evidence)),
        *(f"    {title}: {result}, {on}" for title, result, on in paper.quizzes),
        f"  {marked_by(found.evidence)}",
        f"  {paper.means}",
    ]
    click.echo(json.dumps(told) if as_json else "\n".join(lines))
    sys.exit(0 if found.standing == "valid" else 2)


@group.command("revoke", context_settings=CODES)
@click.argument("code")
@click.option("--reason", required=True, help="The reason. The holder will see it.")
def revoke(code: str, reason: str) -> None:
    """Permanently revoke the certificate with CODE. This cannot be undone."""
    try:
        held = write_tx(lambda: actions.revoke(code, reason))
    except Refusal as refusal:
        raise click.ClickException(refusal.message or "No certificate found with this code") from refusal
    click.echo("Certificate revoked." if held else "This certificate was already revoked.")
