"""`flask people`: create accounts and invite people."""

import sys
from zoneinfo import available_timezones

import click

from lms.accounts import actions as accounts
from lms.accounts import passwords
from lms.accounts.queries import person_by_email
from lms.cli.database_errors import Group
from lms.core import audit
from lms.core.acts import Act
from lms.core.addresses import absolute
from lms.core.db import write_tx
from lms.core.ids import CourseId, PersonId
from lms.core.text import BadAddress, normal_address, tidy
from lms.curriculum import actions as curriculum
from lms.curriculum.queries import course_id
from lms.invitations import actions as invitations
from lms.invitations.rules import LEARNER, TEACHER, Offer
from lms.organizations.queries import place
from lms.organizations.rules import ROLES

group = Group("people", help="Create and invite people.")


class Address(click.ParamType[str]):
    """An email address in its normal spelling."""

    name = "email"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Parse it, or fail with what is wrong."""
        try:
            return normal_address(value)
        except BadAddress as error:
            self.fail(f"{value!r} is not a valid email address: {error}", param, ctx)


def known_time_zone(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    """Check the name of a time zone."""
    if value not in available_timezones():
        raise click.ClickException(f"{value!r} is not a time zone. Use a name like Europe/Lisbon")
    return value


@group.command("create")
@click.argument("email", type=Address())
@click.option("--name", required=True, help="The person’s name.")
@click.option("--admin", is_flag=True, help="Make them an admin of this installation.")
@click.option(
    "--instructor", "slugs", multiple=True, metavar="SLUG",
    help="Make them an instructor of this course. Can be repeated.",
)  # fmt: skip
@click.option(
    "--time-zone", default="UTC", show_default=True, callback=known_time_zone, help="For example, Europe/Lisbon."
)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking for it.")
def create(email: str, name: str, admin: bool, slugs: tuple[str, ...], time_zone: str, password_stdin: bool) -> None:
    """Create an account for EMAIL, with the address already confirmed. You will be asked for a password."""
    if person_by_email(email):
        raise click.ClickException(f"{email} already has an account")
    if not tidy(name):
        raise click.ClickException("Enter a name with --name")
    courses = [_course(slug) for slug in slugs]
    password = _password(password_stdin)
    fault = passwords.fault(password, name, email)
    if fault:
        raise click.ClickException(f"Choose a different password. {fault}")
    hashed = accounts.hash_password(password)

    def work() -> PersonId:
        person_id = accounts.create_person(email, name, hashed, admin=admin, confirmed=True, time_zone=time_zone)
        audit.record(Act.PERSON_CREATED, f"person:{person_id}", by=None, admin=admin)
        for each in courses:
            curriculum.appoint(person_id, each)
        return person_id

    write_tx(work)
    click.echo(f"Account created for {email}" + (", as an admin" if admin else ""))


@group.command("invite")
@click.argument("email", type=Address())
@click.option("--organization", "place_slug", default="", metavar="SLUG", help="The school or clinic to join.")
@click.option("--role", type=click.Choice(ROLES), default="student", show_default=True, help="Their role there.")
@click.option("--course", "course_slug", default="", metavar="SLUG", help="The course to take.")
@click.option("--instructor", is_flag=True, help="They are to teach that course instead of taking it.")
@click.option("--print-link", is_flag=True, help="Also print the link. Anyone who has it can join.")
def invite(email: str, place_slug: str, role: str, course_slug: str, instructor: bool, print_link: bool) -> None:
    """Email EMAIL an invitation to create an account and to join an organization, take a course, or teach it."""
    if instructor and not course_slug:
        raise click.ClickException("Name the course to teach with --course")
    found = place(place_slug) if place_slug else None
    if place_slug and found is None:
        raise click.ClickException(f"No organization called {place_slug!r}")
    offer = Offer(
        organization_id=found.organization_id if found else None,
        role=role if found else "",
        course_id=_course(course_slug) if course_slug else None,
        course_role=(TEACHER if instructor else LEARNER) if course_slug else "",
    )
    code = write_tx(lambda: invitations.invite(email, offer))
    click.echo(f"Invitation sent to {email}")
    if print_link:
        click.echo(absolute("invitations.join", code=code))


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def _course(slug: str) -> CourseId:
    found = course_id(slug)
    if found is None:
        raise click.ClickException(f"No course called {slug!r}. List courses with `flask courses list`")
    return found
