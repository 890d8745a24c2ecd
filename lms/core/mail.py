"""Email: written to an outbox in the transaction of the act, delivered by a job after the commit."""

import smtplib
import ssl
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import current_app
from sqlalchemy import Exists, Select, String, Text, delete, exists, select, update
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from config import Settings
from lms.core.clock import now
from lms.core.db import Base, Key, Moment, PublicId, db, random_id
from lms.core.events import Event, announce
from lms.core.jobs import queries, queue
from lms.core.jobs.kinds import Hopeless, JobKind, JobState, LeasedJob
from lms.core.jobs.models import Job
from lms.core.jobs.queries import OpenJob
from lms.core.rows import columns, first

SMTP_TIMEOUT = 20
NEVER = 500  # SMTP codes from here on are permanent
Deliver = Callable[["Letter", Settings], None]


@dataclass(frozen=True)
class Letter:
    """An email that is being delivered, as plain values because its row may be deleted meanwhile."""

    id: int
    public_id: str
    to: str
    subject: str
    body: str
    written_at: datetime


@dataclass(frozen=True)
class MailFailed(Event):
    """An email was given up. It leaves only if someone has it retried."""

    public_id: str
    why: str


class CannotSignIn(OSError):
    """The mail server offers no private connection, so it is not told the password."""


class Outbox(Base):
    """An email, stored by the act that wrote it. The job of the same key delivers it."""

    __tablename__ = "outbox"

    id: Mapped[Key]
    public_id: Mapped[PublicId] = mapped_column(default=random_id)
    to: Mapped[str] = mapped_column(String(320))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    written_at: Mapped[Moment]
    sent_at: Mapped[Moment | None]


def send(to: str, subject: str, body: str, *, due_at: datetime | None = None, public_id: str = "") -> None:
    """Put a plain-text email into the outbox, in the current write scope.

    With `due_at` it leaves no earlier and bears that date. A caller that may call it back
    gives it a `public_id`.
    """
    moment = now()
    leaves = max(moment, due_at or moment)
    public_id = public_id or random_id()
    db.session.add(Outbox(public_id=public_id, to=to, subject=subject, body=body, written_at=leaves))
    queue.enqueue(MAIL, public_id, due_at=leaves)


def letter(to: str, subject: str, *paragraphs: str, due_at: datetime | None = None, public_id: str = "") -> None:
    """Send these paragraphs, signed with the name of the site. Otherwise as `send`."""
    settings: Settings = current_app.config["SETTINGS"]
    closing = f"{settings.site_name}\n{settings.address}"
    send(to, subject, "\n\n".join([*paragraphs, closing]) + "\n", due_at=due_at, public_id=public_id)


def call_back(which: Select[Any]) -> None:
    """Withdraw emails that no worker has started. `which` selects their public ids."""
    gone = delete(Outbox).where(Outbox.public_id.in_(queue.withdraw(MAIL, which)))
    db.session.execute(gone.execution_options(synchronize_session=False))


def forget(addresses: Collection[str], settings: Settings) -> None:
    """Delete every email to these addresses, sent or not, from the outbox and the mail folder."""
    gone = delete(Outbox).where(Outbox.to.in_(addresses)).returning(Outbox.id, Outbox.public_id)
    found = db.session.execute(gone.execution_options(synchronize_session=False)).all()
    queue.drop(MAIL, [public_id for _number, public_id in found])
    for number, public_id in found:
        _file(settings, number, public_id).unlink(missing_ok=True)


def send_elsewhere(which: Select[Any], to: str) -> None:
    """Redirect emails that no worker has started to another address. `which` selects their public ids."""
    untouched = select(Job.key).where(Job.kind == MAIL.name, Job.key.in_(which), Job.tries == 0)
    moved = update(Outbox).where(Outbox.public_id.in_(untouched), Outbox.sent_at.is_(None)).values(to=to)
    db.session.execute(moved.execution_options(synchronize_session=False))


def deliver(job: LeasedJob[JobState], settings: Settings) -> None:
    """Deliver one email and record that it left. Does nothing if it was withdrawn meanwhile."""
    waits = select(*columns(Letter, Outbox)).where(Outbox.public_id == job.key, Outbox.sent_at.is_(None))
    letter = first(Letter, waits)
    if letter is None:
        return
    way: Deliver = _by_smtp if settings.mail_server else _into_folder
    try:
        way(letter, settings)
    except smtplib.SMTPRecipientsRefused as refused:
        raise _refusal(refused) from refused
    job.finish(lambda: _left(letter))


