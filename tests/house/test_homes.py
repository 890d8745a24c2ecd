"""In a feature, requests are read in `forms`, contexts of pages are in `pages`, and a policy only loads."""

import ast
from collections.abc import Iterator
from pathlib import Path

from config import ROOT

LMS = ROOT / "lms"
BELOW = ("core", "ui")
SAID = {"args", "data", "files", "form", "get_data", "get_json", "headers", "is_json", "json", "stream", "values"}


def misplaced(file: Path, text: str) -> Iterator[str]:
    """What belongs elsewhere in this file of a feature. `file` is relative to `lms`."""
    homes = {*file.parts[1:-1], file.stem}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and "forms" not in homes and _reads_request(node):
            yield f"{file}:{node.lineno}: request.{node.attr} is read outside forms"
        if isinstance(node, ast.ClassDef) and "pages" not in homes and _is_context(node):
            yield f"{file}:{node.lineno}: the context {node.name} stands outside pages"
        if isinstance(node, ast.ClassDef) and "policy" in homes:
            yield f"{file}:{node.lineno}: {node.name} is a value, and stands in a policy"


def _reads_request(node: ast.Attribute) -> bool:
    return node.attr in SAID and ast.unparse(node.value) == "request"


def _is_context(node: ast.ClassDef) -> bool:
    return any(ast.unparse(base).endswith("Page") for base in node.bases)


def test_each_thing_stands_in_its_home():
    files = [file.relative_to(LMS) for file in sorted(LMS.rglob("*.py"))]
    of_features = [file for file in files if file.parts[0] not in BELOW and len(file.parts) > 1]
    assert [said for file in of_features for said in misplaced(file, (LMS / file).read_text())] == []
    assert len(of_features) > 200


def test_what_stands_elsewhere_is_noticed():
    reading, context = "a = request.form.get('b')\n", "class C(Page):\n    template = 'c.html'\n"
    assert list(misplaced(Path("notes/views.py"), reading)) == [
        "notes/views.py:1: request.form is read outside forms",
    ]
    assert list(misplaced(Path("notes/views.py"), context)) == ["notes/views.py:1: the context C stands outside pages"]
    assert list(misplaced(Path("notes/policy.py"), "class Own:\n    pass\n")) == [
        "notes/policy.py:1: Own is a value, and stands in a policy",
    ]
    assert list(misplaced(Path("notes/forms.py"), reading)) == []
    assert list(misplaced(Path("authoring/forms/quiz.py"), reading)) == []
    assert list(misplaced(Path("authoring/pages/quiz.py"), context)) == []
    assert list(misplaced(Path("notes/views.py"), "a = request.remote_addr\n")) == []
