"""Conversations and simulations in a course: their head, their body by their sort, their place among the steps."""

import pytest

from tests.curriculum.trees import document, small_tree, told

TAP = """id = "tap"
title = "Tap"
lesson = "begin"
minutes = 5
sources = ["atlas"]
look = "bone"
"""


def tree(text=TAP):
    return small_tree(**{"simulations/tap.toml": text})


def test_a_rehearsal_is_a_step_after_the_checks_of_its_lesson():
    made = document(tree())
    assert made.rehearsal["tap"].sort == "simulation"
    assert made.rehearsal["tap"].body == {"look": "bone"}
    assert made.rehearsal["tap"].pass_mark == 80
    check = made.steps.index("begin-check")
    assert made.steps[: check + 2] == ("begin", "begin-check", "tap")
    assert made.step_module["tap"].id == "one"


def test_a_document_that_was_stored_before_there_were_rehearsals_can_still_be_read():
    stored = document().model_dump(mode="json")
    del stored["rehearsals"]
    assert type(document()).model_validate(stored) == document()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('id = "tap"', 'id = "begin"', 'simulations/tap.toml:1: step "begin" is defined twice; first in '),
        ('lesson = "begin"', 'lesson = "nowhere"', 'simulations/tap.toml:3: unknown lesson "nowhere"'),
        ("minutes = 5", "minutes = 0", "simulations/tap.toml:4: "),
        ('["atlas"]', '["alas"]', 'simulations/tap.toml:5: unknown source "alas"'),
        ('look = "bone"', 'look = "stone"', 'simulations/tap.toml:6: simulation "tap": there is no figure stone'),
        ('look = "bone"', "blink = 1", 'simulations/tap.toml:6: simulation "tap": knows no blink'),
    ],
)
def test_what_is_wrong_in_it_is_told_with_its_line(old, new, problem):
    assert old in TAP
    assert any(each.startswith(problem) for each in told(tree(TAP.replace(old, new))))


def test_everything_is_told_at_once():
    broken = TAP.replace("minutes = 5", "minutes = 0").replace('"bone"', '"stone"').replace("atlas", "alas")
    lines = {each.split(":")[1] for each in told(tree(broken)) if each.startswith("simulations/")}
    assert {"4", "6"} <= lines


def test_a_certificate_names_rehearsals_that_are_there():
    files = tree()
    files["course.toml"] = files["course.toml"].replace("[certificate]", '[certificate]\nsimulations = ["trap"]')
    assert any('unknown simulation "trap"' in each for each in told(files))


def test_a_file_of_a_sort_that_is_not_known_is_reported():
    assert any("does not belong in a course" in each for each in told(small_tree(**{"dances/tap.toml": TAP})))
