"""An observed skill as data: its steps, what is critical, and what is wrong in it."""

import pytest

from config import ROOT
from lms.curriculum.compile import read_course
from lms.curriculum.source import read_folder
from lms.questions.kinds import KINDS
from lms.rehearsal.sorts import SORTS
from tests.curriculum.checklists import checklist
from tests.curriculum.trees import changed, document, small_tree, told

PATH = "checklists/first-access.toml"


def tree(text):
    return small_tree(**{PATH: text})


def test_it_is_kept_in_the_document():
    [made] = document(tree(checklist("begin"))).checklists
    assert (made.id, made.minutes, made.pass_percent, made.times) == ("first-access", 25, 80, 1)
    assert [(each.id, each.critical) for each in made.steps] == [("asks", "always"), ("warm-hands", "never")]


def test_the_document_survives_being_stored():
    made = document(tree(checklist("begin")))
    assert type(made).model_validate_json(made.model_dump_json()) == made


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('lesson = "begin"', 'lesson = "nowhere"', f'{PATH}:5: unknown lesson "nowhere"'),
        ("minutes = 25", "minutes = 0", f"{PATH}:3: "),
        ('critical = "always"', 'critical = "perhaps"', f"{PATH}:12: "),
        ('id = "warm-hands"', 'id = "asks"', f'{PATH}:15: checklist "first-access" has two entries with the ID "asks"'),
        ('part = "Before"', "", f"{PATH}:8: "),
        ("pass_percent = 80", "pass_percent = 101", f"{PATH}:4: "),
    ],
)
def test_what_is_wrong_in_it_is_told_with_its_line(old, new, problem):
    assert old in checklist("begin")
    said = told(tree(checklist("begin").replace(old, new, 1)))
    assert any(each.startswith(problem) for each in said), said


def test_a_certificate_asks_for_one_that_is_there():
    asking = changed("course.toml", "[certificate]", '[certificate]\npractice = { checklist = "last-access" }')
    said = told({**asking, PATH: checklist("begin")})
    assert any('unknown checklist "last-access"' in each for each in said), said


def test_the_first_access_has_its_thirty_six_steps():
    course = read_course("psoas-major", read_folder(ROOT / "courses" / "psoas-major"), KINDS, SORTS).outcome.document
    [made] = course.checklists
    assert len(made.steps) == 36
    assert sum(each.critical == "always" for each in made.steps) == 14
    assert [each.id for each in made.steps if each.critical == "where-required"] == ["chaperone"]
    assert made.id == course.certificate.practice.checklist
    assert made.times == course.certificate.practice.times
