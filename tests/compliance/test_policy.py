"""Who sees a clinic's list: to everyone but its managers it is not there."""

import pytest
from flask import Flask

from lms.compliance.policy import manages
from lms.core.errors import NotFound, NotSignedIn
from lms.core.policy import open_to
from tests.accounts.browser import token_of

CLINIC = "north-clinic"


@pytest.fixture
def asks(visitor, cast, app: Flask):
    """What an audience answers to someone: the organization's name, or the class of the refusal."""

    def ask(audience, person, slug=CLINIC):
        cast.load()
        token = token_of(visitor.as_(person)) if person else ""
        guarded = open_to(audience)(lambda managed: managed.place.name)
        with app.test_request_context(headers={"Cookie": f"sid={token}"}):
            try:
                return guarded(slug=slug)
            except (NotFound, NotSignedIn) as refusal:
                return type(refusal)

    return ask


@pytest.mark.parametrize(
    ("person", "answer"),
    [
        ("mara", "North Clinic"),
        ("sofia", NotFound),
        ("ana", NotFound),
        ("ines", NotFound),
        ("omar", NotFound),
        ("ada", NotFound),
        (None, NotSignedIn),
    ],
)
def test_a_clinic_is_managed_by_its_managers(asks, person, answer):
    assert asks(manages, person) == answer


def test_an_invented_clinic_looks_like_another_ones(asks):
    assert asks(manages, "mara", "nowhere") == asks(manages, "mara", "south-clinic") == NotFound
