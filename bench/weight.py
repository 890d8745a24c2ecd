"""Statements, bytes and requests of each page. Counts, so without noise."""

import gzip
import re

from sqlalchemy import event

from bench.ground import COURSE, LESSON, QUIZ
from lms.core.db import db

ASSET = re.compile(r'(?:href|src)="(/static/[^"]+)"')
CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")


def weights(ground):
    """A line for each page: SQL statements, HTML bytes plain and compressed, files requested by a first visit."""
    student = ground.students[0]
    pages = {
        "lesson": f"/courses/{COURSE}/lessons/{LESSON}",
        "course": f"/courses/{COURSE}",
        "quiz": f"/courses/{COURSE}/quizzes/{QUIZ}",
        "attempt": f"/attempts/{student['attempt']}",
        "home": "/home",
    }
    client = ground.app.test_client()
    client.set_cookie("sid", student["sid"], domain="127.0.0.1")
    for name, path in pages.items():
        client.get(path, base_url="http://127.0.0.1")  # warms up the process caches
        with ground.app.app_context():
            count, html = _opened(client, path)
        files = len(set(ASSET.findall(html.decode()))) + 1
        small = len(gzip.compress(html, 4))
        yield f"{name:14}{count} statements, {len(html)} bytes, {small} compressed, {files} requests"


def _opened(client, path):
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.lstrip().upper().startswith(CONTROL):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        answer = client.get(path, base_url="http://127.0.0.1")
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen), answer.data
