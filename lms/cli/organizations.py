"""`flask organizations`: create and list schools and clinics."""

import re

import click

from lms.cli.database_errors import Group
from lms.cli.people import known_time_zone
from lms.core.db import write_tx
from lms.core.errors import Conflict
from lms.core.text import tidy
from lms.organizations import actions, queries
from lms.organizations.rules import KINDS, SLUG

group = Group("organizations", help="Found and list schools and clinics.")


@group.command("create")
@click.argument("slug")
@click.option("--name", required=True, help='The full name, for example "Harbour Clinic".')
@click.option("--kind", type=click.Choice(KINDS), required=True, help="What it is.")
@click.option("--site", "sites", multiple=True, help="The name of one of its locations. Can be repeated.")
@click.option(
    "--time-zone", default="UTC", show_default=True, callback=known_time_zone, help="For example, Europe/Lisbon."
)
def create(slug: str, name: str, kind: str, sites: tuple[str, ...], time_zone: str) -> None:
    """Found an organization. SLUG is its short name in addresses, for example harbour-clinic.

    Invite its first manager with `flask people invite EMAIL --organization SLUG --role manager`.
    """
    if not re.fullmatch(SLUG, slug):
        raise click.ClickException(f"{slug!r} is not a short name. Use lowercase letters, digits and single hyphens")
    if not all(tidy(each) for each in (name, *sites)):
        raise click.ClickException("A name is empty. Enter one with --name, and one with each --site")

    def work() -> None:
        made = actions.create_organization(slug, name, kind, time_zone=time_zone)
        for site in sites:
            actions.create_site(made, site)

    try:
        write_tx(work)
    except Conflict as error:
        raise click.ClickException(f"An organization called {slug!r} already exists") from error
    click.echo(
        f"Founded {slug}. Invite its first manager: flask people invite EMAIL --organization {slug} --role manager"
    )


@group.command("list")
def list_all() -> None:
    """List every organization with its kind, name and sites."""
    for each in queries.organizations():
        sites = f" ({', '.join(each.sites)})" if each.sites else ""
        click.echo(f"{each.slug}  {each.kind}  {each.name}{sites}")
