"""Files read before come from a cache, and the result is the same as a first reading."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config import ROOT
from lms.core import cache
from lms.curriculum.compile import read_course, readers
from lms.curriculum.source import read_folder
from lms.questions.kinds import KINDS as REAL_KINDS
from lms.rehearsal.sorts import SORTS as REAL_SORTS
from tests.curriculum.trees import KINDS, SORTS, small_tree
from tests.examples import at_most

SHIPPED = read_folder(ROOT / "courses" / "psoas-major")
SHARED = ("sources.toml", "figures/bones-and-muscles.svg", "figures/bones-plain.md", "course.toml")
SPLINTERS = st.sampled_from(["", "\n", "x", '"', "[[family]]\n", "id = 3\n", ":::", "- ", "[atlas]", "\x00", "# a\n"])


def fresh(tree, *known):
    """The course, every file of it read now."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(readers, "read", readers.read.__wrapped__)
        return read_course("course", tree, *known)


def the_same(tree, *known):
    """Read a tree through the cache, and check the result against a first reading."""
    usual, anew = read_course("course", tree, *known), fresh(tree, *known)
    assert usual.outcome == anew.outcome
    for sort in ("family", "step", "lesson", "source", "figure"):
        assert list(usual.material.names.of(sort)) == list(anew.material.names.of(sort))
    assert [each.family for each in usual.material.families] == [each.family for each in anew.material.families]


def edited(data, tree, paths):
    """The tree with a splinter in one of these files, or without that file."""
    path = data.draw(st.sampled_from(paths))
    if path not in tree or data.draw(st.integers(0, 9)) == 0:
        return {each: text for each, text in tree.items() if each != path}
    start = data.draw(st.integers(0, len(tree[path])))
    end = data.draw(st.integers(start, min(len(tree[path]), start + 40)))
    return {**tree, path: tree[path][:start] + data.draw(SPLINTERS) + tree[path][end:]}


@settings(max_examples=at_most(100))
@given(data=st.data())
def test_a_course_that_is_edited_comes_to_the_same_as_one_read_anew(data):
    tree = small_tree()
    for _edit in range(data.draw(st.integers(1, 4))):
        tree = edited(data, tree, sorted(small_tree()))
        the_same(tree, KINDS, SORTS)


@settings(max_examples=at_most(5))
@given(data=st.data())
def test_the_shipped_course_that_is_edited_comes_to_the_same_as_one_read_anew(data):
    """Half of the edits are in files that others depend on."""
    paths = SHARED if data.draw(st.booleans()) else sorted(SHIPPED)
    tree = edited(data, SHIPPED, paths)
    the_same(tree, REAL_KINDS, REAL_SORTS)


@pytest.fixture
def read(monkeypatch):
    """The paths of the files that are read, and of the rehearsals that are played."""
    files, played = [], []
    toml, rehearsal = readers.read_toml, readers.read_rehearsal
    monkeypatch.setattr(readers, "read_toml", lambda path, *rest: files.append(path) or toml(path, *rest))
    monkeypatch.setattr(
        readers, "read_rehearsal", lambda file, *rest: played.append(file.path) or rehearsal(file, *rest)
    )
    cache.clear()
    return files, played


def test_one_file_is_read_where_one_has_changed_and_no_rehearsal_is_played(read):
    files, played = read
    read_course("psoas-major", SHIPPED, REAL_KINDS, REAL_SORTS)
    assert len(files) > 90
    assert len(played) == 7
    del files[:], played[:]
    path = "questions/muscle-name.toml"
    read_course("psoas-major", {**SHIPPED, path: SHIPPED[path] + "\n# Another line.\n"}, REAL_KINDS, REAL_SORTS)
    assert files == [path]
    assert played == []


def test_a_rehearsal_is_played_again_where_it_has_changed_alone(read):
    files, played = read
    read_course("psoas-major", SHIPPED, REAL_KINDS, REAL_SORTS)
    del files[:], played[:]
    path = "conversations/4-leo.toml"
    read_course("psoas-major", {**SHIPPED, path: SHIPPED[path] + "\n# Another line.\n"}, REAL_KINDS, REAL_SORTS)
    assert files == played == [path]
