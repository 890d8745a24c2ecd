"""Every cache of the process is declared in `core/cache.py`, so that it has a size and can be emptied.

And no module keeps a list of its own that others fill: what features provide is wired for each app.
"""

import ast
from pathlib import Path

import pytest

from config import ROOT
from lms.core import cache

HOME = ROOT / "lms" / "core" / "cache.py"
FORBIDDEN = {"lru_cache", "cache"}


def undeclared(source: str) -> list[int]:
    """The lines on which a module takes a cache from the standard library."""
    tree = ast.walk(ast.parse(source))
    return [
        node.lineno
        for node in tree
        if (
            isinstance(node, ast.ImportFrom)
            and node.module == "functools"
            and FORBIDDEN.intersection(each.name for each in node.names)
        )
        or (isinstance(node, ast.Attribute) and ast.unparse(node) in {f"functools.{name}" for name in FORBIDDEN})
    ]


EMPTY = {"{}", "[]", "dict()", "list()", "set()"}


def filled_later(source: str) -> list[int]:
    """The lines on which a module makes something empty for others to fill."""
    body = (node for node in ast.parse(source).body if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value)
    made = ((node.lineno, ast.unparse(node.value)) for node in body)
    return [line for line, value in made if value in EMPTY or value.startswith("defaultdict(")]


def test_no_module_keeps_what_others_provide():
    files = [file for file in (ROOT / "lms").rglob("*.py") if file != HOME]
    assert [f"{file}:{line}" for file in files for line in filled_later(file.read_text())] == []


def test_no_module_has_a_cache_of_its_own():
    files = [file for file in (ROOT / "lms").rglob("*.py") if file != HOME]
    assert [f"{file}:{line}" for file in files for line in undeclared(file.read_text())] == []


def test_every_cache_has_a_size(app):
    assert len(cache.declared) > 20
    assert [name for name, each in cache.declared.items() if each.size < 1] == []


# Seen failing:


@pytest.mark.parametrize(
    "source",
    [
        "from functools import lru_cache",
        "from functools import cached_property, cache as kept",
        "import functools\n\n@functools.lru_cache(maxsize=None)\ndef double(): ...",
    ],
)
def test_a_cache_of_its_own_is_found(source):
    assert undeclared(source) == [1] or undeclared(source) == [3]


def test_the_home_of_the_caches_would_be_found_too():
    assert undeclared(Path(HOME).read_text()) != []


def test_a_cached_property_is_no_cache_of_the_process():
    assert undeclared("from functools import cached_property") == []


def test_a_list_that_others_fill_is_found():
    assert filled_later("_gates: list[Gate] = []\n_kinds = {}\nLEVELS = [1]\n_heard = defaultdict(list)") == [1, 2, 4]
