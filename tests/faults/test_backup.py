"""Copies that are taken while answers arrive hold everything that was acknowledged before; and they come back."""

import shutil
import threading

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.exc import DatabaseError

from lms.app import create_app
from lms.core import backup
from lms.core.audit import AuditEvent, verify
from lms.core.db import db
from tests.database import test_settings
from tests.faults.answering import Student, answering, broken, lost, total, until

pytestmark = pytest.mark.fault
CLIENTS = 4
SMALL, FULL = 2, 25  # copies
WARM = 100  # answers before the first copy
AHEAD = 10**6
TRIES = 5  # plain copies, for comparison
PAUSE = 0.03  # between two answers, in seconds: the copying needs its share of the processors


class Forger(Student):
    """Sends answers from the future: each is refused and leaves a line in the audit trail, so that it grows too."""

    def _answer(self, number, _seq, given):
        sent = {"seq": AHEAD, "given": given}
        self.answers[self.browser.send_json(f"{self.path}/answers/{number}", sent, self.token)] += 1


@pytest.fixture
def elsewhere(durable, tmp_path):
    """An app on another database, for a look into a copy."""
    url = durable("elsewhere") or f"sqlite:///{tmp_path}/elsewhere.db"
    return create_app(test_settings(tmp_path / "elsewhere", database_url=url))


@pytest.fixture
def forger(live, students):
    """`forger()` starts one; it stops with the test."""
    stop, made = threading.Event(), []

    def start():
        [(_person, email)] = students(1)
        made.append(Forger(live.port, email, stop, PAUSE))
        made[-1].start()
        return made[-1]

    yield start
    stop.set()
    for each in made:
        each.join(30)


def quietly(_percent):
    """No one watches the bar."""


def acknowledged_by(clients):
    """For each attempt what was acknowledged until now."""
    return {client.public_id: list(client.acknowledged) for client in clients}


def missing(database, acknowledged):
    """The acknowledged answers that are not there."""
    return [each for public_id, saved in acknowledged.items() for each in lost(database, public_id, saved)]


def looked_into(elsewhere, copy, acknowledged):
    """A copy, brought back: the answers that it lacks, what is wrong with it, and the length of its audit trail."""
    with elsewhere.app_context():
        backup.restore(db.engine, copy, quietly)
        with db.engine.connect() as database:
            gone, faults = missing(database, acknowledged), broken(database)
        faults += verify()
        events = db.session.scalar(select(func.count()).select_from(AuditEvent))
        db.session.remove()
        db.engine.dispose()
    return gone, faults, events


def test_copies_under_load_hold_what_was_acknowledged_before(live, students, forger, elsewhere, full, proof):
    live.start()
    gone, faults, events = [], [], []
    with answering(live.port, students(CLIENTS), PAUSE) as clients:
        forged = forger()
        until(lambda: total(clients)[200] >= WARM and forged.answers[422])
        for number in range(FULL if full else SMALL):
            before, file = acknowledged_by(clients), live.folder / f"copy-{number}"
            backup.make(db.engine, file, quietly)
            looked = looked_into(elsewhere, file, before)
            gone += looked[0]
            faults += looked[1]
            events.append(looked[2])
            file.unlink()
        plain = most_lacking(live, clients)
    acknowledged = total(clients)[200]
    proof("backup", copies=len(events), acknowledged=acknowledged, lost=len(gone), faults=len(faults),
          audit_events=events[-1], control_plain_copy_lacks=plain)  # fmt: skip
    assert (gone, faults) == ([], [])
    assert events[0] < events[-1], "the audit trail grew meanwhile"
    assert plain is None or plain, "a plain copy of the file lacks what is in the log: the measure sees it"


def most_lacking(live, clients):
    """The plain copy that lacks most, of some: one that is taken just when the log was emptied may lack nothing."""
    lacks = [plainly_copied(live, clients) for _copy in range(TRIES)]
    return None if None in lacks else max(lacks)


def plainly_copied(live, clients):
    """How many acknowledged answers a plain copy of SQLite's file lacks, or None without such a file."""
    if db.engine.dialect.name != "sqlite":
        return None
    before, copy = acknowledged_by(clients), live.folder / "plain.db"
    shutil.copy(live.settings.var / "palpate.db", copy)
    engine = create_engine(f"sqlite:///{copy}")
    try:
        with engine.connect() as database:
            return len(missing(database, before))
    except DatabaseError:  # torn, even
        return sum(map(len, before.values()))
    finally:
        engine.dispose()


def test_a_restored_installation_goes_on_from_the_copy(live, students, inside):
    live.start()
    copy = live.folder / "copy"
    with answering(live.port, students(1), PAUSE) as [client]:
        until(lambda: client.answers[200] >= 10)
        before = acknowledged_by([client])
        backup.make(db.engine, copy, quietly)
        until(lambda: len(client.acknowledged) > len(before[client.public_id]) + 10)
        with pytest.raises(backup.CannotCopy, match="Stop the server"):
            backup.restore(db.engine, copy, quietly)
    with db.engine.connect() as database:
        assert lost(database, client.public_id, client.acknowledged) == [], "nothing was changed"
    db.engine.dispose()
    live.kill()
    live.flask("restore", str(copy), "--yes")
    live.start()
    assert live.answers()
    with db.engine.connect() as database:
        assert missing(database, before) == []
        assert lost(database, client.public_id, client.acknowledged) != [], "it is as it was then"
