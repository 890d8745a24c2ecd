"""PostgreSQL stops while people answer: everyone gets one sentence, nothing is lost, the log stays small."""

import re
from collections import Counter

import pytest

from lms.core.db import db
from tests.cast import sign_in
from tests.faults.answering import answering, lost, total, until
from tests.faults.browser import Browser

pytestmark = [pytest.mark.fault, pytest.mark.postgresql]
CLIENTS, PAUSE = 15, 0.1  # seconds between two answers of one learner
SMALL, FULL = (2, 30), (25, 150)  # stops; answers between two of them, and refusals in each, at least
WORDS = ("We’re busy right now", "Nothing was lost. Try again in a few seconds.")
LINE = re.compile(r"database unavailable: .{1,200}")


def opened(port, token):
    """What someone with this session gets: of the pages by path, the status and whether it was said in words."""
    found = Counter()
    for path in ("/home", "/courses", "/courses/tiny", "/account", "/nothing-here", "/healthz"):
        browser = Browser(port, token)
        status = browser.get(path)
        browser.close()
        found[path, status, WORDS[0] in browser.text or status != 503] += 1
    return found


def gone(clients):
    """The acknowledged answers of all clients that are not there."""
    db.session.remove()
    db.engine.dispose()
    with db.engine.connect() as connection:
        return [each for client in clients for each in lost(connection, client.public_id, client.acknowledged)]


def test_a_database_that_stops_is_told_and_loses_nothing(live, students, durable_server, full, proof):
    (stops, each), seen = FULL if full else SMALL, Counter()
    (reader, _email), *people = students(CLIENTS + 1)
    live.start()
    token = sign_in(reader)
    with answering(live.port, people, PAUSE) as clients:
        for stop in range(1, stops + 1):
            until(lambda least=each * stop: total(clients)[200] >= least)
            durable_server.halt()
            until(lambda least=each * stop: total(clients)[503] >= least)
            seen += opened(live.port, token)
            seen += opened(live.port, "")
            durable_server.resume()
        until(lambda: total(clients)[200] >= each * (stops + 1))
    missing = gone(clients)
    answers, log = total(clients), live.log.read_text()
    refused = answers[503] + sum(count for (_path, status, _said), count in seen.items() if status == 503)
    proof("database-away", stops=stops, learners=CLIENTS, lost=len(missing), log_bytes=len(log),
          answers={str(key): count for key, count in answers.items()})  # fmt: skip
    assert missing == []
    assert answers.keys() <= {200, 503}, answers
    assert set().union(*(client.said for client in clients)) == {WORDS}
    assert {(status, said) for (_path, status, said) in seen} == {(each, True) for each in (200, 302, 404, 503)}, seen
    assert seen["/healthz", 200, True] == 2 * stops
    assert seen["/home", 503, True] == seen["/home", 302, True] == stops  # who is not signed in is sent to do so
    assert {line for line in log.splitlines() if not LINE.fullmatch(line)} == set()
    assert len(log.splitlines()) <= refused + seen["/nothing-here", 404, True]
