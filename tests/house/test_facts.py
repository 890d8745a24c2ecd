"""What is derived of a learner is derived at a moment that the caller gives: nothing below the pages asks the clock."""

import ast

import pytest

from config import ROOT

FEATURES = (
    *("assessment", "certification", "compliance", "enrolment", "grading", "learning"),
    *("organizations", "rehearsal", "review"),
)
DERIVING = {"queries", "marks", "rules", "words", "rule_words", "reasons", "outline", "evidence", "gates"}


def deriving():
    """The modules that read facts or work out what they mean."""
    files = (file for feature in FEATURES for file in (ROOT / "lms" / feature).rglob("*.py"))
    return sorted(file for file in files if file.stem in DERIVING)


def asks_the_clock(text):
    """Whether `now` is imported or called, or the clock's module is."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.ImportFrom(module="lms.core.clock") | ast.Attribute(attr="now" | "utcnow"):
                return True
            case ast.ImportFrom(module="lms.core", names=names) if any(each.name == "clock" for each in names):
                return True
    return False


def test_no_fact_is_cut_at_a_moment_of_its_own():
    assert len(deriving()) > 20
    assert [str(file.relative_to(ROOT)) for file in deriving() if asks_the_clock(file.read_text())] == []


@pytest.mark.parametrize(
    "line", ["from lms.core.clock import now", "from lms.core import clock", "moment = datetime.now(UTC)"]
)
def test_a_clock_is_noticed(line):
    assert asks_the_clock(f"def standing():\n    {line}\n")
    assert not asks_the_clock("def standing(at):\n    return at\n")
