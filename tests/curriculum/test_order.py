"""Modules, steps, what requires what, and draws that can be filled."""

import pytest

from tests.curriculum.trees import BANK, CHECK, COURSE, END, FINAL, changed, document, small_tree, told

SECOND = '\n[[module]]\nid = "two"\nfolder = "{}"\ntitle = "Two"\n'


def test_a_folder_without_a_module_is_told():
    tree = small_tree(**{"2-two/3-more.md": END.replace('"end"', '"more"').replace('"show"', '"more"')})
    assert "2-two/3-more.md:1: no module in course.toml uses the folder 2-two" in told(tree)


def test_two_modules_cannot_share_a_folder():
    assert "course.toml:15: the folder 1-one is already used by the module one" in told(
        small_tree(**{"course.toml": COURSE + SECOND.format("1-one")})
    )


def test_a_check_stands_in_its_lessons_folder():
    tree = small_tree(**{"course.toml": COURSE + SECOND.format("2-two"), "2-two/begin.quiz.toml": CHECK})
    tree.pop("1-one/begin.quiz.toml")
    assert told(tree) == ['2-two/begin.quiz.toml:4: its lesson "begin" is in another module’s folder']


def test_modules_follow_each_other_as_course_toml_has_them():
    test = FINAL.replace('"final"', '"other"')
    tree = small_tree(**{"course.toml": COURSE + SECOND.format("0-two"), "0-two/test.quiz.toml": test})
    assert document(tree).steps == ("begin", "begin-check", "end", "final", "other")


def requires(path, what):
    return changed(path, "minutes = 5", f"minutes = 5\nrequires = {what}") if path.endswith("begin.md") else None


def test_a_circle_of_requirements_is_told_once():
    tree = changed("1-one/1-begin.md", "minutes = 5", 'minutes = 5\nrequires = ["end"]')
    tree["1-one/begin.quiz.toml"] += 'requires = ["begin"]\n'
    assert told(tree) == [
        "1-one/1-begin.md:5: these steps require each other: begin requires end requires begin-check requires begin"
    ]


def test_a_module_that_requires_a_step_of_its_own_is_a_circle():
    tree = changed("course.toml", 'title = "One"', 'title = "One"\nrequires = ["begin"]')
    assert "1-one/1-begin.md:2: these steps require each other: begin requires begin" in told(tree)


def test_a_long_chain_is_no_circle():
    count = 3000
    tree = small_tree()
    for number in range(count):
        before = f'requires = ["l{number - 1}"]' if number else ""
        tree[f"1-one/{number + 3}-l.md"] = f'+++\nid = "l{number}"\ntitle = "L"\nminutes = 1\n{before}\n+++\n'
    assert [problem for problem in told(tree) if "nobody" in problem] == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{ tag = "one" }', 'draw[1] needs critical = "each" or a count, not both'),
        ('{ tag = "one", critical = "each", count = 1 }', 'draw[1] needs critical = "each" or a count, not both'),
        ("{ count = 1 }", "draw[1] needs a family, a tag or a lesson"),
        ('{ family = "beat", tag = "one" }', "draw[1] needs a family, a tag or a lesson"),
        ('{ family = "beat", count = 1 }', "draw[1] names one family, so remove critical and count"),
        ('{ tag = "one", count = -1 }', "draw[1]: count cannot be negative"),
        ('{ tag = "one", count = 3 }', 'the tag "one" has only 2 left to draw, not 3'),
        ('{ tag = "other", count = 1 }', 'the tag "other" has only 0 left to draw, not 1'),
        ('{ lesson = "end", count = 2 }', 'the lesson "end" has only 1 left to draw, not 2'),
        ('{ lesson = "end", critical = "each" }', 'the lesson "end" has no critical family left to draw'),
    ],
)
def test_a_draw_that_says_nothing_or_cannot_be_filled(line, message):
    begin = FINAL.index("draw")
    tree = small_tree(**{"1-one/test.quiz.toml": FINAL[:begin] + f"draw = [\n  {line},\n]\n"})
    assert f"1-one/test.quiz.toml:9: {message}" in told(tree)


@pytest.mark.parametrize(
    ("lines", "fills"),
    [
        (['{ family = "beat" }', '{ tag = "one", count = 1 }'], True),
        (['{ family = "beat" }', '{ tag = "one", count = 2 }'], False),
        (['{ tag = "one", count = 1 }', '{ lesson = "end", count = 1 }'], False),  # the first may take it
        (['{ tag = "one", count = 2 }', '{ family = "beat" }'], False),  # by name comes first
        (['{ family = "beat" }', '{ family = "beat" }'], False),
        (['{ family = "beat" }', '{ tag = "one", critical = "each" }'], False),
        (['{ tag = "one", critical = "each" }', '{ lesson = "begin", critical = "each" }'], False),
    ],
)
def test_the_lines_of_a_draw_share_one_pool(lines, fills):
    begin = FINAL.index("draw")
    text = FINAL[:begin] + "draw = [" + ", ".join(lines) + "]\n"
    assert (told(small_tree(**{"1-one/test.quiz.toml": text})) == []) == fills


def test_a_draw_is_not_called_too_small_while_families_are_broken():
    tree = small_tree(**{"questions/bank.toml": BANK.replace('kind = "plain"', 'kind = "odd"')})
    assert [problem for problem in told(tree) if "to draw, not" in problem or "no critical" in problem] == []


def test_an_exam_comes_after_its_modules_test():
    test = FINAL.replace('"final"', '"other"').replace('"exam"', '"test"')
    tree = small_tree(**{"1-one/z-other.quiz.toml": test})
    assert document(tree).steps == ("begin", "begin-check", "end", "other", "final")
