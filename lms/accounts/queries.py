"""Reads of people, their sessions and their emailed links."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import false, func, or_, select, true

from lms.accounts.models import MailedLink, Person, SignInSession
from lms.core.clock import now
from lms.core.db import db
from lms.core.ids import LinkId, PersonId, SessionId
from lms.core.net import TOKEN_MAX, digest
from lms.core.paging import Slice, slice_of
from lms.core.rows import every, first


@dataclass(frozen=True)
class OwnSession:
    """An active session, as its owner sees it."""

    session_id: SessionId
    public_id: str
    browser: str
    network: str
    started_at: datetime
    seen_at: datetime


@dataclass(frozen=True)
class OpenLink:
    """A working emailed link: whose it is (no one's at sign-up) and for which address."""

    link_id: LinkId
    purpose: str
    address: str
    person_id: PersonId | None
    name: str


@dataclass(frozen=True)
class Credentials:
    """What a password is compared with."""

    person_id: PersonId
    password_hash: str


@dataclass(frozen=True)
class DemoPerson:
    """A demo person, for the sign-in page."""

    person_id: PersonId
    public_id: str
    email: str
    name: str
    part: str


def person_by_email(email: str) -> Person | None:
    """The person with this address (in its normal spelling), or None. One statement."""
    return db.session.scalar(select(Person).where(Person.email == email, Person.left_at.is_(None)))


def credentials(email: str, *, demo: bool) -> Credentials | None:
    """What signs in to the account of this address, or None if nothing does. One statement.

    Unconfirmed addresses cannot sign in, nor can demo people outside demo mode.
    """
    theirs = select(Person.id.label("person_id"), Person.password_hash)
    confirmed = (Person.email == email, Person.left_at.is_(None), Person.email_confirmed_at.is_not(None))
    return first(Credentials, theirs.where(*confirmed, or_(Person.demo.is_(False), true() if demo else false())))


def password_hash(person_id: PersonId) -> str:
    """A person's password hash. One statement."""
    return db.session.scalars(select(Person.password_hash).where(Person.id == person_id)).one()


def profile(person_id: PersonId) -> dict[str, str]:
    """A person's profile: name, certificate_name, time_zone, language. One statement."""
    columns = select(Person.name, Person.certificate_name, Person.time_zone, Person.language)
    return dict(db.session.execute(columns.where(Person.id == person_id)).mappings().one())


def sessions_of(person_id: PersonId, since: datetime, begun_since: datetime) -> list[OwnSession]:
    """A person's sessions seen after `since` and begun after `begun_since`, last seen first. One statement."""
    theirs = select(
        SignInSession.id.label("session_id"), SignInSession.public_id, SignInSession.browser, SignInSession.network,
        SignInSession.started_at, SignInSession.seen_at,
    )  # fmt: skip
    holding = theirs.where(
        SignInSession.person_id == person_id,
        SignInSession.ended_at.is_(None),
        SignInSession.seen_at > since,
        SignInSession.started_at > begun_since,
    )
    return every(OwnSession, holding.order_by(SignInSession.seen_at.desc()).limit(100))


def link(token: str, purpose: str) -> OpenLink | None:
    """The emailed link of this token, or None if it is used, too old, replaced, or for another purpose.

    A link is also dead if its person has another address by now or, at sign-up, if
    the address has an account by now. One statement.
    """
    if len(token) > TOKEN_MAX:
        return None
    owner = Person.id == MailedLink.person_id
    namesake = MailedLink.person_id.is_(None) & (Person.email == MailedLink.address)
    row = db.session.execute(
        select(
            MailedLink.id, MailedLink.address, Person.id.label("person_id"), Person.name, Person.email, Person.left_at
        )
        .outerjoin(Person, owner | namesake)
        .where(
            MailedLink.token_digest == digest(token),
            MailedLink.purpose == purpose,
            MailedLink.used_at.is_(None),
            MailedLink.expires_at > now(),
        )
    ).first()
    if row is None:
        return None
    taken = purpose == "sign-up" and row.person_id is not None
    moved = purpose == "password" and row.email != row.address
    gone = purpose != "sign-up" and (row.person_id is None or row.left_at is not None)
    if taken or moved or gone:
        return None
    return OpenLink(row.id, purpose, row.address, row.person_id, row.name or "")


def demo_people() -> list[DemoPerson]:
    """The demo people, in the order in which they were created. One statement."""
    people = select(
        Person.id.label("person_id"), Person.public_id, Person.email, Person.name, Person.demo_part.label("part")
    )
    return every(DemoPerson, people.where(Person.demo, Person.left_at.is_(None)).order_by(Person.id).limit(20))


def other_administrators(person_id: PersonId) -> bool:
    """Whether there is another admin. One statement."""
    others = (Person.admin, Person.left_at.is_(None), Person.id != person_id)
    return db.session.scalar(select(Person.id).where(*others).limit(1)) is not None


def name_of(person_id: PersonId | None) -> str:
    """A person's name, or "" if they do not exist. One statement."""
    return db.session.scalar(select(Person.name).where(Person.id == person_id)) or ""


def name_for_certificates(person_id: PersonId) -> str:
    """The name for a person's certificates. One statement."""
    names = select(Person.certificate_name, Person.name).where(Person.id == person_id)
    certificate_name, name = db.session.execute(names).one()
    return certificate_name or name


@dataclass(frozen=True)
class Account:
    """An account, as admins see it."""

    person_id: PersonId
    public_id: str
    name: str
    email: str
    admin: bool
    confirmed: bool
    created_at: datetime


_ACCOUNTS = select(
    Person.id.label("person_id"), Person.public_id, Person.name, Person.email, Person.admin,
    Person.email_confirmed_at.is_not(None).label("confirmed"), Person.created_at,
).where(Person.left_at.is_(None))  # fmt: skip


def accounts(sought: str, number: int, size: int) -> Slice[Account]:
    """The accounts with `sought` in their name or address, by name. One statement."""
    query = _ACCOUNTS.order_by(func.lower(Person.name), Person.id)
    if sought:
        fits = (func.lower(each).contains(sought.lower(), autoescape=True) for each in (Person.name, Person.email))
        query = query.where(or_(*fits))
    return slice_of(Account, query, number, size)


def account(public_id: str) -> Account | None:
    """The account of this public id, or None. One statement."""
    return first(Account, _ACCOUNTS.where(Person.public_id == public_id))


def account_of(email: str) -> Account | None:
    """The account of an address in its normal spelling, or None. One statement."""
    return first(Account, _ACCOUNTS.where(Person.email == email))
