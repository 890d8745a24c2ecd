"""The settings of a quiz that must fit together: its time and its sections."""

import pytest

from lms.curriculum.compile import read_course
from lms.curriculum.document import Document
from lms.questions.kinds import KINDS
from tests.tiny import TINY_TEST, tiny_tree

TEST = "1-start/test.quiz.toml"


def compiled(text):
    return read_course("tiny", {**tiny_tree(), TEST: text}, KINDS).outcome


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ('minutes = 5\nat_end = "grace"', "at_end and grace_seconds do not match"),
        ("minutes = 5\ngrace_seconds = 60", "at_end and grace_seconds do not match"),
        ('at_end = "grace"\ngrace_seconds = 60', "a grace period needs a time limit or a closing time"),
        ("opens = 2027-01-02T00:00:00Z\ncloses = 2027-01-01T00:00:00Z", "it closes before it opens"),
        ("opens = 2027-01-02T00:00:00", "opens needs a UTC offset"),
        ("closes = 2027-01-02", "closes must be a date with a time"),
        ("minutes = -1", "minutes is -1"),
        ("one_way = true", "one_way needs at least two sections"),
        ('at_end = "stop"', "at_end is"),
    ],
)
def test_settings_that_contradict_each_other_are_told_with_their_line(lines, words):
    problems = compiled(TINY_TEST + lines + "\n").errors
    assert [words in each.message for each in problems] == [True], problems
    assert problems[0].path == TEST


def test_either_all_lines_of_a_draw_have_a_section_or_none():
    text = TINY_TEST.replace("count = 3 }", 'count = 3, section = "The rest" }')
    (problem,) = compiled(text).errors
    assert "has no section" in problem.message


def test_all_of_it_is_kept_in_the_document_and_read_again():
    text = (
        TINY_TEST.replace('critical = "each"', 'critical = "each", section = "Safety"')
        .replace("count = 3 }", 'count = 3, section = "The rest" }')
        .replace('"after-submit"', '"after-last"')
        + 'minutes = 40\nat_end = "grace"\ngrace_seconds = 60\none_way = true\nconfidence = true\n'
        + "opens = 2027-01-11T09:00:00+01:00\ncloses = 2027-01-22T18:00:00+01:00\n"
    )
    course = compiled(text).document
    quiz = Document.model_validate(course.model_dump(mode="json")).quiz["tiny-test"]
    assert quiz == course.quiz["tiny-test"]
    assert (quiz.minutes, quiz.grace_seconds, quiz.one_way, quiz.confidence) == (40, 60, True, True)
    assert quiz.opens.isoformat() == "2027-01-11T09:00:00+01:00"
    assert [line.section for line in quiz.draw] == ["Safety", "The rest"]
