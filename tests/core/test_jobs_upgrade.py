"""Version 2: email that waited in the outbox waits in the queue, with all that was known of it."""

import flask_migrate
import pytest
from sqlalchemy import text

from lms.app import create_app
from lms.core import mail
from lms.core.db import db
from tests import postgres
from tests.database import test_settings

WRITTEN = """
INSERT INTO outbox (public_id, "to", subject, body, written_at, due_at, tries, sent_at, failure) VALUES
('waits', 'a@cast.example', 'S', 'B', '2026-11-22 09:00:00', '2026-11-22 09:00:00', 0, NULL, NULL),
('tried', 'b@cast.example', 'S', 'B', '2026-11-22 09:00:00', '2026-11-22 09:05:00', 3, NULL, 'OSError: down'),
('given-up', 'c@cast.example', 'S', 'B', '2026-11-22 09:00:00', '2026-11-22 09:05:00', 8, NULL, 'OSError: down'),
('sent', 'd@cast.example', 'S', 'B', '2026-11-22 09:00:00', '2026-11-22 09:05:00', 1, '2026-11-22 09:00:01', NULL)
"""


@pytest.fixture
def before(tmp_path, fresh):
    """An app whose database is of version 1."""
    url = f"sqlite:///{tmp_path}/before.db"
    if fresh.is_postgresql:
        url = f"{fresh.url}_before"
        postgres.create(url)
    made = create_app(test_settings(tmp_path, database_url=url))
    with made.app_context():
        flask_migrate.upgrade(revision="0001")
        yield made
        db.session.remove()
        db.engine.dispose()


def test_what_waited_is_delivered_and_what_was_given_up_is_seen(before):
    with db.engine.begin() as connection:
        connection.execute(text(WRITTEN))
    flask_migrate.upgrade()
    found = {letter.public_id: letter.job for letter in mail.unsent()}
    assert {key: (job.status, job.tries, job.failure) for key, job in found.items()} == {
        "waits": ("waiting", 0, ""),
        "tried": ("waiting", 3, "OSError: down"),
        "given-up": ("failed", 8, "OSError: down"),
    }
    done = before.test_cli_runner().invoke(args=["jobs", "work", "--once"])
    assert "2 email(s) sent" in done.output
