"""What people do with their accounts, in the caller's write scope. Passwords arrive hashed."""

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.exc import IntegrityError

from config import Settings
from lms.accounts import mails
from lms.accounts.events import AddressChanged, PersonLeft
from lms.accounts.models import MailedLink, Person, SignInSession
from lms.accounts.passwords import hashed
from lms.accounts.queries import OpenLink, other_administrators, person_by_email
from lms.accounts.rules import FORMER, LINK_LIVES
from lms.core import audit, mail
from lms.core.acts import Act
from lms.core.clock import now
from lms.core.db import db
from lms.core.errors import Conflict
from lms.core.events import announce
from lms.core.i18n import gettext as _
from lms.core.ids import PersonId, SessionId
from lms.core.net import digest, new_token
from lms.core.text import tidy


def hash_password(text: str) -> str:
    """The argon2id hash of a password. Slow on purpose: call it before the write scope."""
    return hashed(text)


def create_person(  # noqa: PLR0913 - what a person is made of
    email: str,
    name: str,
    password_hash: str,
    *,
    admin: bool = False,
    confirmed: bool = False,
    demo: bool = False,
    demo_part: str = "",
    time_zone: str = "UTC",
    language: str = "en",
) -> PersonId:
    """Create a person and return the id. `email` is in its normal spelling. Raises Conflict if it has an account.

    An address that is not `confirmed` cannot sign in. Demo people count as confirmed.
    """
    moment = now()
    person = Person(
        email=email, name=tidy(name), password_hash=password_hash, admin=admin, demo=demo, demo_part=demo_part,
        time_zone=time_zone, language=language, created_at=moment,
        email_confirmed_at=moment if confirmed or demo else None,
    )  # fmt: skip
    db.session.add(person)
    _flush_address()
    return person.id


def hold(person_id: PersonId) -> bool:
    """Lock a person's row until this write scope ends, against doing a thing twice. Returns whether they exist."""
    row = select(Person.id).where(Person.id == person_id).with_for_update(key_share=True)
    return db.session.scalar(row) is not None


def note_sign_in(person_id: PersonId, new_hash: str = "") -> None:
    """Record a sign-in. `new_hash` replaces a hash that was made with older settings."""
    audit.record(Act.PERSON_SIGNED_IN, _person(person_id), by=person_id)
    if new_hash:
        db.session.execute(update(Person).where(Person.id == person_id).values(password_hash=new_hash))


def note_refused_sign_in(person_id: PersonId | None) -> None:
    """Record a failed sign-in, if someone has the address."""
    subject = _person(person_id) if person_id else "nobody"
    audit.record(Act.PERSON_SIGNED_IN, subject, by="anonymous", refused=True)


def ask_for_account(email: str) -> None:
    """Email a link to create an account, or the news that there is one. Both take the same work and time."""
    _void_links(MailedLink.address == email, MailedLink.purpose == "sign-up")
    token = _new_link("sign-up", email, None)
    if person_by_email(email):
        mails.already_here(email)
    else:
        mails.sign_up(email, token)


def open_account(link: OpenLink, name: str, password_hash: str, time_zone: str, language: str) -> PersonId:
    """Create the account that the link is for. Returns the person's id. Raises Conflict if the link was used."""
    _use(link)
    person_id = create_person(link.address, name, password_hash, confirmed=True, time_zone=time_zone, language=language)
    whose = update(MailedLink).where(MailedLink.id == link.link_id).values(person_id=person_id)
    db.session.execute(whose)  # so that leaving removes this address too, even after a change
    audit.record(Act.PERSON_SIGNED_UP, _person(person_id), by=person_id)
    return person_id


def ask_for_password(email: str) -> None:
    """Email a link to choose a new password, or the news that there is no account.

    Both take the same work and time: for an unknown address, the link belongs to no one and is not sent.
    """
    known = person_by_email(email)
    _void_links(MailedLink.address == email, MailedLink.purpose == "password")
    token = _new_link("password", email, known.id if known else None)
    if known:
        mails.reset(email, token)
        audit.record(Act.PASSWORD_REQUESTED, _person(known.id), by="anonymous")
    else:
        mails.nobody_here(email)
        audit.record(Act.PASSWORD_REQUESTED, "nobody", by="anonymous", refused=True)


def reset_password(link: OpenLink, password_hash: str) -> PersonId:
    """Set a new password by an emailed link; ends every session. Returns the person's id. Raises Conflict if used."""
    _use(link)
    if link.person_id is None:
        raise Conflict
    _set_password(link.person_id, password_hash)
    person = db.session.get_one(Person, link.person_id)
    person.email_confirmed_at = person.email_confirmed_at or now()  # the link was sent to it
    audit.record(Act.PASSWORD_RESET, _person(person.id), by=person.id)
    return person.id


def change_password(person_id: PersonId, password_hash: str) -> None:
    """Set a new password and end every session. The caller begins a new one for this browser."""
    _set_password(person_id, password_hash)
    audit.record(Act.PASSWORD_CHANGED, _person(person_id), by=person_id)


