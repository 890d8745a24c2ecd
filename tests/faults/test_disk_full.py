"""A full disk: every answer is acknowledged and there, or refused in words and not there; then it goes on by itself."""

import pytest
from sqlalchemy import create_engine, update

from lms.accounts.models import SignInSession
from lms.accounts.session import SEEN_EVERY
from lms.core import backup
from lms.core.clock import now
from lms.core.db import db, write_tx
from tests import postgres
from tests.cast import sign_in
from tests.faults.answering import QUIZ, answering, broken, lost, present, total, until
from tests.faults.browser import Browser
from tests.live import LiveServer

pytestmark = pytest.mark.fault
CLIENTS = 4
SMALL, FULL = (60, 1), (600, 20)  # answers between two changes, and how often the disk fills up
STATUS, TITLE = 507, "We could not save this"


@pytest.fixture
def narrow(live, disk, pytestconfig, tmp_path):
    """The installation on a disk of its own, and the file that makes it full."""
    if pytestconfig.getoption("database") == "sqlite":
        full = tmp_path / "full"
        yield live, full, disk.limited(live.settings.var.resolve() / "palpate.db", full)
        return
    limited = {}

    def environment(folder):
        limited["full"] = folder / "full"
        return disk.limited(folder / "data", folder / "full")

    server = postgres.Server(environment=environment)
    move(live, server)
    yield live, limited["full"], {}
    live.kill()
    server.stop()


def move(live: LiveServer, server: postgres.Server) -> None:
    """Move an installation to another PostgreSQL, by a copy."""
    postgres.create(server.url("narrow"))
    copy = live.folder / "moved"
    for url, act in ((live.settings.database(), backup.make), (server.url("narrow"), backup.restore)):
        engine = create_engine(url)
        act(engine, copy, lambda _percent: None)
        engine.dispose()
    live.environment["LMS_DATABASE_URL"] = server.url("narrow")


def test_a_full_disk_refuses_in_words_and_loses_nothing(narrow, students, full, proof):
    live, marker, environment = narrow
    answers, times = FULL if full else SMALL
    (reading, _email), *people = students(CLIENTS + 1)
    live.start(**environment)
    reader = Browser(live.port, sign_in(reading))
    with answering(live.port, people) as clients:
        reader.get(QUIZ)
        token = reader.token
        for _time in range(times):
            reached(clients, 200, answers)
            write_tx(lambda: db.session.execute(update(SignInSession).values(seen_at=now() - 2 * SEEN_EVERY)))
            marker.touch()
            reached(clients, STATUS, answers)
            looks_and_starts(reader, token)
            marker.unlink()
            reached(clients, 200, answers)
    reader.close()
    judge(clients, times, proof)


def reached(clients, status, more):
    """Wait until this status was answered so often more; anything but what may be answered ends the waiting, too."""
    before = total(clients)[status]
    until(lambda: total(clients)[status] >= before + more or total(clients).keys() - {200, STATUS})
    assert total(clients).keys() <= {200, STATUS}, {words for client in clients for words in client.said}


def looks_and_starts(reader, token):
    """Reading goes on, even where a page would note that someone was seen; starting works or is refused on a page."""
    reader.close()  # the server has hung up meanwhile
    assert reader.get(QUIZ) == 200
    if reader.send(QUIZ, {"csrf_token": token}) == STATUS:
        assert TITLE in reader.page.text
        assert "was not saved" in reader.page.text
    else:  # PostgreSQL had room left in a page of its tables
        assert reader.status == 303
        assert reader.get(reader.location) == 200
    assert reader.get(QUIZ) == 200


def judge(clients, times, proof):
    """Every answer is there or was refused, never half; and this sees both."""
    answers = total(clients)
    with db.engine.connect() as database:
        missing = [each for client in clients for each in lost(database, client.public_id, client.acknowledged)]
        half = [each for client in clients for each in present(database, client.public_id, client.refused)]
        faults = broken(database)
        taken_back = clients[0].acknowledged[-1:]
        assert present(database, clients[0].public_id, taken_back) == taken_back, "what is there is seen"
    proof("disk-full", times=times, acknowledged=answers[200], refused=answers[STATUS], lost=len(missing),
          half=len(half), corrupt=len(faults), answers={str(key): count for key, count in answers.items()})  # fmt: skip
    assert (missing, half, faults) == ([], [], [])
    assert answers.keys() == {200, STATUS}
    assert {title for client in clients for title, _message in client.said} == {TITLE}
