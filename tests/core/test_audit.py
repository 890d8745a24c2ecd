"""The audit trail: written with the act, chained, refused to change, and verified to the last event."""

import json
import re

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from config import ROOT
from lms.core import audit
from lms.core.acts import Act
from lms.core.audit import AuditEvent, AuditHead, faults_in, verify
from lms.core.db import db, write_tx
from tests.parallel import at_once

COLUMNS = {
    "chain": "'elsewhere'",
    "seq": "seq + 100",
    "at": "'2020-01-01 00:00:00'",
    "actor": "'person:666'",
    "action": "'forged'",
    "subject": "'another'",
    "outcome": "'refused'",
    "detail": """'{"by": "me"}'""",
    "previous": "'00'",
    "digest": "'11'",
}
OPEN = {  # what someone with the database in hand would do first
    "sqlite": ("DROP TRIGGER audit_event_refuses_update", "DROP TRIGGER audit_event_refuses_delete"),
    "postgresql": ("ALTER TABLE audit_event DISABLE TRIGGER USER",),
}


@pytest.fixture
def trail(app):
    """Six events in two chains."""
    for number in range(3):
        write_tx(lambda number=number: audit.record(Act.PERSON_SIGNED_IN, f"person:{number}", by=1, number=number))
        write_tx(lambda: audit.record(Act.INVITATION_SENT, "invitation:3", by=2, organization=7, role="student"))
    assert list(verify()) == []


@pytest.fixture
def tamper(trail):
    """Change the trail with the triggers out of the way, look at which faults are found, undo it."""

    def do(*statements):
        db.session.rollback()
        with db.engine.connect() as connection, Session(connection) as session:
            for statement in (*OPEN[connection.dialect.name], *statements):
                done = session.execute(text(statement))
            assert done.rowcount != 0, f"nothing was changed by {statement}"
            return list(faults_in(session))  # and nothing is committed

    return do


def test_an_act_leaves_its_trace_in_the_same_transaction(app):
    write_tx(lambda: audit.record(Act.ATTAINMENT_REVOKED, "attainment:9", by=1, because="mistake"))
    act = db.session.scalars(select(AuditEvent)).one()
    assert (act.action, act.subject, act.actor, act.outcome) == (
        "attainment.revoked",
        "attainment:9",
        "person:1",
        "done",
    )
    assert act.detail == {"because": "mistake"}
    assert (act.seq, act.previous) == (1, audit.GENESIS)


@pytest.mark.parametrize(
    ("by", "actor"), [(7, "person:7"), (None, "command"), ("anonymous", "anonymous"), ("machine", "machine")]
)
def test_who_acted_is_a_person_a_command_or_nobody_known(app, by, actor):
    write_tx(lambda: audit.record(Act.PERSON_SIGNED_IN, "person:7", by=by, refused=True))
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.actor, event.outcome) == (actor, "refused")


def test_every_act_is_a_noun_and_what_was_done_to_it():
    grammar = r"[a-z_]+\.([a-z]+ed(_[a-z]+)?|left|sent|reset|withdrawn|given|chosen)"
    assert [act for act in Act if not re.fullmatch(grammar, act)] == []
    assert [act.name for act in Act if act.name != act.value.replace(".", "_").upper()] == []


def test_every_act_is_recorded_somewhere():
    source = "\n".join(file.read_text() for file in (ROOT / "lms").rglob("*.py"))
    assert [act for act in Act if f"Act.{act.name}" not in source] == []


def test_an_act_that_fails_leaves_no_trace(app):
    def work():
        audit.record(Act.ATTAINMENT_REVOKED, "attainment:9", by=1)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        write_tx(work)
    write_tx(lambda: None)  # and none is left over for the next one
    assert db.session.scalars(select(AuditEvent)).all() == []


def test_each_event_names_the_digest_of_the_one_before(trail):
    events = db.session.scalars(
        select(AuditEvent).where(AuditEvent.chain == "organization:7").order_by(AuditEvent.seq)
    ).all()
    assert [each.seq for each in events] == [1, 2, 3]
    assert [each.previous for each in events] == [audit.GENESIS, events[0].digest, events[1].digest]
    assert db.session.get_one(AuditHead, "organization:7").digest == events[2].digest


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_event SET actor = 'person:666'", "DELETE FROM audit_event WHERE seq = 2"]
)
def test_the_database_refuses_to_change_the_trail(trail, statement):
    with pytest.raises(DBAPIError, match="audit_event is append-only"):
        write_tx(lambda: db.session.execute(text(statement)))
    assert list(verify()) == []


def test_no_event_is_put_in_the_place_of_another(trail):
    if db.engine.dialect.name != "sqlite":  # it has no REPLACE; an upsert comes nearest
        same = "INSERT INTO audit_event SELECT * FROM audit_event WHERE seq = 1"
        replaced = f"{same} ON CONFLICT (id) DO UPDATE SET seq = 9"
    else:
        replaced = "INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event WHERE seq = 1"
    with pytest.raises(DBAPIError, match="audit_event is append-only"):
        write_tx(lambda: db.session.execute(text(replaced)))
    assert list(verify()) == []


