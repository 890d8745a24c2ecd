"""What a course attests: its certificate's whole rule, and separate achievements."""

import pytest

from tests.curriculum.checklists import checklist
from tests.curriculum.trees import document, small_tree, told

RULE = """[certificate]
conversations = "all"
simulations = ["hand-on-belly"]
practice = { checklist = "first-access", times = 3 }
"""
SIMULATION = """id = "hand-on-belly"
title = "A hand on a belly"
lesson = "begin"
minutes = 5
"""
ACHIEVEMENT = """
[[achievement]]
id = "theory"
title = "Theory: completed"
lessons = ["begin"]
quizzes = ["final"]
valid_months = 24
"""


def tree(certificate=RULE, achievement=ACHIEVEMENT):
    files = dict(small_tree())
    files["course.toml"] = files["course.toml"].replace("[certificate]\n", certificate) + achievement
    files["checklists/first-access.toml"] = checklist("begin")
    files["simulations/hand-on-belly.toml"] = SIMULATION
    return files


def test_the_whole_rule_of_the_certificate_is_kept():
    rule = document(tree()).certificate
    assert rule.conversations == "all"
    assert rule.simulations == ("hand-on-belly",)
    assert (rule.practice.checklist, rule.practice.times) == ("first-access", 3)


def test_a_certificate_asks_for_none_of_them_where_it_names_none():
    rule = document().certificate
    assert (rule.conversations, rule.simulations, rule.practice) == ((), (), None)


def test_an_achievement_names_its_parts():
    [made] = document(tree()).achievements
    assert (made.id, made.title, made.valid_months) == ("theory", "Theory: completed", 24)
    assert (made.lessons, made.quizzes) == (("begin",), ("final",))


def test_an_achievement_asks_for_everything_where_it_names_nothing():
    [made] = document(tree(achievement='[[achievement]]\nid = "all"\ntitle = "All"\n')).achievements
    assert (made.lessons, made.quizzes, made.valid_months) == ("all", "all", 0)


def test_the_document_survives_being_stored():
    made = document(tree())
    assert type(made).model_validate_json(made.model_dump_json()) == made


def test_a_document_that_was_stored_before_there_were_achievements_can_still_be_read():
    stored = document().model_dump(mode="json")
    del stored["achievements"]
    for name in ("conversations", "simulations", "practice"):
        del stored["certificate"][name]
    assert type(document()).model_validate(stored) == document()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('["begin"]', '["begin", "and"]', 'unknown lesson "and"'),
        ('["final"]', '["finale"]', 'unknown quiz "finale"'),
        ('["begin"]', '"some"', 'achievement "theory": lessons must be "all" or a list of ids'),
        ('id = "theory"', 'id = "The Theory"', 'achievement "The Theory": id is "The Theory", which is not a valid ID'),
        ('title = "Theory: completed"\n', "", 'achievement "theory": title is missing'),
        ("valid_months = 24", "valid_months = -1", 'achievement "theory": valid_months is -1; it must be 0 or more'),
        ("times = 3", "times = 0", "certificate: practice.times is 0; it must be 1 or more"),
        ("times = 3", "time = 3", 'certificate: unknown field "practice.time"'),
        ('simulations = ["hand-on-belly"]', 'simulations = "some"', 'simulations must be "all" or a list of ids'),
    ],
)
def test_a_fault_is_told(old, new, message):
    files = tree()
    before, rule, after = files["course.toml"].partition("[certificate]")
    assert old in after
    place = after.rindex(old)  # the achievement comes last
    files["course.toml"] = before + rule + after[:place] + new + after[place + len(old) :]
    problems = told(files)
    assert any(message in problem for problem in problems), problems


def test_two_achievements_have_two_ids():
    [problem] = told(tree(achievement=ACHIEVEMENT + ACHIEVEMENT))
    assert 'achievement "theory" is defined twice' in problem
