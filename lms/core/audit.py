"""The audit trail: append-only events in SHA-256 chains.

There is one chain for each organization, so that it can be shown its own, and one for the installation. An event
is written in the transaction of the act it records. The head row is locked last, just before the commit.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import JSON, String, UniqueConstraint, cast, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from lms.core.acts import Act
from lms.core.clock import now
from lms.core.db import Base, Key, Moment, db, upsert
from lms.core.ids import OrganizationId, PersonId
from lms.core.paging import Slice, slice_of
from lms.core.rows import columns

INSTALLATION = "installation"
By = PersonId | Literal["anonymous", "machine"] | None  # None is a command
GENESIS = "0" * 64


class AuditEvent(Base):
    """One act: who did what to which object, with what outcome. Update and delete are refused by triggers."""

    __tablename__ = "audit_event"
    __table_args__ = (UniqueConstraint("chain", "seq"),)

    id: Mapped[Key]
    chain: Mapped[str] = mapped_column(String(60))
    seq: Mapped[int]
    at: Mapped[Moment]
    actor: Mapped[str] = mapped_column(String(60))  # "person:12", "anonymous", "machine", "command"
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(120))
    outcome: Mapped[str] = mapped_column(String(20))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The last link of each chain."""

    __tablename__ = "audit_head"

    chain: Mapped[str] = mapped_column(String(60), primary_key=True)
    seq: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True)
class _Pending:
    chain: str
    at: datetime
    actor: str
    action: str
    subject: str
    outcome: str
    detail: dict[str, Any]


def record(
    act: Act,
    subject: str,
    *,
    by: By,
    organization: OrganizationId | None = None,
    refused: bool = False,
    **detail: object,
) -> None:
    """Record an act. It is linked into its chain just before this write scope commits.

    `subject` names what it was done to, by the public id of an object that has one: "attempt:…". A person is
    "person:12" as subject and as actor, so that both can be found together. `organization` is the id of the one
    to which the subject belongs.
    """
    chain = f"organization:{organization}" if organization else INSTALLATION
    outcome = "refused" if refused else "done"
    pending = db.session.info.setdefault("audit", [])
    pending.append(_Pending(chain, now(), _actor(by), act.value, subject, outcome, detail))


def _actor(by: By) -> str:
    if by is None:
        return "command"
    return by if isinstance(by, str) else f"person:{by}"


def link_pending() -> None:
    """Link the acts recorded in this write scope into their chains. `lms.app` runs this before each commit."""
    pending: list[_Pending] = db.session.info.pop("audit", [])
    for each in sorted(pending, key=lambda event: event.chain):  # always in this order, so that writers cannot deadlock
        head = _locked_head(each.chain)
        event = AuditEvent(
            chain=each.chain, seq=head.seq + 1, at=each.at, actor=each.actor, action=each.action,
            subject=each.subject, outcome=each.outcome, detail=each.detail, previous=head.digest,
        )  # fmt: skip
        event.digest = digest_of(event)
        db.session.add(event)
        head.seq, head.digest = event.seq, event.digest
        db.session.flush()


def _locked_head(chain: str) -> AuditHead:
    query = select(AuditHead).where(AuditHead.chain == chain).with_for_update()
    head = db.session.scalar(query)
    if head is None:  # the first event of a chain; two writers may meet here
        db.session.execute(
            upsert(AuditHead)
            .values(chain=chain, seq=0, digest=GENESIS)
            .on_conflict_do_nothing(index_elements=["chain"])
        )
        head = db.session.scalars(query).one()
    return head


@dataclass(frozen=True)
class TrailEntry:
    """An act as it is read: its chain, when, who, what, to what, with what outcome, and the details."""

    chain: str
    at: datetime
    actor: str
    action: str
    subject: str
    outcome: str
    detail: dict[str, Any]


def entries(number: int, size: int, *, chain: str = "", act: str = "", about: str = "") -> Slice[TrailEntry]:
    """What was done, the newest first: in one chain, of one act, by or to `about` ("person:12"). One statement."""
    query = select(*columns(TrailEntry, AuditEvent)).order_by(AuditEvent.id.desc())
    if chain:
        query = query.where(AuditEvent.chain == chain)
    if act:
        query = query.where(AuditEvent.action == act)
    if about:
        query = query.where(or_(AuditEvent.actor == about, AuditEvent.subject == about))
    return slice_of(TrailEntry, query, number, size)


def digest_of(event: AuditEvent) -> str:
    """SHA-256 over the event's canonical JSON and the previous digest."""
    content = [
        event.chain, event.seq, event.at.isoformat(), event.actor, event.action, event.subject,
        event.outcome, event.detail, event.previous,
    ]  # fmt: skip
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def verify() -> Iterator[str]:
    """Describe every fault in the chains. Events may be added while this runs."""
    with _one_moment() as reading:
        yield from faults_in(reading)


@contextmanager
def _one_moment() -> Iterator[Session]:
    """A session with one snapshot, so that heads and events, read one after the other, belong together."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":  # an SQLite transaction is always a snapshot
            connection.execution_options(isolation_level="REPEATABLE READ")
        with Session(connection) as reading:
            yield reading


def faults_in(reading: Session) -> Iterator[str]:
    """Describe every fault that this session sees. If an event cannot be read at all, the links are not checked."""
    yield from [*_unreadable(reading)] or _broken_links(reading)


def _unreadable(reading: Session) -> Iterator[str]:
    """Describe events that were changed so that they can no longer be read."""
    texts = select(AuditEvent.chain, AuditEvent.seq, cast(AuditEvent.at, String), cast(AuditEvent.detail, String))
    for chain, seq, at, detail in reading.execute(texts.order_by(AuditEvent.id).execution_options(yield_per=500)):
        try:
            json.loads(detail)
            datetime.fromisoformat(at)
        except (TypeError, ValueError):
            yield f"{chain}: event {seq} was changed: it cannot be read"


def _fits(event: AuditEvent) -> bool:
    try:
        return event.digest == digest_of(event)
    except TypeError:  # SQLite stores bytes even in a text column
        return False


def _broken_links(reading: Session) -> Iterator[str]:
    heads = {head.chain: head for head in reading.scalars(select(AuditHead))}
    last: dict[str, tuple[int, str]] = {}
    events = select(AuditEvent).order_by(AuditEvent.chain, AuditEvent.seq).execution_options(yield_per=500)
    for event in reading.scalars(events):
        seq, digest = last.get(event.chain, (0, GENESIS))
        if event.seq != seq + 1:
            yield f"{event.chain}: event {seq + 1} is missing before {event.seq}"
        if event.previous != digest or not _fits(event):
            yield f"{event.chain}: event {event.seq} was changed or does not follow the one before"
        last[event.chain] = (event.seq, event.digest)
    for chain, head in heads.items():
        if last.get(chain, (0, GENESIS)) != (head.seq, head.digest):
            yield f"{chain}: the head says {head.seq}, the chain ends at {last.get(chain, (0, ''))[0]}"
    for chain in last.keys() - heads.keys():
        yield f"{chain}: the head is missing"
