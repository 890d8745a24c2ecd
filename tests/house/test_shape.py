"""Small files, small functions."""

import ast
from collections.abc import Iterator
from pathlib import Path

from config import ROOT

FILE, FUNCTION = 300, 50
PLACES = ("lms", "tests", "bench", "migrations/env.py", "config.py", "wsgi.py", "manage")


def python_files() -> list[Path]:
    places = [ROOT / place for place in PLACES]
    below = [file for place in places if place.is_dir() for file in place.rglob("*.py")]
    return sorted([*below, *(place for place in places if place.is_file())])


def too_large(name: str, text: str) -> Iterator[str]:
    lines = len(text.splitlines())
    if lines > FILE:
        yield f"{name}: {lines} lines, {FILE} are allowed"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION:
                yield f"{name}:{node.lineno}: {node.name} has {length} lines, {FUNCTION} are allowed"


def test_files_and_their_functions_are_small():
    found = [said for file in python_files() for said in too_large(str(file.relative_to(ROOT)), file.read_text())]
    assert found == []


def test_every_place_that_is_looked_at_is_there():
    assert all((ROOT / place).exists() for place in PLACES)
    assert len(python_files()) > 100


def test_a_long_file_is_noticed():
    assert list(too_large("a.py", "a = 1\n" * 301)) == ["a.py: 301 lines, 300 are allowed"]
    assert list(too_large("a.py", "a = 1\n" * 300)) == []


def test_a_long_function_is_noticed():
    inner = "def a():\n" + "    b = 1\n" * 50
    assert list(too_large("a.py", inner)) == ["a.py:1: a has 51 lines, 50 are allowed"]
    assert list(too_large("a.py", "class C:\n    " + inner.replace("\n", "\n    "))) != []
    assert list(too_large("a.py", "def a():\n" + "    b = 1\n" * 49)) == []
