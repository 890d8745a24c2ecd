"""The courses that ship: no problems, every lesson valid HTML, every point of the founding text where it belongs."""

import re

import html5lib
import pytest

from config import ROOT
from lms.curriculum import rules
from lms.curriculum.compile import read_course
from lms.curriculum.render import Check, render_lesson
from lms.curriculum.source import read_folder
from lms.questions.kinds import KINDS
from lms.rehearsal.sorts import SORTS

FOLDERS = sorted(each for each in (ROOT / "courses").iterdir() if (each / "course.toml").is_file())


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def compiled(request):
    """Each shipped course, compiled."""
    return read_course(request.param.name, read_folder(request.param), KINDS, SORTS).outcome


def test_it_has_no_problems(compiled):
    assert [str(problem) for problem in compiled.problems] == []


def test_it_sets_the_standard(compiled):
    assert compiled.document.standard == "safety"


@pytest.mark.usefixtures("words")
def test_every_lesson_is_valid_html_with_unique_ids(compiled):
    document = compiled.document
    for lesson in document.lessons:
        body = render_lesson(document, lesson.id, "en")
        made = "".join("" if isinstance(each, Check) else each for each in body.parts)
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(f"<!doctype html><title>x</title><body>{made}")
        assert parser.errors == [], lesson.id
        ids = re.findall(r'\bid="([^"]+)"', made)
        assert len(ids) == len(set(ids)), lesson.id
        targets = set(re.findall(r'href="#(?!source-)([^"]+)"', made)) | set(
            re.findall(r'popovertarget="([^"]+)"', made)
        )
        assert targets <= set(ids), lesson.id
        cited = {int(number) for number in re.findall(r'href="#source-(\d+)"', made)}
        assert cited == set(range(1, len(body.sources) + 1)), lesson.id


def test_it_survives_being_stored(compiled):
    document = compiled.document
    stored = document.model_dump(mode="json")
    assert type(document).model_validate(stored) == document
    assert rules.digest(stored) == rules.digest(type(document).model_validate(stored).model_dump(mode="json"))


def test_it_can_be_counted(compiled):
    assert all(count > 0 for count in rules.counts(compiled.document).values())
