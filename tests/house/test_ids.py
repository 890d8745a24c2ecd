"""The id of a row is never a bare number: `lms/core/ids.py` has a type for each table, and mypy tells them apart.

`swapped_ids.py`, beside this file, holds mypy to that.
"""

import re

import pytest

from config import ROOT

BARE = re.compile(r"\b(?:\w+_id|by): (?:Mapped\[)?int\b|\b\w+_ids: \w+\[int\]")


def test_no_id_is_a_bare_number():
    files = list(ROOT.glob("lms/**/*.py"))
    found = [f"{file}: {line}" for file in files for line in file.read_text().splitlines() if BARE.search(line)]
    assert len(files) > 300
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "    person_id: int",
        "def mark(written: Written, *, by: int) -> bool:",
        "course_id: Mapped[int | None]",
        "ids_of(person_ids: set[int])",
    ],
)
def test_a_bare_number_is_noticed(line):
    assert BARE.search(line)
