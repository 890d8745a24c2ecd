"""A broken course gives problems and never an exception; a problem names a file and a line of it."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config import ROOT
from lms.curriculum.compile import read_course
from lms.curriculum.render import render_lesson
from lms.curriculum.source import read_folder
from lms.questions.kinds import KINDS as REAL_KINDS
from tests.curriculum.trees import KINDS, small_tree
from tests.examples import at_most
from tests.tiny import tiny_tree

TREES = {"small": (small_tree(), KINDS), "tiny": (tiny_tree(), REAL_KINDS)}
SHIPPED = {course.parent.name: read_folder(course.parent) for course in (ROOT / "courses").glob("*/course.toml")}
OF_TEXT = (
    "",
    "\n",
    "+++",
    ":::",
    ":::claim x\n",
    ":::steps\n",
    "<b>",
    "</",
    "&",
    "- ",
    "> ",
    "\\",
    "é",
    "```",
    "\x00",
    "\ud800",
)
OF_LINKS = (
    "[x](lesson:x)",
    "[atlas]",
    "[^1]",
    "<!DOCTYPE a>",
    "[",
    "]",
    "{",
    "}",
    '"',
    '"""',
    "=",
    "-1",
    "true",
    "# a\n",
)
OF_TABLES = (
    "[[x]]\n",
    "id = 3\n",
    "[[family]]\n",
    "[[family.variant]]\n",
    "[[draw]]\n",
    "variant = 3\n",
    'requires = ["begin"]\n',
)
SPLINTERS = st.sampled_from([*OF_TEXT, *OF_LINKS, *OF_TABLES])


def whole(tree, kinds):
    """Compile; check what every outcome must be."""
    compiled = read_course("fuzzed", tree, kinds).outcome
    assert (compiled.document is None) == bool(compiled.errors)
    for problem in (*compiled.problems, *compiled.notes):
        lines = tree.get(problem.path, "").count("\n") + 1
        assert 1 <= problem.line <= lines, problem
        assert problem.path in tree or problem.path == "course.toml"
        assert "\n" not in str(problem)
        str(problem).encode()
    return compiled.document


@pytest.mark.parametrize("name", TREES)
@settings(max_examples=at_most(300))
@given(data=st.data())
def test_a_course_with_splinters_in_it(name, data):
    tree, kinds = TREES[name]
    tree = dict(tree)
    for _change in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(sorted(tree)))
        text = tree[path]
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 40)))
        tree[path] = text[:start] + data.draw(SPLINTERS) + text[end:]
    whole(tree, kinds)


@pytest.mark.parametrize("name", TREES)
@settings(max_examples=at_most(100))
@given(data=st.data())
def test_a_course_with_values_of_other_sorts(name, data):
    tree, kinds = TREES[name]
    tree = dict(tree)
    path = data.draw(st.sampled_from([each for each in sorted(tree) if each.endswith(".toml")]))
    lines = tree[path].split("\n")
    keys = [index for index, line in enumerate(lines) if " = " in line and not line.startswith(" ")]
    index = data.draw(st.sampled_from(keys))
    value = data.draw(
        st.sampled_from(["3", "1.5", "true", '"x"', "[]", "[[]]", "{}", "{ x = 1 }", "[{}]", "2026-01-01", "''"])
    )
    lines[index] = f"{lines[index].split(' = ')[0]} = {value}"
    tree[path] = "\n".join(lines)
    whole(tree, kinds)


@pytest.mark.parametrize("name", TREES)
@settings(max_examples=at_most(40))
@given(data=st.data())
def test_a_course_with_files_missing(name, data):
    tree, kinds = TREES[name]
    kept = data.draw(st.sets(st.sampled_from(sorted(tree))))
    whole({path: tree[path] for path in sorted(kept)}, kinds)


@settings(max_examples=at_most(150))
@given(text=st.lists(st.one_of(SPLINTERS, st.text(max_size=6)), max_size=12).map("".join))
def test_any_text_in_a_lesson_is_told_or_rendered(small_app, text):
    tree = small_tree(**{"1-one/2-end.md": small_tree()["1-one/2-end.md"] + text})
    document = whole(tree, KINDS)
    if document:
        with small_app.app_context():
            assert render_lesson(document, "end", "en").parts is not None


@settings(max_examples=at_most(12))
@given(name=st.sampled_from(sorted(SHIPPED)), data=st.data())
def test_the_shipped_courses_with_a_line_missing(name, data):
    """A few of their files in a usual run, each of them where it is proved."""
    path = data.draw(st.sampled_from(sorted(SHIPPED[name])))
    lines = SHIPPED[name][path].split("\n")
    middle = len(lines) // 2
    whole({**SHIPPED[name], path: "\n".join(lines[:middle] + lines[middle + 1 :])}, REAL_KINDS)


def test_the_trees_are_what_they_seem():
    assert all(tomllib.loads(text) is not None for path, text in small_tree().items() if path.endswith(".toml"))
