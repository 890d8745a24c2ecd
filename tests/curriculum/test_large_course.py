"""A course of 200 lessons and 2,000 questions. How long it takes is printed by `python -m bench.compile_course`."""

from bench.compile_course import large_tree
from lms.curriculum.compile import read_course
from lms.questions.kinds import KINDS


def test_a_large_course_compiles_without_problems():
    outcome = read_course("large", large_tree(), KINDS).outcome
    assert outcome.problems == ()
    assert (len(outcome.document.lessons), len(outcome.document.families)) == (200, 2000)
