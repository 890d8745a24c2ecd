"""What was acknowledged is there, whatever was killed: kill -9 of the real server while answers arrive."""

import http.client
import itertools
import random
import threading
import time
from collections import Counter

import pytest
from sqlalchemy import select, text

from lms.assessment.models import Answer, AnswerEvent, Attempt
from lms.core.db import db, write_tx
from tests.cast import PASSWORD
from tests.faults.browser import Browser, questions

pytestmark = pytest.mark.fault
CLIENTS = 6
SMALL, FULL = 3, 50


class Student(threading.Thread):
    """Answers one question after the other until told to stop, and keeps what was acknowledged."""

    def __init__(self, port, email, stop):
        super().__init__(daemon=True)
        self.browser = Browser(port)
        self.browser.sign_in(email, PASSWORD)
        self.stop = stop
        self.pause = threading.Event()
        self.acknowledged = []
        self.answers = Counter()
        self._begin()

    def _begin(self):
        self.browser.get("/courses/tiny/quizzes/tiny-test")
        self.browser.send("/courses/tiny/quizzes/tiny-test", {"csrf_token": self.browser.token})
        self.path = self.browser.location
        self.browser.get(self.path)
        self.token = self.browser.token
        self.questions = questions(self.browser.page)

    def run(self):
        chance = random.Random(self.path)
        for seq in itertools.count(1):
            if self.stop.is_set():
                break
            number = chance.choice(list(self.questions))
            given = {field: [chance.choice(values)] for field, values in self.questions[number].items()}
            try:
                status = self.browser.send_json(
                    f"{self.path}/answers/{number}", {"seq": seq, "given": given}, self.token
                )
            except (OSError, http.client.HTTPException):
                self.answers["cut off"] += 1
                time.sleep(0.02)
                continue
            self.answers[status] += 1
            if status == 200:
                self.acknowledged.append((number, seq))
        self.browser.close()


def lost(student):
    """The acknowledged answers of a student that are not there, or not as they were given."""
    db.session.rollback()
    public_id = student.path.rsplit("/", 1)[1]
    attempt = db.session.scalar(select(Attempt.id).where(Attempt.public_id == public_id))
    events = rows_of(AnswerEvent, attempt)
    given = {(question, seq): response for question, seq, response in events}
    stored = {question: (seq, response) for question, seq, response in rows_of(Answer, attempt)}
    newest = {}
    for number, seq in student.acknowledged:
        newest[number] = max(seq, newest.get(number, 0))
    gone = [each for each in student.acknowledged if each not in given]
    return gone + [(number, seq) for number, seq in newest.items() if not kept(stored.get(number), seq, number, given)]


def rows_of(model, attempt):
    columns = select(model.question, model.seq, model.response)
    return db.session.execute(columns.where(model.attempt_id == attempt)).all()


def kept(stored, seq, number, given):
    """Whether what is stored is this answer or a later one, as it was given."""
    return stored is not None and stored[0] >= seq and given.get((number, stored[0])) == stored[1]


def broken():
    """What the database itself finds wrong."""
    db.session.rollback()
    if db.engine.dialect.name != "sqlite":
        return []
    with db.engine.connect() as connection:
        checks = [row[0] for row in connection.execute(text("PRAGMA integrity_check"))]
        orphans = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
    return [each for each in checks if each != "ok"] + [str(row) for row in orphans]


def test_nothing_that_was_acknowledged_is_lost(live, students, full, proof):
    live.start()
    stop = threading.Event()
    clients = [Student(live.port, email, stop) for _person, email in students(CLIENTS)]
    for client in clients:
        client.start()
    chance, corrupt, kills = random.Random(42), [], FULL if full else SMALL
    for kill in range(kills):
        time.sleep(chance.uniform(0.25, 1.2))
        if kill % 2:
            live.kill_worker(chance.randrange(2))
        else:
            live.kill()
            corrupt += broken()
            live.start()
    time.sleep(0.5)
    stop.set()
    for client in clients:
        client.join(30)
    answers = sum((client.answers for client in clients), Counter())
    gone = [each for client in clients for each in lost(client)]
    corrupt += broken()
    acknowledged = sum(len(client.acknowledged) for client in clients)
    proof("kill", kills=kills, acknowledged=acknowledged, lost=len(gone), corrupt=len(corrupt),
          answers={str(key): count for key, count in answers.items()})  # fmt: skip
    assert gone == []
    assert corrupt == []
    assert acknowledged > kills * 10, f"too little was saved to prove anything: {answers}"
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
        assert lost(client), spoil
