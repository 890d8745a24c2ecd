"""/notes: all one's notes on one page."""

from sqlalchemy import insert

from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.enrolment.models import Enrolment
from lms.notes.models import Note
from tests.page import text_of


def pile(count):
    """So many notes of Ana, on lessons that her edition does not have."""
    enrolment = db.session.query(Enrolment.id).first()[0]
    rows = [
        {"enrolment_id": enrolment, "lesson": f"gone-{number}", "text": f"text {number}", "version": 1,
         "updated_at": now()}
        for number in range(count)
    ]  # fmt: skip
    write_tx(lambda: db.session.execute(insert(Note), rows))


def test_it_needs_a_sign_in(visitor):
    visitor.get("notes.mine", expect=302)
    assert visitor.location.startswith("/sign-in")


def test_without_notes_it_says_where_they_are_written(ana):
    ana.get("notes.mine")
    assert "No notes yet." in ana.page.text


def test_each_note_stands_under_its_lesson_the_newest_first(ana, write):
    write(ana, "one")
    write(ana, "two <b>bold</b>", uid="second")
    ana.get("notes.mine")
    assert [text_of(each) for each in ana.page.select("main h2")] == ["The second lesson", "The first lesson"]
    assert "two <b>bold</b>" in ana.page.text
    links = [link.get("href") for link in ana.page.select("main a")]
    assert "/courses/tiny/lessons/second" in links
    assert "/courses/tiny/lessons/second/note" in links


def test_an_emptied_note_is_not_listed(ana, write):
    write(ana, "one")
    write(ana, "")
    ana.get("notes.mine")
    assert "No notes yet." in ana.page.text


def test_a_note_on_a_lesson_that_is_gone_is_still_there(ana):
    pile(1)
    ana.get("notes.mine")
    assert "text 0" in ana.page.text
    assert "This lesson is not in your edition of the course." in ana.page.text


def test_a_note_of_a_finished_round_is_still_there(ana, write):
    write(ana, "from last year")
    write_tx(lambda: db.session.query(Enrolment).update({"ended_at": now()}))
    ana.get("notes.mine")
    assert "from last year" in ana.page.text
    assert "/courses/tiny/lessons/first" not in [link.get("href") for link in ana.page.select("main a")]


def test_they_come_a_page_at_a_time_for_two_statements(ana, write, statements):
    write(ana, "one")
    ana.get("notes.mine")
    pile(45)
    with statements(exactly=2):
        ana.get("notes.mine")
    assert len(ana.page.select("main article")) == 20
    ana.get("notes.mine", page=3)
    assert len(ana.page.select("main article")) == 6
    ana.get("notes.mine", page=4)
    assert "Page 4 does not exist." in ana.page.text
    ana.get("notes.mine", page="x")
