"""What the psoas course says about anatomy and function: false statements that were once in it do not come back."""

import re

import pytest

from config import ROOT
from lms.assessment.kinds import KINDS
from lms.curriculum.compile import compile_course
from lms.curriculum.source import read_folder
from lms.rehearsal.sorts import SORTS

FOLDER = ROOT / "courses" / "psoas-major"


@pytest.fixture(scope="module")
def course():
    return compile_course(FOLDER.name, read_folder(FOLDER), KINDS, SORTS).document


def keys(family, variant):
    """The right options of a choice question."""
    return [each["text"] for each in family.variant(variant).body["option"] if each["right"]]


def test_no_drawing_puts_hands_on_the_midline_of_a_client_on_the_side(course):
    assert "side-lying" not in {figure.id for figure in course.figures}
    assert "No hand sinks there." in course.lesson["alternatives"].text


def test_a_sit_up_shows_the_psoas_and_a_curl_up_does_not(course):
    assert keys(course.family["show-flexion"], "a") == ["Lying on the back, feet held, and sitting all the way up"]
    for family in (course.family[uid] for uid in ("psoas-action", "show-flexion", "iliacus-or-psoas")):
        for variant in family.variants:
            assert not any(re.search(r"curl|steady", each) for each in keys(family, variant.id)), (family.id, variant.id)
