"""The table of the founding text's points says what the lessons say."""

import re
import tomllib

from config import ROOT

COURSE = ROOT / "courses" / "psoas-major"
TABLE = ROOT / "docs" / "founding-text.md"
ROW = re.compile(r"^\| ([A-I]\d+) \|.*\| (.+) \|$", re.MULTILINE)
FILE = re.compile(r"\(\.\./courses/psoas-major/([^)]+)\)")


def taught():
    """The points that each lesson's head names, as point and file."""
    pairs = set()
    for lesson in COURSE.glob("[1-9]*/*.md"):
        head = tomllib.loads(lesson.read_text().split("+++")[1])
        pairs |= {(point, str(lesson.relative_to(COURSE))) for point in head["seed"]}
    return pairs


def told():
    """The same pairs as the table tells them."""
    return {(point, file) for point, cell in ROW.findall(TABLE.read_text()) for file in FILE.findall(cell)}


def test_the_table_tells_where_each_point_is_taught():
    assert told() == taught()


def test_all_48_points_are_taught():
    assert len({point for point, _file in taught()}) == 48
