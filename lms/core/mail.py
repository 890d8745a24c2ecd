"""Mail: written to an outbox in the transaction of the act, delivered after commit by a worker."""

import smtplib
import ssl
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import current_app
from sqlalchemy import ColumnElement, Select, String, Text, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from config import Settings
from lms.core.clock import now
from lms.core.db import Base, Key, Moment, PublicId, db, random_id, write_tx

LEASE = timedelta(minutes=5)  # longer than one delivery takes where the server is slow at every step
BATCH = 20
FIRST_DELAY = timedelta(minutes=1)
GIVE_UP_AFTER = 8
SMTP_TIMEOUT = 20
Deliver = Callable[["Letter", Settings], None]


@dataclass(frozen=True)
class Letter:
    """A mail in a worker's hand: plain values, for its row may be gone before it has left."""

    id: int
    public_id: str
    to: str
    subject: str
    body: str
    written_at: datetime
    tries: int  # this one is counted


class CannotSignIn(OSError):
    """The mail server offers no private connection, so it is not told the password."""


class Outbox(Base):
    """A mail to be sent: claimed by lease, tried again later and later, kept until it left."""

    __tablename__ = "outbox"

    id: Mapped[Key]
    public_id: Mapped[PublicId] = mapped_column(default=random_id)
    to: Mapped[str] = mapped_column(String(320))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    written_at: Mapped[Moment]
    due_at: Mapped[Moment] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[Moment | None]
    failure: Mapped[str | None] = mapped_column(Text)


def send(to: str, subject: str, body: str, *, due_at: datetime | None = None, public_id: str = "") -> None:
    """Put a plain-text mail into the outbox, in the current write scope.

    With `due_at` it leaves then, not before, and bears that date. Whoever may want to call it back
    gives it a `public_id`.
    """
    moment = now()
    leaves = max(moment, due_at or moment)
    public_id = public_id or random_id()
    db.session.add(Outbox(public_id=public_id, to=to, subject=subject, body=body, written_at=leaves, due_at=leaves))


def letter(to: str, subject: str, *paragraphs: str, due_at: datetime | None = None, public_id: str = "") -> None:
    """Send these paragraphs, closed by the name of the house; the rest as `send`."""
    settings: Settings = current_app.config["SETTINGS"]
    closing = f"{settings.site_name}\n{settings.address}"
    send(to, subject, "\n\n".join([*paragraphs, closing]) + "\n", due_at=due_at, public_id=public_id)


def call_back(which: Select[Any]) -> None:
    """Take mails that no worker has touched yet out of the outbox; `which` selects their public ids."""
    db.session.execute(delete(Outbox).where(*_untouched(which)).execution_options(synchronize_session=False))


def forget(addresses: Collection[str], settings: Settings) -> None:
    """Take every mail to these addresses out of the outbox, sent or not, and out of the folder of letters."""
    gone = delete(Outbox).where(Outbox.to.in_(addresses)).returning(Outbox.id, Outbox.public_id)
    for number, public_id in db.session.execute(gone.execution_options(synchronize_session=False)).all():
        _file(settings, number, public_id).unlink(missing_ok=True)


def send_elsewhere(which: Select[Any], to: str) -> None:
    """Send mails that no worker has touched yet to another address; `which` selects their public ids."""
    moved = update(Outbox).where(*_untouched(which)).values(to=to)
    db.session.execute(moved.execution_options(synchronize_session=False))


def _untouched(which: Select[Any]) -> tuple[ColumnElement[bool], ...]:
    return Outbox.public_id.in_(which), Outbox.tries == 0, Outbox.sent_at.is_(None)


def deliver_due(settings: Settings) -> int:
    """Deliver what is due, at most 20 mails; how many left. One that fails is tried again later, eight times."""
    deliver: Deliver = _by_smtp if settings.mail_server else _into_folder
    sent = 0
    for _turn in range(BATCH):
        letter = write_tx(_claim)
        if letter is None:
            break
        sent += _delivered(letter, deliver, settings)
    return sent


def _delivered(letter: Letter, deliver: Deliver, settings: Settings) -> bool:
    """Whether it left. Its row says so, or when it is tried again, unless somebody has taken it out meanwhile."""
    try:
        deliver(letter, settings)
    except Exception as error:  # whatever is wrong with one letter, the others go out
        again = now() + FIRST_DELAY * 2 ** (letter.tries - 1)
        _note(letter, failure=f"{type(error).__name__}: {error}", due_at=again)
        return False
    _note(letter, failure=None, sent_at=now())
    return True


def _note(letter: Letter, **found: object) -> None:
    write_tx(lambda: db.session.execute(update(Outbox).where(Outbox.id == letter.id).values(**found)))


def _claim() -> Letter | None:
    """The mail that is due for the longest time, for this worker alone until the lease ends."""
    moment = now()
    due = select(Outbox.id).where(Outbox.sent_at.is_(None), Outbox.due_at <= moment, Outbox.tries < GIVE_UP_AFTER)
    mail_id = db.session.scalar(due.order_by(Outbox.due_at).limit(1).with_for_update(skip_locked=True))
    if mail_id is None:
        return None
    claimed = (
        update(Outbox)
        .where(Outbox.id == mail_id)
        .values(due_at=moment + LEASE, tries=Outbox.tries + 1)
        .returning(*(getattr(Outbox, field.name) for field in fields(Letter)))
    )
    return Letter(*db.session.execute(claimed).one())


def recent(limit: int = 50, to: str = "") -> list[Outbox]:
    """The newest mails, for the demo's mail page."""
    mails = select(Outbox).order_by(Outbox.id.desc()).limit(limit)
    return list(db.session.scalars(mails.where(Outbox.to == to) if to else mails))


def message(mail: Letter, settings: Settings) -> EmailMessage:
    """The mail as it travels."""
    out = EmailMessage()
    out["From"], out["To"], out["Subject"] = settings.mail_from, mail.to, mail.subject
    out["Date"] = _stamp(mail.written_at)
    out["Message-ID"] = make_msgid(idstring=mail.public_id, domain=urlsplit(settings.address).hostname)
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
    """The server, and whether nobody else can read along. It must prove who it is wherever it can speak TLS."""
    trusted = ssl.create_default_context()
    smtp = (
        smtplib.SMTP_SSL(host, port, timeout=SMTP_TIMEOUT, context=trusted)
        if secure
        else smtplib.SMTP(host, port, timeout=SMTP_TIMEOUT)
    )
    with smtp:
        smtp.ehlo_or_helo_if_needed()  # only then is known what the server can do
        private = secure or smtp.has_extn("starttls")
        if private and not secure:
            smtp.starttls(context=trusted)
        yield smtp, private
