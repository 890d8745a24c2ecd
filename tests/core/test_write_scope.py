"""The one write scope: everything or nothing, the whole of it again when the database was busy."""

import threading

import psycopg
import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError, OperationalError

from lms.core import db as core
from lms.core.audit import AuditHead
from lms.core.db import db, write_tx
from lms.core.engine import sqlite
from tests.parallel import at_once

BUSY = {
    "sqlite": sqlite.OperationalError("database is locked"),
    "postgresql": psycopg.errors.SerializationFailure("could not serialize access"),
    "deadlock": psycopg.errors.DeadlockDetected("deadlock detected"),
}


@pytest.fixture
def waits(monkeypatch):
    """The waits between tries, without really waiting."""
    slept = []
    monkeypatch.setattr(core.time, "sleep", slept.append)
    return slept


def add(chain, seq=0):
    db.session.add(AuditHead(chain=chain, seq=seq, digest=""))
    db.session.flush()


def chains():
    db.session.rollback()
    return sorted(db.session.scalars(select(AuditHead.chain)))


def test_what_the_work_returns_comes_back_and_what_it_wrote_stays(app):
    assert write_tx(lambda: add("a") or "done") == "done"
    assert chains() == ["a"]


def test_a_failure_leaves_nothing_behind(app):
    def work():
        add("a")
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        write_tx(work)
    assert chains() == []
    write_tx(lambda: add("b"))  # and the next scope starts clean
    assert chains() == ["b"]


def test_a_scope_inside_a_scope_takes_part_and_stands_or_falls_with_it(app):
    def work():
        write_tx(lambda: add("inner"))
        raise ValueError("outer")

    with pytest.raises(ValueError, match="outer"):
        write_tx(work)
    assert chains() == []

    write_tx(lambda: (add("outer"), write_tx(lambda: add("inner"))))
    assert chains() == ["inner", "outer"]


@pytest.mark.parametrize("busy", BUSY.values(), ids=BUSY.keys())
def test_the_whole_work_runs_again_when_the_database_was_busy(app, waits, busy):
    runs = []

    def work():
        runs.append(len(runs))
        add("a")
        if len(runs) < 3:
            raise OperationalError("INSERT", {}, busy)
        return len(runs)

    assert write_tx(work) == 3
    assert chains() == ["a"]
    assert len(waits) == 2
    assert waits[1] > 0


def test_it_gives_up_in_the_end(app, waits):
    runs = []

    def work():
        runs.append(1)
        raise OperationalError("INSERT", {}, BUSY["sqlite"])

    with pytest.raises(OperationalError):
        write_tx(work)
    assert len(runs) == core.WRITE_ATTEMPTS
    assert chains() == []


def test_what_is_wrong_and_not_busy_is_not_tried_again(app, waits):
    write_tx(lambda: add("a"))
    with pytest.raises(IntegrityError):
        write_tx(lambda: add("a"))
    assert waits == []


def test_eight_threads_that_count_lose_no_count(app):
    write_tx(lambda: add("count"))

    def count_up():
        row = db.session.scalar(select(AuditHead).where(AuditHead.chain == "count").with_for_update())
        row.seq += 1

    results = at_once(app, 8, lambda _number: [write_tx(count_up) for _ in range(25)])
    assert [result for result in results if isinstance(result, Exception)] == []
    assert db.session.scalar(select(AuditHead.seq)) == 200


def test_a_read_before_does_not_stop_the_write(app, waits):
    """SQLite refuses to write over a snapshot that others have written past; so the snapshot goes first."""
    assert db.session.scalars(select(AuditHead)).all() == []
    other = threading.Thread(target=lambda: in_own_context(app, lambda: write_tx(lambda: add("other"))))
    other.start()
    other.join()
    write_tx(lambda: add("mine"))
    assert chains() == ["mine", "other"]
    assert waits == []


def test_a_writer_takes_its_turn_at_the_start_and_a_reader_takes_none(app):
    begun = []

    def note(_connection, _cursor, text, *_rest):
        begun.append(text)

    event.listen(db.engine, "before_cursor_execute", note)
    write_tx(lambda: add("a"))
    chains()
    event.remove(db.engine, "before_cursor_execute", note)
    wanted = ["BEGIN IMMEDIATE", "BEGIN"] if db.engine.dialect.name == "sqlite" else []
    assert [text for text in begun if text.startswith("BEGIN")] == wanted


def in_own_context(app, work):
    with app.app_context():
        work()
