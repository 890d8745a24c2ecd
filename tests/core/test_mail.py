"""Mail: written with the act, delivered afterwards to a real SMTP server, once, and never lost."""

import email
import ssl
from datetime import timedelta
from email import policy
from pathlib import Path

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from sqlalchemy import func, select

from lms.core import mail
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.jobs.kinds import LEASE
from lms.core.jobs.models import Job
from lms.core.jobs.worker import MOST_TRIES
from lms.core.mail import Outbox
from tests.parallel import at_once
from tests.ports import free_port
from tests.work import deliver_due

CERTIFICATE = Path(__file__).parent / "data" / "smtp-for-tests.pem"  # self-signed, for tests alone
UNUSED = "smtp://127.0.0.1:9"  # the port of "discard", where nothing listens


class Sink:
    """A real SMTP server that keeps what it gets; `refuses` names receivers that it does not know."""

    def __init__(self):
        self.mails = []
        self.passwords = []
        self.secure = []
        self.refuses = set()

    def authenticate(self, _server, _session, _envelope, _mechanism, told):
        self.passwords.append((told.login, told.password))
        return AuthResult(success=True)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if address in self.refuses:
            return "550 nobody of that name here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, session, envelope):
        self.mails.append(email.message_from_bytes(envelope.content, policy=policy.default))
        self.secure.append(session.ssl is not None)
        return "250 kept"


@pytest.fixture
def sink(request):
    """A sink that listens in the clear, with STARTTLS, or with TLS alone; `sink.address` is where.

    It takes any password, and wants none.
    """
    handler, way = Sink(), getattr(request, "param", "")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    ways = {"starttls": {"tls_context": context}, "smtps": {"ssl_context": context}}
    controller = Controller(
        handler, hostname="127.0.0.1", port=free_port(), authenticator=handler.authenticate, auth_require_tls=False,
        **ways.get(way, {}),
    )  # fmt: skip
    controller.start()
    handler.scheme, handler.place = "smtps" if way == "smtps" else "smtp", f"127.0.0.1:{controller.port}"
    handler.address = f"{handler.scheme}://{handler.place}"
    yield handler
    controller.stop()


@pytest.fixture
def settings(app, make_app):
    """Settings with another mail server."""
    return lambda server: make_app(mail_server=server).config["SETTINGS"]


def write(to="ana@cast.example", subject="Välkommen", body="Hello Ana,\n\nwärme hands, slow hands.\n"):
    write_tx(lambda: mail.send(to, subject, body))


def outbox():
    """The mails with what their jobs say of them."""
    db.session.rollback()
    failure = func.nullif(Job.failure, "").label("failure")
    query = select(Outbox.to, Outbox.sent_at, Job.due_at, Job.tries, failure).join(Job, Job.key == Outbox.public_id)
    return db.session.execute(query.order_by(Outbox.id)).all()


def test_a_mail_reaches_the_server_once_and_in_full(sink, settings):
    write()
    assert deliver_due(settings(sink.address)) == 1
    [received] = sink.mails
    assert received["To"] == "ana@cast.example"
    assert received["Subject"] == "Välkommen"
    assert received["From"].addresses[0].display_name == "Palpate"
    assert received.get_content().replace("\r\n", "\n") == "Hello Ana,\n\nwärme hands, slow hands.\n"
    written = db.session.scalars(select(Outbox.public_id)).one()
    assert received["Message-ID"] == f"<{written}@127.0.0.1>"  # so that a mailbox knows one that was sent twice
    assert outbox()[0].sent_at
    assert deliver_due(settings(sink.address)) == 0
    assert len(sink.mails) == 1


def test_a_mail_of_an_act_that_failed_is_never_sent(sink, settings):
    def work():
        mail.send("ana@cast.example", "No", "No")
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        write_tx(work)
    assert deliver_due(settings(sink.address)) == 0
    assert sink.mails == []


def test_without_a_server_mail_lands_in_a_folder(app, var):
    write()
    assert deliver_due(app.config["SETTINGS"]) == 1
    [file] = (var / "mail").iterdir()
    kept = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    assert kept["To"] == "ana@cast.example"


def test_a_server_that_is_down_gets_the_mail_later_and_later(sink, settings):
    write()
    with time_machine.travel(now(), tick=False) as clock:
        waits = []
        for _try in range(MOST_TRIES):
            assert deliver_due(settings(UNUSED)) == 0
            [row] = outbox()
            assert "ConnectionRefusedError" in row.failure
            waits.append(row.due_at - now())
            clock.shift(waits[-1] - timedelta(seconds=1))
            assert deliver_due(settings(sink.address)) == 0, "not before its time"
            clock.shift(timedelta(seconds=2))
        assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
        assert deliver_due(settings(sink.address)) == 0, "given up, and kept to be seen"
        assert len(outbox()) == 1


def test_a_server_that_comes_back_gets_it(sink, settings):
    write()
    with time_machine.travel(now(), tick=False) as clock:
        deliver_due(settings(UNUSED))
        clock.shift(timedelta(minutes=1, seconds=1))
        assert deliver_due(settings(sink.address)) == 1
    assert len(sink.mails) == 1
    assert outbox()[0].failure is None