def test_the_database_refuses_to_empty_the_trail(trail):
    statement = "DELETE FROM audit_event" if db.engine.dialect.name == "sqlite" else "TRUNCATE audit_event"
    with pytest.raises(DBAPIError, match="audit_event is append-only"):
        write_tx(lambda: db.session.execute(text(statement)))
    assert len(db.session.scalars(select(AuditEvent)).all()) == 6


@pytest.mark.parametrize("column", COLUMNS)
def test_every_edit_of_every_event_is_found(tamper, column):
    for uid in range(1, 7):
        faults = tamper(f"UPDATE audit_event SET {column} = {COLUMNS[column]} WHERE id = {uid}")
        assert faults, f"{column} of event {uid} could be changed"


@pytest.mark.parametrize(("column", "broken"), [("detail", "{broken"), ("detail", ""), ("at", "yesterday")])
def test_an_event_that_cannot_be_read_any_more_is_named(trail, tamper, column, broken):
    if db.engine.dialect.name != "sqlite":
        return  # PostgreSQL's own types hold nothing that cannot be read
    faults = tamper(f"UPDATE audit_event SET {column} = '{broken}' WHERE seq = 2 AND chain = 'organization:7'")
    assert faults == ["organization:7: event 2 was changed: it cannot be read"]


def test_bytes_in_the_place_of_a_text_are_found(tamper):
    if db.engine.dialect.name != "sqlite":
        return  # PostgreSQL keeps none there
    assert tamper("UPDATE audit_event SET actor = x'ff' WHERE id = 1")
    assert tamper("UPDATE audit_event SET actor = CAST('person:1' AS BLOB) WHERE id = 1")


def test_the_columns_tried_are_all_there_are():
    assert {"id", *COLUMNS} == set(AuditEvent.__table__.columns.keys())


def test_every_removed_event_is_found_the_last_one_too(tamper):
    for uid in range(1, 7):
        assert tamper(f"DELETE FROM audit_event WHERE id = {uid}"), f"event {uid} could be removed"
    assert tamper("DELETE FROM audit_event WHERE chain = 'organization:7'")
    assert tamper("DELETE FROM audit_event WHERE seq > 1")


def test_two_events_that_change_places_are_found(tamper):
    for chain in (audit.INSTALLATION, "organization:7"):
        for one, other in ((1, 2), (2, 3), (1, 3)):
            moves = [(one, 99), (other, one), (99, other)]
            statement = "UPDATE audit_event SET seq = {} WHERE seq = {} AND chain = '{}'"
            assert tamper(*(statement.format(to, old, chain) for old, to in moves)), f"{chain}: {one} and {other}"


def test_a_removed_or_changed_head_is_found(tamper):
    assert tamper("DELETE FROM audit_head WHERE chain = 'organization:7'")
    assert tamper("UPDATE audit_head SET seq = 2 WHERE chain = 'organization:7'")
    assert tamper("UPDATE audit_head SET digest = '00' WHERE chain = 'organization:7'")


def test_an_event_put_in_by_hand_is_found(tamper):
    copy = ", ".join(column for column in COLUMNS if column != "seq")
    assert tamper(f"INSERT INTO audit_event (seq, {copy}) SELECT seq + 1, {copy} FROM audit_event WHERE id = 6")


def test_the_command_says_that_all_is_well(trail, command):
    result = command("audit", "verify")
    assert result.exit_code == 0
    assert "intact" in result.output


def test_the_command_names_what_is_wrong_and_fails(trail, command):
    forge = "UPDATE audit_event SET actor = 'person:666' WHERE seq = 2 AND chain = 'organization:7'"
    write_tx(lambda: [db.session.execute(text(each)) for each in (*OPEN[db.engine.dialect.name], forge)])
    result = command("audit", "verify", "--json")
    assert result.exit_code == 1
    assert json.loads(result.output)[0].startswith("organization:7: event 2 was changed")


def test_an_event_that_is_added_meanwhile_is_no_fault(app, trail):
    added = []

    def act():
        audit.record(Act.COURSE_PUBLISHED, "course:one", by=1)

    def meanwhile(_connection, _cursor, statement, *_rest):
        if "FROM audit_event" in statement and not added:  # the heads were read already
            added.append(at_once(app, 1, lambda _number: write_tx(act)))

    event.listen(db.engine, "before_cursor_execute", meanwhile)
    try:
        assert list(verify()) == []
    finally:
        event.remove(db.engine, "before_cursor_execute", meanwhile)
    assert added == [[None]]


def test_many_acts_at_once_make_one_chain_even_at_its_start(app):
    results = at_once(
        app, 8, lambda n: [write_tx(lambda: audit.record(Act.COURSE_PUBLISHED, f"course:{n}", by=1)) for _ in range(5)]
    )
    assert [result for result in results if isinstance(result, Exception)] == []
    assert list(verify()) == []
    assert db.session.get_one(AuditHead, audit.INSTALLATION).seq == 40
