"""`flask organizations`: a real installation founds its schools and clinics."""

import pytest
from sqlalchemy import select

from lms.core.audit import AuditEvent
from lms.core.db import db
from lms.organizations.models import Organization

CLINIC = ("create", "harbour-clinic", "--name", "Harbour Clinic", "--kind", "clinic")


@pytest.fixture
def typed(command):
    """Run `flask organizations …`."""
    return lambda *arguments: command("organizations", *arguments)


def test_a_clinic_is_founded_with_its_sites(typed):
    done = typed(*CLINIC, "--site", "Quay  Street", "--site", "Old Mill", "--time-zone", "Europe/Lisbon")
    assert done.exit_code == 0, done.output
    made = db.session.scalars(select(Organization)).one()
    assert (made.slug, made.name, made.kind, made.time_zone) == (
        "harbour-clinic", "Harbour Clinic", "clinic", "Europe/Lisbon",
    )  # fmt: skip
    assert typed("list").output == "harbour-clinic  clinic  Harbour Clinic (Old Mill, Quay Street)\n"


def test_its_trail_begins_with_it(typed):
    typed(*CLINIC, "--site", "Quay Street")
    made = db.session.scalars(select(Organization)).one()
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [(each.chain, each.action, each.actor) for each in events] == [
        (f"organization:{made.id}", "organization.founded", "command"),
        (f"organization:{made.id}", "site.added", "command"),
    ]
    assert events[0].subject == "organization:harbour-clinic"


def test_its_first_manager_is_invited(typed, command):
    typed(*CLINIC)
    assert "flask people invite EMAIL --organization harbour-clinic --role manager" in typed(
        "create", "hillside", "--name", "Hillside", "--kind", "school"
    ).output.replace("hillside --role", "harbour-clinic --role")
    invited = command("people", "invite", "eva@cast.example", "--organization", "harbour-clinic", "--role", "manager")
    assert invited.exit_code == 0, invited.output


def test_without_any_the_list_is_empty(typed):
    assert typed("list").output == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("create", "Harbour Clinic", *CLINIC[2:]), "is not a short name. Use lowercase letters"),
        (("create", "a--b", *CLINIC[2:]), "is not a short name"),
        (("create", "a" * 61, *CLINIC[2:]), "is not a short name"),
        (("create", "harbour", "--name", " ", "--kind", "clinic"), "A name is empty"),
        ((*CLINIC, "--site", ""), "A name is empty"),
        ((*CLINIC, "--time-zone", "Moon/Sea"), "is not a time zone"),
        (("create", "harbour", "--name", "Harbour", "--kind", "ship"), "is not one of 'school', 'clinic'"),
    ],
)
def test_what_cannot_be_founded_is_refused_in_words(typed, arguments, sentence):
    done = typed(*arguments)
    assert done.exit_code != 0
    assert sentence in done.output
    assert db.session.scalars(select(Organization)).all() == []


def test_a_slug_is_taken_once(typed):
    typed(*CLINIC)
    done = typed(*CLINIC)
    assert done.exit_code == 1
    assert "An organization called 'harbour-clinic' already exists" in done.output