def ask_for_address(person_id: PersonId, new: str) -> None:
    """Email the new address a link that confirms it, and tell the current one."""
    present = db.session.get_one(Person, person_id).email
    _void_links(MailedLink.person_id == person_id, MailedLink.purpose == "address")
    token = _new_link("address", new, person_id)
    if person_by_email(new):
        mails.address_taken(new)
    else:
        mails.confirm_address(new, token)
    mails.address_change_asked(present, new)
    audit.record(Act.ADDRESS_REQUESTED, _person(person_id), by=person_id)


def change_address(link: OpenLink) -> None:
    """Give the person the address of the link. Raises Conflict if the link was used or the address is taken."""
    _use(link)
    person = db.session.get_one(Person, link.person_id)
    mails.address_changed(person.email, link.address)
    person.email, person.email_confirmed_at = link.address, now()
    _flush_address()
    _void_links(MailedLink.person_id == person.id)
    audit.record(Act.ADDRESS_CHANGED, _person(person.id), by=person.id)
    announce(AddressChanged(person.id, person.email))


def change_profile(person_id: PersonId, name: str, certificate_name: str, time_zone: str, language: str) -> None:
    """Set a person's profile. Without a `certificate_name`, certificates show `name`."""
    changed = {"name": tidy(name), "certificate_name": tidy(certificate_name)}
    settings = {"time_zone": time_zone, "language": language}
    db.session.execute(update(Person).where(Person.id == person_id).values(**changed, **settings))


def sign_out(person_id: PersonId, session_id: SessionId) -> None:
    """End the session on the server."""
    end_sessions(person_id, SignInSession.id == session_id)
    audit.record(Act.PERSON_SIGNED_OUT, _person(person_id), by=person_id)


def end_session(person_id: PersonId, session_id: SessionId) -> None:
    """End one of a person's sessions from another one."""
    end_sessions(person_id, SignInSession.id == session_id)
    audit.record(Act.SESSION_ENDED, _person(person_id), by=person_id)


def end_other_sessions(person_id: PersonId, session_id: SessionId) -> None:
    """End all of a person's sessions but this one."""
    end_sessions(person_id, SignInSession.id != session_id)
    audit.record(Act.OTHER_SESSIONS_ENDED, _person(person_id), by=person_id)


def end_sessions(person_id: PersonId, *which: ColumnElement[bool]) -> None:
    """End a person's active sessions: all of them, or those that `which` selects."""
    holding = (SignInSession.person_id == person_id, SignInSession.ended_at.is_(None))
    db.session.execute(update(SignInSession).where(*holding, *which).values(ended_at=now()))


def leave(person_id: PersonId, settings: Settings) -> None:
    """Delete the name, address, password and sessions of a person. Their row and what they did stay.

    Raises Conflict for the last admin, without whom no one could look after the installation.
    """
    person = db.session.get_one(Person, person_id)
    if person.admin and not other_administrators(person_id):
        raise Conflict(_("You are the only admin. Make someone else an admin before you delete your account."))
    email = person.email
    person.email, person.email_confirmed_at = f"{new_token()}@left.invalid", None
    person.name, person.certificate_name, person.password_hash = FORMER, "", ""
    person.time_zone, person.language, person.admin, person.left_at = "UTC", "en", False, now()
    end_sessions(person_id)
    emptied = update(SignInSession).where(SignInSession.person_id == person_id).values(browser="", network="")
    db.session.execute(emptied)
    _void_links(MailedLink.person_id == person_id)
    traces = or_(MailedLink.person_id == person_id, MailedLink.address == email)
    mail.forget({email, *db.session.scalars(select(MailedLink.address).where(traces))} - {""}, settings)
    db.session.execute(update(MailedLink).where(traces).values(address=""))
    audit.record(Act.PERSON_LEFT, _person(person_id), by=person_id)
    announce(PersonLeft(person_id, email))


def _set_password(person_id: PersonId, password_hash: str) -> None:
    db.session.execute(update(Person).where(Person.id == person_id).values(password_hash=password_hash))
    end_sessions(person_id)
    _void_links(MailedLink.person_id == person_id)
    mails.password_changed(db.session.scalars(select(Person.email).where(Person.id == person_id)).one())


def _new_link(purpose: str, address: str, person_id: PersonId | None) -> str:
    token, moment = new_token(), now()
    db.session.add(
        MailedLink(
            token_digest=digest(token), person_id=person_id, purpose=purpose, address=address,
            made_at=moment, expires_at=moment + LINK_LIVES[purpose],
        )
    )  # fmt: skip
    return token


def _void_links(*which: ColumnElement[bool]) -> None:
    db.session.execute(update(MailedLink).where(*which, MailedLink.used_at.is_(None)).values(used_at=now()))


def _use(link: OpenLink) -> None:
    """Use up a link. Raises Conflict if it was used, also for the second of two that try at once."""
    unused = (MailedLink.id == link.link_id, MailedLink.used_at.is_(None))
    used = db.session.execute(update(MailedLink).where(*unused).values(used_at=now()).returning(MailedLink.id)).first()
    if used is None:
        raise Conflict(_("This link has already been used."))


def _flush_address() -> None:
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Conflict(_("An account with this email address already exists.")) from error


def _person(person_id: PersonId) -> str:
    return f"person:{person_id}"
