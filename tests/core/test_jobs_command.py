"""`flask jobs` and `flask mail`: what failed is said, and why, and can be tried again."""

from dataclasses import replace

from sqlalchemy import select

from lms.core import mail
from lms.core.db import db, write_tx
from lms.core.jobs import queue
from lms.core.jobs.kinds import Hopeless
from lms.core.jobs.models import Job
from lms.core.jobs.worker import work_off


def hopeless(_job):
    raise Hopeless("no way")


def test_the_command_says_what_failed_and_exits_with_1(app, command, monkeypatch):
    assert command("jobs", "work", "--once").exit_code == 0
    write_tx(lambda: mail.send("nobody@cast.example", "Hello", "Hello"))
    sound = app.config["SETTINGS"]
    monkeypatch.setitem(app.config, "SETTINGS", replace(sound, mail_server="smtp://u:pw@127.0.0.1:9"))
    done = command("jobs", "work", "--once")
    monkeypatch.setitem(app.config, "SETTINGS", sound)
    assert done.exit_code == 1
    assert "1 job(s) failed: email. `flask jobs list` says why" in done.output
    listed = command("jobs", "list")
    assert "ConnectionRefusedError" in listed.output
    assert "nobody@" not in done.output + listed.output
    assert "pw" not in done.output + listed.output
    letters = command("mail", "list")
    assert letters.exit_code == 0, "it is tried again by itself"
    assert "nobody@cast.example  Hello  tried 1 time(s)  ConnectionRefusedError" in letters.output
    assert command("mail", "retry").output == "1 email(s) will be sent again\n"
    assert "1 email(s) sent" in command("jobs", "work", "--once").output
    assert command("mail", "list").output == "0 email(s) not sent\n"


def test_the_list_exits_with_1_where_something_has_failed_for_good(app, command):
    write_tx(lambda: queue.enqueue(mail.MAIL, "a"))
    work_off({"email": replace(mail.MAIL, run=hopeless, gave_up=None)})
    listed = command("jobs", "list")
    assert listed.exit_code == 1
    assert "failed" in listed.output
    number = str(db.session.scalars(select(Job.id)).one())
    assert command("jobs", "retry", number).output == "1 job(s) will be tried again\n"
    assert command("jobs", "list").exit_code == 0
