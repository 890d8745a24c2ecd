"""The courses that ship compile without a problem and keep their own measure."""

import re
import tomllib

import pytest

from config import ROOT
from lms.assessment.kinds import KINDS
from lms.curriculum.compile import compile_course
from lms.curriculum.source import read_folder
from lms.rehearsal.sorts import SORTS

COURSES = sorted(path.parent for path in (ROOT / "courses").glob("*/course.toml"))
SHORTEST, LONGEST = 250, 700
NOT_RUNNING_TEXT = re.compile(r"^:::.*?^:::\s*$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("folder", COURSES, ids=lambda folder: folder.name)
def test_it_compiles_without_a_problem(folder):
    outcome = compile_course(folder.name, read_folder(folder), KINDS, SORTS)
    assert [str(problem) for problem in outcome.problems] == []
    assert outcome.document.standard == "safety"


def running_words(lesson):
    text = lesson.read_text().split("+++", 2)[2]
    boxes = re.sub(r"^:::(say|caution|note|steps).*$|^:::\s*$", "", text, flags=re.MULTILINE)
    return len(re.findall(r"\w+", NOT_RUNNING_TEXT.sub("", boxes)))


@pytest.mark.parametrize("lesson", sorted((ROOT / "courses").glob("*/[1-9]*/*.md")), ids=lambda path: path.stem)
def test_a_lesson_is_neither_short_nor_long(lesson):
    assert SHORTEST <= running_words(lesson) <= LONGEST + 100  # markup and references count as words here


def test_the_blueprint_is_covered():
    tags, variants = set(), 0
    for file in (ROOT / "courses" / "psoas-major" / "questions").glob("*.toml"):
        for family in tomllib.loads(file.read_text())["family"]:
            tags |= {tag for tag in family["tags"] if re.fullmatch(r"b-\d\d", tag)}
            variants += len(family["variant"])
    assert tags == {f"b-{number:02}" for number in range(1, 65)}
    assert variants >= 147
