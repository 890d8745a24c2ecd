"""Who enters what belongs to an organisation: to outsiders it is not there."""

import pytest
from flask import Flask

from lms.core.errors import NotAllowed, NotFound, NotSignedIn
from lms.core.policy import open_to
from lms.organizations.policy import manages, member_of
from tests.accounts.browser import token_of

CLINIC = "north-clinic"


@pytest.fixture
def asks(visitor, cast, app: Flask):
    """What an audience answers to somebody: the organisation's name, or the class of the refusal."""

    def ask(audience, person, slug=CLINIC):
        cast.load()
        token = token_of(visitor.as_(person)) if person else ""
        guarded = open_to(audience)(lambda place: place.name)
        with app.test_request_context(headers={"Cookie": f"sid={token}"}):
            try:
                return guarded(slug=slug)
            except (NotAllowed, NotFound, NotSignedIn) as refusal:
                return type(refusal)

    return ask


@pytest.mark.parametrize(
    ("person", "answer"),
    [
        ("mara", "North Clinic"),
        ("sofia", NotAllowed),
        ("ana", NotAllowed),
        ("ines", NotFound),
        ("omar", NotFound),
        ("ada", NotFound),
        (None, NotSignedIn),
    ],
)
def test_a_clinic_is_managed_by_its_managers(asks, person, answer):
    assert asks(manages, person) == answer


@pytest.mark.parametrize(
    ("person", "answer"),
    [
        ("mara", "North Clinic"),
        ("sofia", "North Clinic"),
        ("ana", "North Clinic"),
        ("omar", NotFound),
        (None, NotSignedIn),
    ],
)
def test_a_clinic_is_known_to_its_members(asks, person, answer):
    assert asks(member_of, person) == answer


def test_an_invented_clinic_looks_like_another_ones(asks):
    assert asks(manages, "mara", "nowhere") == asks(manages, "mara", "south-clinic") == NotFound
