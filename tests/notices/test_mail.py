"""A mail that is written for later: it leaves then, bears that date, and can be called back until then."""

import email
from datetime import timedelta
from email.utils import parsedate_to_datetime

import time_machine
from sqlalchemy import literal, select

from lms.core import mail
from lms.core.clock import now
from lms.core.db import write_tx
from tests.accounts.letters import due_of, letters
from tests.work import deliver_due


def write(app, hours, public_id="later"):
    due_at = now() + timedelta(hours=hours)
    write_tx(lambda: mail.send("ana@cast.example", "Later", "It is open.", due_at=due_at, public_id=public_id))
    return due_at


def test_it_leaves_when_it_is_due_and_bears_that_date(app, var):
    due_at = write(app, hours=24)
    assert deliver_due(app.config["SETTINGS"]) == 0
    with time_machine.travel(due_at + timedelta(seconds=1)):
        assert deliver_due(app.config["SETTINGS"]) == 1
    [file] = (var / "mail").glob("*.eml")
    stated = parsedate_to_datetime(email.message_from_bytes(file.read_bytes())["Date"])
    assert abs(stated - due_at) < timedelta(seconds=1)


def test_one_that_was_due_in_the_past_leaves_now(app):
    write(app, hours=-24)
    assert due_of(letters()[0]) <= now()
    assert now() - letters()[0].written_at < timedelta(minutes=1)
    assert deliver_due(app.config["SETTINGS"]) == 1


def test_until_it_leaves_it_can_be_called_back_or_sent_elsewhere(app):
    write(app, 24, "one")
    write(app, 24, "two")
    write_tx(lambda: mail.send_elsewhere(select(literal("one")), "new@cast.example"))
    write_tx(lambda: mail.call_back(select(literal("two"))))
    assert [(letter.public_id, letter.to) for letter in letters()] == [("one", "new@cast.example")]


def test_one_that_a_worker_has_taken_stays_as_it_is(app, monkeypatch):
    """The worker holds it in its hands: taken away under them, it would find nothing to tick off."""
    write(app, 0)

    def meanwhile(*_):
        write_tx(lambda: mail.call_back(select(literal("later"))))
        write_tx(lambda: mail.send_elsewhere(select(literal("later")), "new@cast.example"))

    monkeypatch.setattr(mail, "_into_folder", meanwhile)
    assert deliver_due(app.config["SETTINGS"]) == 1
    assert [letter.to for letter in letters()] == ["ana@cast.example"]
    assert letters()[0].sent_at is not None
