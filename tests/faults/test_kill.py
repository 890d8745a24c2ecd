"""What was acknowledged is there, whatever was killed: kill -9 of the real server while answers arrive."""

import random
import time

import pytest
from sqlalchemy import text

from lms.core.db import db, write_tx
from tests.faults.answering import answering, broken, lost, total, until

pytestmark = pytest.mark.fault
CLIENTS = 6
SMALL, FULL = 3, 200
EACH = 10  # answers at least before a kill: fewer would prove nothing


def faults():
    """What the database itself finds wrong."""
    with db.engine.connect() as connection:
        return broken(connection)


def gone(student):
    """The acknowledged answers of a student that are not there."""
    with db.engine.connect() as connection:
        return lost(connection, student.public_id, student.acknowledged)


def test_nothing_that_was_acknowledged_is_lost(live, students, full, proof):
    live.start()
    chance, corrupt, kills = random.Random(42), [], FULL if full else SMALL
    with answering(live.port, students(CLIENTS)) as clients:
        for kill in range(kills):
            time.sleep(chance.uniform(0.25, 1.2))
            until(lambda least=EACH * (kill + 1): total(clients)[200] >= least)  # however slow the machine is
            if kill % 2:
                live.kill_worker(chance.randrange(2))
            else:
                live.kill()
                corrupt += faults()
                live.start()
        until(lambda: total(clients)[200] >= EACH * (kills + 1))  # they go on after the last one, too
    answers, missing = total(clients), [each for client in clients for each in gone(client)]
    corrupt += faults()
    acknowledged = sum(len(client.acknowledged) for client in clients)
    proof("kill", kills=kills, acknowledged=acknowledged, lost=len(missing), corrupt=len(corrupt),
          answers={str(key): count for key, count in answers.items()})  # fmt: skip
    assert missing == []
    assert corrupt == []
    assert answers.keys() <= {200, "cut off"}, answers
    loss_is_seen(clients[0])


def loss_is_seen(client):
    """The comparison above can see a lost answer, a lost change and an altered answer."""
    number, seq = client.acknowledged[-1]
    for spoil in (
        f"DELETE FROM answer_event WHERE seq = {seq}",
        f"UPDATE answer SET seq = 0 WHERE question = {number}",
        f"UPDATE answer SET response = '{{\"other\": 1}}' WHERE question = {number}",
        f"DELETE FROM answer WHERE question = {number}",
    ):
        write_tx(lambda spoil=spoil: db.session.execute(text(spoil)))
        assert gone(client), spoil
