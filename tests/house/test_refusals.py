"""Every refusal that a script may meet has a code, each code has one status, and `docs/refusals.md` lists them all."""

import ast
import re
from collections.abc import Iterator

import pytest

from config import ROOT
from lms.assessment.saving import FromTheFuture
from lms.core import errors

SCRIPTED = (
    "lms/core/sent.py",
    "lms/assessment/forms.py",
    "lms/assessment/late.py",
    "lms/assessment/saving.py",
    "lms/assessment/views/attempts.py",
    "lms/questions/**/*.py",
    "lms/rehearsal/**/*.py",
    "lms/review/views.py",
)
STATUS = {each.__name__: each.status for each in (*errors.Refusal.__subclasses__(), FromTheFuture)}
STALE = ("stale_form", 400)  # Flask-WTF refuses such a form, so it is no refusal of ours
ROW = re.compile(r"^\| `(\w+)` \| (\d+) \|", re.MULTILINE)


def refusals(text: str) -> Iterator[tuple[ast.Call, ast.expr | None]]:
    """The refusals with words that a module makes, each with its code."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in STATUS and node.args:
            yield node, next((each.value for each in node.keywords if each.arg == "code"), None)


def without_code(text: str) -> list[int]:
    return [call.lineno for call, code in refusals(text) if code is None]


def codes(text: str) -> set[tuple[str, int]]:
    return {(code.value, STATUS[call.func.id]) for call, code in refusals(text) if isinstance(code, ast.Constant)}


def test_every_refusal_that_a_script_may_meet_has_a_code():
    files = [file for pattern in SCRIPTED for file in ROOT.glob(pattern)]
    assert len(files) > 80
    assert {str(file): lines for file in files if (lines := without_code(file.read_text()))} == {}


def test_the_document_lists_every_code_with_its_one_status():
    listed = [(code, int(status)) for code, status in ROW.findall((ROOT / "docs/refusals.md").read_text())]
    made = set().union(*(codes(file.read_text()) for file in ROOT.glob("lms/**/*.py")))
    assert set(listed) == made | {(code, status) for status, code in errors.CODES.items()} | {STALE}
    assert len({code for code, _status in listed}) == len(listed)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", code) for code, _status in listed)


@pytest.mark.parametrize("line", ['raise Conflict(_("Gone."))', 'raise FromTheFuture(words, "/way/on") from error'])
def test_a_refusal_without_a_code_is_noticed(line):
    assert without_code(line) == [1]


def test_codes_are_read_with_their_status():
    assert codes('raise Invalid(words, code="no_files")\nraise Conflict(words, code=error.code)') == {("no_files", 422)}
