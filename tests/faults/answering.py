"""Students who answer at the real server without a break, and whether everything that was acknowledged is there."""

import http.client
import itertools
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, select

from lms.assessment.models import Answer, AnswerEvent, Attempt
from tests.cast import PASSWORD
from tests.faults.browser import Browser, questions

QUIZ = "/courses/tiny/quizzes/tiny-test"
Saved = tuple[int, int]  # the question's number and the answer's sequence number


class Student(threading.Thread):
    """Answers one question after another until stopped, and records what was acknowledged and refused."""

    def __init__(self, port: int, email: str, stop: threading.Event, pause: float = 0) -> None:
        """Sign in and start the test. `pause` is the time between two answers, in seconds."""
        super().__init__(daemon=True)
        self.browser = Browser(port)
        self.browser.sign_in(email, PASSWORD)
        self.stop, self.pause = stop, pause
        self.acknowledged: list[Saved] = []
        self.refused: list[Saved] = []
        self.receipts: dict[str, Saved] = {}
        self.answers: Counter[Any] = Counter()
        self.said: set[tuple[str, str]] = set()  # the words of refusals: title and message
        self._begin()

    @property
    def public_id(self) -> str:
        """The attempt's."""
        return self.path.rsplit("/", 1)[1]

    def _begin(self) -> None:
        self.browser.get(QUIZ)
        self.browser.send(QUIZ, {"csrf_token": self.browser.token})
        self.path = self.browser.location
        self.browser.get(self.path)
        self.token = self.browser.token
        self.questions = questions(self.browser.page)

    def run(self) -> None:
        """Answer until stopped. A request that was cut off is repeated unchanged, as the page does."""
        chance = random.Random(self.path)
        for seq in itertools.count(1):
            number = chance.choice(list(self.questions))
            given = {field: [chance.choice(values)] for field, values in self.questions[number].items()}
            while not self.stop.is_set():
                try:
                    self._answer(number, seq, given)
                    break
                except (OSError, http.client.HTTPException):
                    self.answers["cut off"] += 1
                    time.sleep(0.02)
            if self.stop.wait(self.pause):
                break
        self.browser.close()

    def _answer(self, number: int, seq: int, given: dict[str, list[str]]) -> None:
        status = self.browser.send_json(f"{self.path}/answers/{number}", {"seq": seq, "given": given}, self.token)
        self.answers[status] += 1
        told = in_words(self.browser.text)
        if status == 200:
            self.receipts[told["receipt"]] = (number, seq)
            self.acknowledged.append((number, seq))
        else:
            self.refused.append((number, seq))
            self.said.add((told["error"], told["message"]))


def in_words(text: str) -> dict[str, str]:
    """An answer's JSON; what is none is quoted, for the test to say."""
    try:
        return dict(json.loads(text))
    except ValueError:
        return {"error": "no JSON", "message": text[:300]}


@contextmanager
def answering(port: int, people: Iterable[tuple[int, str]], pause: float = 0) -> Iterator[list[Student]]:
    """These students at work; they have stopped when it ends."""
    stop = threading.Event()
    students = [Student(port, email, stop, pause) for _person, email in people]
    for student in students:
        student.start()
    try:
        yield students
    finally:
        stop.set()
        for student in students:
            student.join()  # a request that gets no answer has a limit of its own


def until(reached: Callable[[], bool], seconds: float = 300) -> None:
    """Wait for it. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while not reached():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not reached in {seconds} s")
        time.sleep(0.01)


def total(students: Iterable[Student]) -> Counter[Any]:
    """How often which status was answered."""
    return sum((student.answers for student in students), Counter())


def lost(database: Connection, public_id: str, acknowledged: Iterable[Saved]) -> list[Saved]:
    """The acknowledged answers of an attempt that are not in a database, or not as they were given."""
    attempt = database.scalar(select(Attempt.id).where(Attempt.public_id == public_id))
    given = {(question, seq): response for question, seq, response in _rows(database, AnswerEvent, attempt)}
    stored = {question: (seq, response) for question, seq, response in _rows(database, Answer, attempt)}
    newest: dict[int, int] = {}
    for number, seq in acknowledged:
        newest[number] = max(seq, newest.get(number, 0))
    gone = [each for each in acknowledged if each not in given]
    return gone + [(number, seq) for number, seq in newest.items() if not _kept(stored.get(number), seq, number, given)]


def present(database: Connection, public_id: str, refused: Iterable[Saved]) -> list[Saved]:
    """The refused answers of an attempt of which something is there nevertheless."""
    attempt = database.scalar(select(Attempt.id).where(Attempt.public_id == public_id))
    tables = (AnswerEvent, Answer)
    there = {(question, seq) for table in tables for question, seq, _response in _rows(database, table, attempt)}
    return [each for each in refused if each in there]


def _rows(database: Connection, model: Any, attempt: int | None) -> list[Any]:
    columns = select(model.question, model.seq, model.response)
    return list(database.execute(columns.where(model.attempt_id == attempt)))


def _kept(stored: tuple[int, Any] | None, seq: int, number: int, given: dict[Saved, Any]) -> bool:
    """Whether what is stored is this answer or a later one, as it was given."""
    return stored is not None and stored[0] >= seq and given.get((number, stored[0])) == stored[1]


def broken(database: Connection) -> list[str]:
    """What SQLite itself finds wrong; PostgreSQL has nothing to ask for."""
    if database.dialect.name != "sqlite":
        return []
    checks = [row[0] for row in database.exec_driver_sql("PRAGMA integrity_check")]
    orphans = database.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    return [each for each in checks if each != "ok"] + [str(row) for row in orphans]
