"""The courses that ship compile without a problem and keep their own measure."""

import re
import tomllib

import pytest

from config import ROOT
from lms.curriculum.compile import read_course
from lms.curriculum.source import read_folder
from lms.questions.asked import read
from lms.questions.kinds import KINDS
from lms.rehearsal.sorts import SORTS

COURSES = sorted(path.parent for path in (ROOT / "courses").glob("*/course.toml"))
SHORTEST, LONGEST = 250, 700
MIDLINE = range(120, 457, 4)  # from the tip of the breastbone to the pubic joint, on the figure of the front
REFERENCE = re.compile(r"\[[\w-]+\](?!\()|\]\([\w:-]+\)")  # of a source, and where a link leads
NOT_RUNNING_TEXT = re.compile(r"^:::.*?^:::\s*$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("folder", COURSES, ids=lambda folder: folder.name)
def test_it_compiles_without_a_problem(folder):
    outcome = read_course(folder.name, read_folder(folder), KINDS, SORTS).outcome
    assert [str(problem) for problem in outcome.problems] == []
    assert outcome.document.standard == "safety"


def running_words(lesson):
    text = lesson.read_text().split("+++", 2)[2]
    boxes = re.sub(r"^:::(say|caution|note|steps).*$|^:::\s*$", "", text, flags=re.MULTILINE)
    return len(re.findall(r"\w[\w’'-]*", REFERENCE.sub("", NOT_RUNNING_TEXT.sub("", boxes))))


@pytest.mark.parametrize("lesson", sorted((ROOT / "courses").glob("*/[1-9]*/*.md")), ids=lambda path: path.stem)
def test_a_lesson_is_neither_short_nor_long(lesson):
    assert SHORTEST <= running_words(lesson) <= LONGEST  # tables count, the words of figures and claims do not


def variant_of(family, variant):
    """A question of the psoas course, as its kind reads it."""
    folder = ROOT / "courses" / "psoas-major"
    return read(read_course(folder.name, read_folder(folder), KINDS, SORTS).outcome.document, family, variant)


def test_the_whole_midline_is_what_is_never_pressed():
    never, start = variant_of("never-press", "b").body, variant_of("start-zone-place", "a").body
    for across in (193, 200, 207):
        for down in MIDLINE:
            [[answer], [sunk]] = [body.judged([[across, down]]) for body in (never, start)]
            assert (answer.sort, sunk.sort) == ("right", "no-go"), (across, down)


def test_the_blueprint_is_covered():
    tags, variants = set(), 0
    for file in (ROOT / "courses" / "psoas-major" / "questions").glob("*.toml"):
        for family in tomllib.loads(file.read_text())["family"]:
            tags |= {tag for tag in family["tags"] if re.fullmatch(r"b-\d\d", tag)}
            variants += len(family["variant"])
    assert tags == {f"b-{number:02}" for number in range(1, 65)}
    assert variants >= 147
