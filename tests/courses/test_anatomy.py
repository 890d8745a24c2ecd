"""What the psoas course says about anatomy and function: false statements that were once in it do not come back."""

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


def test_no_drawing_puts_hands_on_the_midline_of_a_client_on_the_side(course):
    assert "side-lying" not in {figure.id for figure in course.figures}
    assert "No hand sinks there." in course.lesson["alternatives"].text
