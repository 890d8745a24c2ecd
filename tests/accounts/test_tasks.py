"""Forgetting: what is past its time goes, a little at once; what someone may still need stays."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from lms.accounts import tasks
from lms.accounts.models import MailedLink, SignInSession
from lms.core import mail, throttle
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.jobs.models import Job
from lms.core.mail import Outbox
from lms.core.throttle import Limit, ThrottleHit
from tests.cast import PASSWORD
from tests.work import deliver_due, did

TRIES = Limit("tries", 1000, timedelta(minutes=15))


@pytest.fixture
def past(visitor, cast, app):
    """Someone signed in, wrong tries were made, a link was asked for and its letter went out."""
    visitor.post("accounts.sign_in", {"email": cast["ana"].email, "password": PASSWORD})
    visitor.post("accounts.sign_out")
    visitor.post("accounts.forgotten", {"email": "eva@cast.example"})
    deliver_due(app.config["SETTINGS"])
    throttle.spend(TRIES, "somebody")


def rows():
    db.session.rollback()
    tables = (ThrottleHit, MailedLink, SignInSession, Outbox)
    counts = {table.__tablename__: db.session.scalar(select(func.count()).select_from(table)) for table in tables}
    finished = select(func.count()).where(Job.finished_at.is_not(None))
    return counts | {"job": db.session.scalar(finished)}


@pytest.mark.parametrize(
    ("days", "gone"),
    [
        (0.9, set()),
        (1.1, {"throttle_hit"}),
        (8, {"throttle_hit", "mailed_link"}),
        (91, {"throttle_hit", "mailed_link", "sign_in_session", "outbox", "job"}),
    ],
)
def test_each_goes_when_its_time_is_over(past, days, gone):
    before = rows()
    assert all(before.values())
    with time_machine.travel(now() + timedelta(days=days), tick=False):
        assert did(tasks.CLEANUP) == sum(before[table] for table in gone)
    assert {table for table, count in rows().items() if not count} == gone


def test_a_letter_that_could_not_be_sent_stays_to_be_seen(app):
    write_tx(lambda: mail.send("ana@cast.example", "Hello", "Hello"))
    with time_machine.travel(now() + timedelta(days=1000), tick=False):
        assert did(tasks.CLEANUP) == 0
    assert rows()["outbox"] == 1


def test_many_go_a_few_at_once(app, monkeypatch, statements):
    monkeypatch.setattr(tasks, "AT_ONCE", 2)
    for number in range(5):
        throttle.spend(TRIES, str(number))
    with time_machine.travel(now() + timedelta(days=2), tick=False):
        assert did(tasks.CLEANUP) == 5
    assert rows()["throttle_hit"] == 0


def test_the_command_says_what_it_forgot(app, command):
    throttle.spend(TRIES, "somebody")
    with time_machine.travel(now() + timedelta(days=2), tick=False):
        assert command("jobs", "work", "--once").output == "1 expired row(s) deleted\n"