def _left(letter: Letter) -> int:
    db.session.execute(update(Outbox).where(Outbox.id == letter.id).values(sent_at=now()))
    return 1


def _refusal(refused: smtplib.SMTPRecipientsRefused) -> Exception:
    """Turn the server's refusal into an error that says whether retrying can help."""
    [(code, said)] = refused.recipients.values()
    why = f"{code} {said.decode('utf-8', 'replace')}"
    return Hopeless(why) if code >= NEVER else OSError(why)


def _failed(public_id: str, why: str) -> None:
    announce(MailFailed(public_id, why))


MAIL = JobKind(
    name="email",
    did="email(s) sent",
    state=JobState,
    run=lambda job: deliver(job, current_app.config["SETTINGS"]),
    gave_up=_failed,
)


def has_failed(public_id: InstrumentedAttribute[str]) -> Exists:
    """The condition that the email of this public id was given up, for use in a statement."""
    return exists().where(Job.kind == MAIL.name, Job.key == public_id, Job.failed_at.is_not(None))


@dataclass(frozen=True)
class Unsent:
    """An email that has not left, with the status of its job."""

    public_id: str
    to: str
    subject: str
    job: OpenJob


def unsent() -> list[Unsent]:
    """At most 200 emails that have not left, failed ones first. Two statements."""
    jobs = {each.key: each for each in queries.lines(Job.kind == MAIL.name)}
    rows = select(Outbox.public_id, Outbox.to, Outbox.subject).where(Outbox.public_id.in_(jobs))
    found = {row.public_id: row for row in db.session.execute(rows)}
    return [Unsent(key, row.to, row.subject, job) for key, job in jobs.items() if (row := found.get(key))]


def recent(limit: int = 50, to: str = "") -> list[Outbox]:
    """The newest emails, for the demo's outbox page."""
    mails = select(Outbox).order_by(Outbox.id.desc()).limit(limit)
    return list(db.session.scalars(mails.where(Outbox.to == to) if to else mails))


def message(mail: Letter, settings: Settings) -> EmailMessage:
    """The email with its headers."""
    out = EmailMessage()
    out["From"], out["To"], out["Subject"] = settings.mail_from, mail.to, mail.subject
    out["Date"] = _stamp(mail.written_at)
    out["Message-ID"] = f"<{mail.public_id}@{urlsplit(settings.address).hostname}>"  # the same where it is sent twice
    out.set_content(mail.body)
    return out


def _stamp(moment: datetime) -> str:
    return moment.strftime("%a, %d %b %Y %H:%M:%S +0000")


def _into_folder(mail: Letter, settings: Settings) -> None:
    file = _file(settings, mail.id, mail.public_id)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(bytes(message(mail, settings)))


def _file(settings: Settings, number: int, public_id: str) -> Path:
    return settings.var / "mail" / f"{number:06}-{public_id}.eml"


def _by_smtp(mail: Letter, settings: Settings) -> None:
    server = urlsplit(settings.mail_server)
    with _connected(server.scheme == "smtps", server.hostname or "", server.port or 0) as (smtp, private):
        if server.username and not private:
            raise CannotSignIn("the mail server offers no TLS, so the password was not sent; use smtps://")
        if server.username:
            smtp.login(unquote(server.username), unquote(server.password or ""))
        smtp.send_message(message(mail, settings))


@contextmanager
def _connected(secure: bool, host: str, port: int) -> Iterator[tuple[smtplib.SMTP, bool]]:
    """A connection, and whether it is private. Where the server offers TLS, its certificate is verified."""
    trusted = ssl.create_default_context()
    smtp = (
        smtplib.SMTP_SSL(host, port, timeout=SMTP_TIMEOUT, context=trusted)
        if secure
        else smtplib.SMTP(host, port, timeout=SMTP_TIMEOUT)
    )
    with smtp:
        smtp.ehlo_or_helo_if_needed()  # only this reveals the server's extensions
        private = secure or smtp.has_extn("starttls")
        if private and not secure:
            smtp.starttls(context=trusted)
        yield smtp, private
