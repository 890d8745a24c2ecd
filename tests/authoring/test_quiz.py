"""A quiz by draws in its form."""

import tomllib

import pytest

from lms.core.db import db, write_tx
from lms.curriculum.actions import save_draft
from lms.curriculum.models import Course
from tests.authoring.conftest import draft
from tests.page import text_of
from tests.tiny import TINY_TEST
from tests.visitor import form_values

NEW = {
    "uid": "start-exam", "title": "Final exam", "purpose": "exam", "folder": "1-start", "lesson": "", "pass_mark": "80",
    "attempts": "3", "wait_hours": "24", "feedback": "after-pass", "draw-0-by": "tag", "draw-0-which": "start",
    "draw-1-by": "tag", "draw-1-which": "start", "draw-1-count": "2", "draw-2-by": "family",
    "draw-2-which": "which-where",
}  # fmt: skip
PATH = "1-start/test.quiz.toml"
FORM = ".desk form"


def test_a_new_quiz_lies_in_its_modules_folder(ines):
    ines.get("authoring.add_quiz", slug="tiny")
    ines.post("authoring.add_quiz", NEW, slug="tiny")
    found = tomllib.loads(draft("1-start/start-exam.quiz.toml"))
    assert (found["pass_mark"], found["attempts"], found["wait_hours"]) == (80, 3, 24)
    assert found["draw"] == [
        {"tag": "start", "critical": "each"}, {"tag": "start", "count": 2}, {"family": "which-where"},
    ]  # fmt: skip
    ines.follow()
    assert ines.page.one("#draw-1-which").get("value") == "start"


def test_a_time_limit_and_how_sure_one_is_are_written_and_read_back(ines):
    ines.get("authoring.quiz", slug="tiny", uid="tiny-test")
    assert ines.page.one("#minutes").get("value") == "0"
    assert "checked" not in ines.page.one("#confidence").attrib
    before = tomllib.loads(TINY_TEST)
    ines.send(FORM, minutes="40", confidence="y")
    assert tomllib.loads(draft(PATH)) == {**before, "minutes": 40, "confidence": True}
    ines.follow()
    assert ines.page.one("#minutes").get("value") == "40"
    assert "checked" in ines.page.one("#confidence").attrib
    ines.post("authoring.quiz", without(ines.page, "confidence", minutes=""), slug="tiny", uid="tiny-test")
    assert tomllib.loads(draft(PATH)) == {**before, "minutes": 0, "confidence": False}


def without(page, field, **changes):
    """What the form sends when this box is not ticked."""
    sent = {**form_values(page.one(FORM)), **changes}
    del sent[field], sent["csrf_token"]
    return sent


def test_settings_that_the_form_does_not_show_stay(ines, cast):
    own = 'at_end = "grace" # as agreed\ngrace_seconds = 60\none_way = true\n'
    course, by = db.session.query(Course.id).filter_by(slug="tiny").one()[0], cast["ines"].id
    write_tx(lambda: save_draft(course, PATH, f"{TINY_TEST}minutes = 20\n{own}", None, 0, by))
    ines.get("authoring.quiz", slug="tiny", uid="tiny-test")
    ines.send(FORM, minutes="30")
    found = tomllib.loads(draft(PATH))
    assert (found["minutes"], found["at_end"], found["grace_seconds"], found["one_way"]) == (30, "grace", 60, True)
    assert own in draft(PATH)


def test_a_check_lies_beside_its_lesson(ines):
    ines.post("authoring.add_quiz", {**NEW, "purpose": "check", "lesson": "second", "folder": ""}, slug="tiny")
    assert tomllib.loads(draft("1-start/start-exam.quiz.toml"))["lesson"] == "second"


def test_a_change_is_saved_and_the_compiler_says_what_does_not_fit(ines):
    ines.get("authoring.quiz", slug="tiny", uid="tiny-test")
    ines.send(FORM, **{"draw-1-count": "40"})
    ines.follow()
    assert "1-start/test.quiz.toml, line" in ines.page.text
    assert "to draw, not 40" in ines.page.text
    assert tomllib.loads(draft(PATH))["draw"][1] == {"tag": "start", "count": 40}


WRONG = {
    "an id that a lesson has": ({"uid": "first"}, "uid", "Another quiz or lesson already uses this ID."),
    "no title": ({"title": ""}, "title", "Enter a title."),
    "an unknown purpose": ({"purpose": "party"}, "purpose", "Choose a type."),
    "no module": ({"folder": "9-none"}, "folder", "Choose a module"),
    "a way out of the course": ({"folder": "../other"}, "folder", "Choose a module"),
    "a check of no lesson": ({"purpose": "check"}, "lesson", "A knowledge check belongs to a lesson."),
    "an exam of a lesson": ({"lesson": "first"}, "lesson", "Only a knowledge check belongs to a lesson."),
    "no pass mark": ({"pass_mark": ""}, "pass_mark", "from 1 to 100"),
    "a pass mark in words": ({"pass_mark": "most"}, "pass_mark", "Enter a whole number."),
    "too many attempts": ({"attempts": "1001"}, "attempts", "from 0 to 1000"),
    "more than a day": ({"minutes": "1441"}, "minutes", "from 0 to 1440"),
    "minutes in words": ({"minutes": "an hour"}, "minutes", "Enter a whole number."),
    "an unknown policy": ({"feedback": "never"}, "feedback", "Choose when to show"),
    "half a line": ({"draw-1-which": ""}, "draw", "Line 2 is incomplete"),
    "no line": ({f"draw-{n}-{each}": "" for each in ("by", "which") for n in range(3)}, "draw", "Add at least one"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_an_error_names_its_field_and_keeps_what_was_typed(ines, case):
    change, field, words = WRONG[case]
    ines.post("authoring.add_quiz", {**NEW, **change}, slug="tiny", expect=422)
    assert words in text_of(ines.page.one(f"#{field}-error"))
    assert ines.page.one("#wait_hours").get("value") == "24"
    assert draft("1-start/start-exam.quiz.toml") is None


def test_a_stale_form_shows_both_texts_and_loses_nothing(ines):
    ines.get("authoring.quiz", slug="tiny", uid="tiny-test")
    before = ines.page
    ines.send(FORM, title="Theirs")
    ines.page = before
    ines.send(FORM, title="Mine", expect=409)
    yours, theirs = (each.text for each in ines.page.select("[role=alert] code"))
    assert 'title = "Mine"' in yours
    assert 'title = "Theirs"' in theirs
    ines.send(FORM)
    assert 'title = "Mine"' in draft(PATH)


def test_more_lines_come_when_the_last_ones_are_used(ines):
    lines = {f"draw-{n}-by": "family" for n in range(5)} | {f"draw-{n}-which": f"family-{n}" for n in range(5)}
    ines.post("authoring.add_quiz", {**NEW, **lines, "title": ""}, slug="tiny", expect=422)
    assert len(ines.page.select(".draw-row")) == 7
