"""Nothing is made of a row by the places of its columns: one that is added would shift the others unseen."""

import re

import pytest

from config import ROOT

BY_PLACE = re.compile(r"\b[A-Z]\w*\(\*(?:row|db\.session)|\brow\[:?-?\d|\*\w+ = row\b")
PLAIN = {"lms/core/backup/sqlite.py"}  # asks SQLite itself, which names no columns


def test_rows_are_read_by_name():
    files = [each for each in ROOT.glob("lms/**/*.py") if str(each.relative_to(ROOT)) not in PLAIN]
    found = [f"{file}: {line}" for file in files for line in file.read_text().splitlines() if BY_PLACE.search(line)]
    assert len(files) > 300
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "return [Taken(*row) for row in rows]",
        "return Taken(*db.session.execute(query).one())",
        "attempt = Taken(*row[:8])",
        "_note_seen(row[1], moment)",
        "event_id, *times = row",
    ],
)
def test_a_row_read_by_places_is_noticed(line):
    assert BY_PLACE.search(line)
