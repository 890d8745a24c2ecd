"""`flask people`: making accounts and inviting from the command line."""

import pytest
from sqlalchemy import select

from lms.accounts.queries import person_by_email
from lms.cli import people
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.curriculum.models import Course, Teaching
from tests.accounts.letters import letters

EVA = "eva@cast.example"
GOOD = "soft warm hands first"


@pytest.fixture
def typed(app, monkeypatch):
    """Run `flask people` with a password on standard input."""

    def run(*arguments, password=GOOD):
        return app.test_cli_runner().invoke(people.group, list(arguments), input=f"{password}\n{password}\n")

    return run


def create(typed, *more, password=GOOD, email=EVA):
    return typed("create", email, "--name", "Eva Neu", *more, password=password)


def test_the_password_is_asked_for_twice_and_not_shown(typed, visitor):
    result = create(typed)
    assert result.exit_code == 0, result.output
    assert GOOD not in result.output
    visitor.post("accounts.sign_in", {"email": EVA, "password": GOOD})


def test_the_password_may_come_from_standard_input(typed, visitor):
    assert create(typed, "--password-stdin").exit_code == 0
    visitor.post("accounts.sign_in", {"email": EVA, "password": GOOD})


def test_an_administrator_is_made_only_when_asked_for(typed):
    create(typed)
    create(typed, "--admin", email="ada2@cast.example")
    db.session.rollback()
    assert person_by_email(EVA).admin is False
    assert person_by_email("ada2@cast.example").admin is True


def test_an_instructor_teaches_the_named_courses(typed):
    write_tx(lambda: db.session.add(Course(slug="tiny", title="Tiny", created_at=now())))
    result = create(typed, "--instructor", "tiny")
    assert result.exit_code == 0, result.output
    db.session.rollback()
    assert db.session.scalars(select(Teaching.person_id)).all() == [person_by_email(EVA).id]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--instructor", "nowhere"), "No course called 'nowhere'"),
        (("--time-zone", "Moon/Sea"), "is not a time zone"),
    ],
)
def test_what_does_not_exist_is_named_and_nobody_is_made(typed, arguments, words):
    result = create(typed, *arguments)
    assert result.exit_code == 1
    assert words in result.output
    assert person_by_email(EVA) is None


def test_a_name_has_letters(typed):
    result = typed("create", EVA, "--name", " \t ")
    assert result.exit_code == 1
    assert "Enter a name" in result.output


def test_a_weak_password_is_refused(typed):
    result = create(typed, password="passwordpassword")
    assert result.exit_code == 1
    assert "easy to guess" in result.output


def test_an_address_that_has_an_account_is_refused(typed):
    create(typed)
    result = create(typed, email="EVA@cast.example")
    assert result.exit_code == 1
    assert "already has an account" in result.output


def test_what_is_no_address_is_refused(typed):
    result = create(typed, email="eva")
    assert result.exit_code == 2
    assert "not a valid email address" in result.output


def test_an_invitation_goes_by_mail_and_prints_nothing_secret(typed):
    result = typed("invite", EVA)
    assert result.exit_code == 0, result.output
    (letter,) = letters(EVA)
    code = letter.body.partition("/join/")[2].split()[0]
    assert len(code) == 43
    assert code not in result.output


def test_the_link_is_printed_when_asked_for(typed, visitor):
    result = typed("invite", EVA, "--print-link")
    path = result.output.partition("http://127.0.0.1:8000")[2].strip()
    visitor.get(path)
    assert "You’re invited" in visitor.page.text


def test_an_invitation_names_organization_and_role(typed, cast, visitor):
    cast.load()
    result = typed("invite", EVA, "--organization", "north-clinic", "--role", "supervisor", "--print-link")
    visitor.get(result.output.partition("http://127.0.0.1:8000")[2].strip())
    assert "You’re invited to join North Clinic. Your role: supervisor." in visitor.page.text


@pytest.mark.parametrize(("option", "value", "code"), [("--organization", "nowhere", 1), ("--role", "admin", 2)])
def test_an_unknown_organization_or_role_is_refused(typed, option, value, code):
    assert typed("invite", EVA, option, value).exit_code == code
    assert letters() == []


@pytest.mark.parametrize("name", ["create", "invite"])
def test_every_command_has_help(typed, name):
    result = typed(name, "--help")
    assert result.exit_code == 0
    assert "EMAIL" in result.output


def test_it_is_recorded(typed, audited):
    create(typed, "--admin")
    person = f"person:{person_by_email(EVA).id}"
    assert audited() == [("person.created", person, "command", "done")]