def test_one_bad_address_does_not_hold_up_the_others(sink, settings):
    sink.refuses = {"nobody@cast.example"}
    write(to="nobody@cast.example")
    write(to="ana@cast.example")
    assert deliver_due(settings(sink.address)) == 1
    assert [each["To"] for each in sink.mails] == ["ana@cast.example"]
    assert "550" in outbox()[0].failure


@pytest.mark.parametrize("subject", ["Hello\nBcc: all@cast.example", "Hello\r\n\r\nbody"])
def test_a_subject_with_a_line_break_is_no_way_in_and_stops_no_other_mail(sink, settings, subject):
    write(subject=subject)
    write(to="omar@cast.example")
    assert deliver_due(settings(sink.address)) == 1
    assert [each["To"] for each in sink.mails] == ["omar@cast.example"]
    assert outbox()[0].failure


def test_two_workers_at_once_deliver_each_mail_once(app, sink, settings):
    for number in range(30):
        write(to=f"person{number}@cast.example")
    there = settings(sink.address)
    results = at_once(app, 4, lambda _n: deliver_due(there))
    assert [each for each in results if isinstance(each, Exception)] == []
    deliver_due(there)
    assert len(sink.mails) == 30
    assert len({each["To"] for each in sink.mails}) == 30


def test_a_worker_that_dies_with_a_mail_in_hand_leaves_it_to_the_next(sink, settings, monkeypatch):
    def dies(*_arguments):
        raise SystemExit

    write()
    with time_machine.travel(now(), tick=False) as clock:
        monkeypatch.setattr(mail, "_by_smtp", dies)
        with pytest.raises(SystemExit):
            deliver_due(settings(sink.address))
        monkeypatch.undo()
        assert deliver_due(settings(sink.address)) == 0, "still leased"
        clock.shift(LEASE + timedelta(seconds=1))
        assert deliver_due(settings(sink.address)) == 1


def test_a_mail_that_is_taken_out_while_others_leave_stops_nobody(app, var, monkeypatch):
    """Someone leaves for good while a worker is at work: what it holds already may go out, the next letters do."""
    real = mail._into_folder

    def while_leaving(letter, settings):
        real(letter, settings)
        write_tx(lambda: mail.forget(["ana@cast.example"], settings))

    monkeypatch.setattr(mail, "_into_folder", while_leaving)
    for to in ("ana@cast.example", "ana@cast.example", "omar@cast.example"):
        write(to=to)
    assert deliver_due(app.config["SETTINGS"]) == 1, "what is gone is not noted as sent"
    assert [each.to for each in outbox()] == ["omar@cast.example"]
    assert outbox()[0].sent_at


def test_a_letter_is_claimed_when_its_turn_comes(app, var, monkeypatch):
    """However slow the others are, no one else takes it for one that was left lying."""
    held = []

    def slowly(_letter, _settings):
        held.append(sum(each.tries for each in outbox()))

    monkeypatch.setattr(mail, "_into_folder", slowly)
    for _ in range(3):
        write()
    deliver_due(app.config["SETTINGS"])
    assert held == [1, 2, 3]


def test_whatever_is_wrong_with_one_letter_the_others_go_out(app, var, monkeypatch):
    real = mail._into_folder

    def fails_for_ana(letter, settings):
        if letter.to == "ana@cast.example":
            raise KeyError("surprise")
        real(letter, settings)

    monkeypatch.setattr(mail, "_into_folder", fails_for_ana)
    write()
    write(to="omar@cast.example")
    assert deliver_due(app.config["SETTINGS"]) == 1
    assert [(each.to, each.failure) for each in outbox()] == [
        ("ana@cast.example", "KeyError: 'surprise'"), ("omar@cast.example", None),
    ]  # fmt: skip


@pytest.mark.parametrize("sink", ["starttls", "smtps"], indirect=True)
def test_the_password_is_told_in_private(sink, settings, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    write()
    assert deliver_due(settings(f"{sink.scheme}://user:p%40ss@{sink.place}")) == 1
    assert sink.passwords == [(b"user", b"p@ss")]


def test_a_server_without_tls_is_not_told_the_password(sink, settings):
    write()
    assert deliver_due(settings(f"smtp://user:pass@{sink.place}")) == 0
    assert (sink.passwords, sink.mails) == ([], [])
    assert "offers no TLS" in outbox()[0].failure


@pytest.mark.parametrize("sink", ["starttls"], indirect=True)
def test_a_server_that_can_speak_in_private_is_spoken_to_in_private(sink, settings, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    write()
    assert deliver_due(settings(sink.address)) == 1
    assert sink.secure == [True]


@pytest.mark.parametrize("sink", ["starttls", "smtps"], indirect=True)
def test_a_server_that_cannot_prove_who_it_is_gets_nothing(sink, settings):
    write()
    assert deliver_due(settings(sink.address)) == 0
    assert sink.mails == []
    assert "CERTIFICATE_VERIFY_FAILED" in outbox()[0].failure


def test_the_command_delivers_what_is_due(app, var, command):
    write()
    result = command("jobs", "work", "--once")
    assert result.exit_code == 0
    assert result.output == "1 email(s) sent\n"
    assert len(list((var / "mail").iterdir())) == 1
