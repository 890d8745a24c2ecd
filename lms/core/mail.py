"""Mail: written to an outbox in the transaction of the act, delivered after commit by a worker."""

import smtplib
import ssl
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sqlalchemy import ColumnElement, Select, String, Text, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from config import Settings
from lms.core.clock import now
from lms.core.db import Base, Key, Moment, PublicId, db, random_id, write_tx

LEASE = timedelta(minutes=2)
BATCH = 20
FIRST_DELAY = timedelta(minutes=1)
GIVE_UP_AFTER = 8
SMTP_TIMEOUT = 20
Deliver = Callable[["Outbox", Settings], None]


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


def call_back(which: Select[Any]) -> None:
    """Take mails that no worker has touched yet out of the outbox; `which` selects their public ids."""
    db.session.execute(delete(Outbox).where(*_untouched(which)).execution_options(synchronize_session=False))


def forget(addresses: Collection[str]) -> None:
    """Take every mail to these addresses out of the outbox, sent or not."""
    gone = delete(Outbox).where(Outbox.to.in_(addresses))
    db.session.execute(gone.execution_options(synchronize_session=False))


def send_elsewhere(which: Select[Any], to: str) -> None:
    """Send mails that no worker has touched yet to another address; `which` selects their public ids."""
    moved = update(Outbox).where(*_untouched(which)).values(to=to)
    db.session.execute(moved.execution_options(synchronize_session=False))


def _untouched(which: Select[Any]) -> tuple[ColumnElement[bool], ...]:
    return Outbox.public_id.in_(which), Outbox.tries == 0, Outbox.sent_at.is_(None)


def deliver_due(settings: Settings) -> int:
    """Deliver what is due; how many left. A mail that fails is tried again later, eight times."""
    deliver: Deliver = _by_smtp if settings.mail_server else _into_folder
    sent = 0
    for mail_id in write_tx(_claim):
        mail = db.session.get_one(Outbox, mail_id)
        try:
            deliver(mail, settings)
        except (OSError, smtplib.SMTPException, ValueError) as error:  # ValueError: what is no header
            failure = f"{type(error).__name__}: {error}"
            write_tx(lambda mail_id=mail_id, failure=failure: _failed(mail_id, failure))  # type: ignore[misc]
        else:
            write_tx(lambda mail_id=mail_id: _left(mail_id))  # type: ignore[misc]
            sent += 1
    return sent


def _claim() -> list[int]:
    moment = now()
    due = select(Outbox.id).where(Outbox.sent_at.is_(None), Outbox.due_at <= moment, Outbox.tries < GIVE_UP_AFTER)
    ids = list(db.session.scalars(due.order_by(Outbox.due_at).limit(BATCH).with_for_update(skip_locked=True)))
    db.session.execute(update(Outbox).where(Outbox.id.in_(ids)).values(due_at=moment + LEASE, tries=Outbox.tries + 1))
    return ids


def _left(mail_id: int) -> None:
    mail = db.session.get_one(Outbox, mail_id)
    mail.sent_at, mail.failure = now(), None


def _failed(mail_id: int, failure: str) -> None:
    mail = db.session.get_one(Outbox, mail_id)
    mail.failure = failure
    mail.due_at = now() + FIRST_DELAY * 2 ** (mail.tries - 1)


def recent(limit: int = 50, to: str = "") -> list[Outbox]:
    """The newest mails, for the demo's mail page."""
    mails = select(Outbox).order_by(Outbox.id.desc()).limit(limit)
    return list(db.session.scalars(mails.where(Outbox.to == to) if to else mails))


def message(mail: Outbox, settings: Settings) -> EmailMessage:
    """The mail as it travels."""
    out = EmailMessage()
    out["From"], out["To"], out["Subject"] = settings.mail_from, mail.to, mail.subject
    out["Date"] = _stamp(mail.written_at)
    out["Message-ID"] = make_msgid(idstring=mail.public_id, domain=urlsplit(settings.address).hostname)
    out.set_content(mail.body)
    return out


def _stamp(moment: datetime) -> str:
    return moment.strftime("%a, %d %b %Y %H:%M:%S +0000")


def _into_folder(mail: Outbox, settings: Settings) -> None:
    folder: Path = settings.var / "mail"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{mail.id:06}-{mail.public_id}.eml").write_bytes(bytes(message(mail, settings)))


def _by_smtp(mail: Outbox, settings: Settings) -> None:
    server = urlsplit(settings.mail_server)
    secure = server.scheme == "smtps"
    opener = smtplib.SMTP_SSL if secure else smtplib.SMTP
    with opener(server.hostname or "", server.port or 0, timeout=SMTP_TIMEOUT) as smtp:
        smtp.ehlo_or_helo_if_needed()  # only then is known what the server can do
        if not secure and smtp.has_extn("starttls"):
            smtp.starttls(context=ssl.create_default_context())
        if server.username:
            smtp.login(unquote(server.username), unquote(server.password or ""))
        smtp.send_message(message(mail, settings))
