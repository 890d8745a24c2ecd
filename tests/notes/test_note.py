"""A note beside a lesson: stored as written, and never lost."""

import pytest
from flask import current_app
from sqlalchemy import text as sql

from lms.accounts.actions import leave
from lms.core.db import db, write_tx
from lms.notes.models import Note
from lms.notes.rules import LONGEST, tidy
from tests.page import text_of

FIRST = {"slug": "tiny", "uid": "first"}
HERE = "/courses/tiny/lessons/first"


def stored():
    db.session.rollback()
    return [(each.lesson, each.text, each.version) for each in db.session.query(Note).order_by(Note.id)]


def test_a_lesson_leads_to_its_note_without_asking_for_it(ana, statements):
    ana.get("learning.lesson", **FIRST)
    with statements(exactly=4):
        ana.get("learning.lesson", **FIRST)
    assert f"{HERE}/note" in [link.get("href") for link in ana.page.select("main a")]


def test_what_is_written_is_kept_and_the_lesson_comes_back(ana, write):
    write(ana, "Feel first.\r\n\r\nThen sink.  ")
    assert ana.location == HERE
    ana.follow()
    assert text_of(ana.page.one(".flash")) == "Note saved."
    assert stored() == [("first", "Feel first.\n\nThen sink.", 1)]
    ana.get("notes.note", **FIRST)
    assert ana.page.one("textarea").text.strip() == "Feel first.\n\nThen sink."


def test_the_page_costs_three_statements_and_saving_a_bounded_number(ana, write, statements):
    write(ana, "one")
    with statements(exactly=3):
        ana.get("notes.note", **FIRST)
    with statements(at_most=6):
        ana.send(".note form", text="two")


def test_an_empty_note_is_none(ana, write):
    write(ana, "something")
    write(ana, "   \n ")
    ana.follow()
    assert text_of(ana.page.one(".flash")) == "Note deleted."
    assert stored() == [("first", "", 2)]
    ana.get("notes.note", **FIRST)
    assert (ana.page.one("textarea").text or "").strip() == ""


def test_two_windows_clash_and_both_texts_are_shown(ana, visitor, write):
    write(ana, "the first")
    ana.get("notes.note", **FIRST)
    write(visitor.as_("ana"), "from the <other> window")
    ana.send(".note form", expect=409, text="from this window")
    assert "This note changed in another window" in ana.page.text
    assert text_of(ana.page.one(".written")) == "from the <other> window"
    assert ana.page.one("textarea").text.strip() == "from this window"
    assert stored() == [("first", "from the <other> window", 2)]
    ana.send(".note form", text="both together")
    assert stored() == [("first", "both together", 3)]


def test_two_windows_that_both_begin_clash_as_well(ana, visitor, write):
    ana.get("notes.note", **FIRST)
    write(visitor.as_("ana"), "faster")
    ana.send(".note form", expect=409, text="slower")
    assert ana.page.one("textarea").text.strip() == "slower"
    assert stored() == [("first", "faster", 1)]


def test_a_note_that_was_taken_away_and_written_anew_is_not_overwritten(ana, visitor, write):
    write(ana, "the old one")
    ana.get("notes.note", **FIRST)
    other = visitor.as_("ana")
    write(other, "")
    ana.send(".note form", expect=409, text="changed")
    assert "It was deleted in the other window." in ana.page.text
    write(other, "the new one")
    ana.send(".note form", expect=409, text="changed")
    assert stored() == [("first", "the new one", 3)]


def test_what_is_too_long_is_refused_and_stays_in_the_field(ana, write):
    long = "a" * (LONGEST + 7)
    write(ana, long, expect=422)
    assert "This one is 7 over." in ana.page.text
    assert ana.page.one("textarea").text.strip() == long
    assert stored() == []
    write(ana, "a" * LONGEST)
    assert len(stored()[0][1]) == LONGEST


def test_signed_out_meanwhile_what_was_typed_stays_on_the_page(ana, visitor, write):
    ana.get("notes.note", **FIRST)
    page = ana.page
    stranger = visitor
    stranger.post("notes.keep", {"text": "typed for an hour", "version": "0"}, **FIRST, expect=401)
    assert stranger.page.one("textarea").text.strip() == "typed for an hour"
    assert "You’re signed out." in stranger.page.text
    assert "The first lesson" not in stranger.page.text
    assert stored() == []
    ana.page = page
    ana.send(".note form", text="typed for an hour")
    assert stored() == [("first", "typed for an hour", 1)]


def test_a_stranger_learns_nothing_of_which_lessons_there_are(visitor, make):
    make.course()
    said = []
    for uid in ("first", "no-such-lesson"):
        visitor.post("notes.keep", {"text": "x"}, slug="tiny", uid=uid, expect=401)
        said.append(visitor.page.text)
    assert said[0] == said[1]


def test_nonsense_for_a_version_overwrites_nothing(ana, write):
    write(ana, "kept")
    for version in ("-1", "x", "9" * 40, "0", ""):
        ana.post("notes.keep", {"text": "forced", "version": version}, **FIRST, expect=409)
    assert stored() == [("first", "kept", 1)]


def test_control_characters_are_left_out(ana):
    ana.post("notes.keep", {"text": "a\x00b", "version": "0"}, **FIRST, expect=422)
    assert stored() == []
    ana.post("notes.keep", {"text": "a\x07b\x1bc", "version": "0"}, **FIRST)
    assert stored() == [("first", "abc", 1)]


@pytest.mark.parametrize(
    ("typed", "kept"), [("a\r\nb\rc", "a\nb\nc"), ("  x  ", "  x"), ("\ud800x", "x"), ("a\tb\n\n", "a\tb")]
)
def test_tidied(typed, kept):
    assert tidy(typed) == kept


def test_nobody_reads_anothers_note(ana, visitor, make, write):
    write(ana, "mine alone")
    make.enrol("sofia")
    sofia = visitor.as_("sofia")
    sofia.get("notes.note", **FIRST)
    assert "mine alone" not in sofia.page.text
    sofia.get("notes.mine")
    assert "mine alone" not in sofia.page.text
    visitor.as_("omar").get("notes.note", **FIRST, expect=403)


def test_who_leaves_takes_the_notes_along(ana, cast, write):
    write(ana, "unforgettable words")
    write_tx(lambda: leave(cast["ana"].id, current_app.config["SETTINGS"]))
    assert stored() == []
    for table in ("note", "search_entry"):
        assert "unforgettable" not in str(db.session.execute(sql(f"SELECT * FROM {table}")).all())
