"""The right answer that a kind knows is right, in every question that ships, in whatever order it is shown."""

from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config import ROOT
from lms.curriculum.compile import read_course
from lms.curriculum.source import read_folder
from lms.questions.asked import read
from lms.questions.kinds import KINDS
from lms.rehearsal.sorts import SORTS
from tests.assessment.typed_and_ordered import FAMILIES
from tests.examples import at_most
from tests.tiny import tiny_tree

FOLDERS = [each.parent for each in sorted((ROOT / "courses").glob("*/course.toml"))]


@cache
def questions():
    """Every variant of every family that ships, and of the tiny course with the kinds that no one ships yet."""
    trees = [read_folder(each) for each in FOLDERS]
    trees.append({**tiny_tree(), "questions/more.toml": FAMILIES})
    courses = [read_course("course", each, KINDS, SORTS).outcome.document for each in trees]
    families = [(course, family) for course in courses for family in course.families]
    return [read(course, family.id, each.id) for course, family in families for each in family.variants]


def graded(question, order, sent):
    """What an answer earns in a critical question, where every part must be correct."""
    kind, body = question.kind, question.body
    response = kind.read_response(body, order, sent)
    return kind.complete(body, response), kind.grade(body, response, critical=True, missed="")


def test_every_kind_is_among_them():
    assert {each.kind.name for each in questions()} == set(KINDS)


@settings(max_examples=at_most(3))
@given(seed=st.integers())
def test_a_solution_earns_full_marks(seed):
    for question in questions():
        order = question.kind.arrange(question.body, Random(seed))
        complete, grade = graded(question, order, question.kind.solution(question.body, order))
        assert complete, question
        assert grade.awaits if question.kind.by_hand else grade.right, question


@settings(max_examples=at_most(3))
@given(seed=st.integers())
def test_a_mistake_is_a_whole_answer_that_is_wrong(seed):
    for question in questions():
        order = question.kind.arrange(question.body, Random(seed))
        sent = question.kind.mistake(question.body, order)
        if sent is not None:
            complete, grade = graded(question, order, sent)
            assert complete, question
            assert not grade.right, question
            assert grade.critical_missed, question


@pytest.mark.parametrize("name", ["choice", "multiple", "true-false", "matching"])
def test_these_kinds_know_a_mistake(name):
    asked = [each for each in questions() if each.kind.name == name]
    assert asked
    assert all(each.kind.mistake(each.body, each.kind.arrange(each.body, Random(0))) for each in asked)
