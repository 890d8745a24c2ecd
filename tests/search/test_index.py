"""The search index: updated by publishing and writing, rebuilt by a command, deleted with its person."""

import pytest
from flask import current_app
from sqlalchemy import delete, text
from sqlalchemy.exc import DBAPIError

from lms.accounts.actions import leave
from lms.cli.search import group
from lms.core.db import db, write_tx
from lms.curriculum import actions as curriculum
from lms.search.models import SearchEntry

SECOND = "1-start/2-second.md"


def entries():
    db.session.rollback()
    rows = db.session.query(SearchEntry.kind, SearchEntry.subject, SearchEntry.text, SearchEntry.free)
    return sorted(tuple(row) for row in rows)


def rebuild(app):
    answer = app.test_cli_runner().invoke(group, ["rebuild"])
    assert answer.exit_code == 0, answer.output
    return answer.output


def test_publishing_lets_an_edition_be_found_and_publishing_it_again_changes_nothing(make):
    make.course()
    before = entries()
    assert [row[:2] for row in before] == [("lesson", "first"), ("lesson", "second"), ("term", "lesser-trochanter")]
    make.course()
    assert entries() == before


def test_publishing_costs_two_statements_more(app, make, statements):
    ready = curriculum.prepare("tiny", make.tiny_tree())
    with statements() as seen:
        write_tx(lambda: curriculum.publish("tiny", ready))
    assert sum("search_entry" in each and "search_words" not in each for each in seen.texts) == 2


def test_an_edition_that_comes_back_is_found_once(make):
    make.course()
    changed = make.tiny_tree()
    changed[SECOND] += "\nA giraffe.\n"
    make.course(changed)
    make.course()
    assert len(entries()) == 6


def test_the_command_makes_what_was_there(app, ana, make, write):
    write(ana, "zebra")
    write(ana, "", uid="second")
    before = entries()
    write_tx(lambda: db.session.execute(delete(SearchEntry)))
    assert "4 texts indexed" in rebuild(app)
    assert entries() == before
    rebuild(app)
    assert entries() == before


def test_the_command_leaves_out_editions_that_nobody_reads(app, make, ana, found):
    changed = make.tiny_tree()
    changed[SECOND] += "\nA giraffe.\n"
    make.course(changed)
    changed[SECOND] += "\nAnd a gnu.\n"
    make.course(changed)
    assert len(entries()) == 9
    rebuild(app)
    assert len(entries()) == 6
    assert sorted(found(ana, "thigh")) == ["Lesser trochanter", "The second lesson"]


def test_the_words_are_taken_out_with_their_entry(ana, write, found):
    write(ana, "zebra")
    write_tx(lambda: db.session.execute(delete(SearchEntry).where(SearchEntry.kind == "note")))
    assert found(ana, "zebra") == []


def test_on_sqlite_an_entry_is_never_changed_in_place(make, pytestconfig):
    make.course()
    if pytestconfig.getoption("database") == "sqlite":
        with pytest.raises(DBAPIError, match="made anew"):
            write_tx(lambda: db.session.execute(text("UPDATE search_entry SET title_words = 'x'")))
    assert len(entries()) == 3


def test_who_leaves_is_found_no_more(ana, cast, write):
    write(ana, "zebra")
    write_tx(lambda: leave(cast["ana"].id, current_app.config["SETTINGS"]))
    assert [row for row in entries() if row[0] == "note"] == []
    if db.engine.dialect.name == "sqlite":
        index = db.session.execute(text("SELECT rowid FROM search_words WHERE search_words MATCH 'zebra'")).all()
        assert index == []
