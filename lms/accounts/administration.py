"""What admins do with accounts, in the caller's write scope. Every act has a reason."""

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from lms.accounts import mails
from lms.accounts.actions import ask_for_password, end_sessions
from lms.accounts.events import AddressChanged
from lms.accounts.models import Person
from lms.accounts.queries import other_administrators
from lms.core import audit
from lms.core.acts import Act
from lms.core.clock import now
from lms.core.db import db
from lms.core.errors import Conflict
from lms.core.events import announce
from lms.core.i18n import gettext as _
from lms.core.ids import PersonId
from lms.core.text import tidy


def rename(person_id: PersonId, name: str, *, by: PersonId | None, reason: str) -> None:
    """Correct a person's name. Issued certificates keep the name they were issued to."""
    db.session.execute(update(Person).where(Person.id == person_id).values(name=tidy(name)))
    audit.record(Act.PERSON_RENAMED, f"person:{person_id}", by=by, reason=reason)


def correct_address(person_id: PersonId, address: str, *, by: PersonId | None, reason: str) -> None:
    """Give a person another address (in its normal spelling), end their sessions, and tell the old address.

    Raises Conflict if another account has it.
    """
    person = db.session.get_one(Person, person_id)
    if person.email == address:
        return
    before, person.email, person.email_confirmed_at = person.email, address, now()
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Conflict(_("An account with this email address already exists.")) from error
    end_sessions(person_id)
    mails.address_changed(before, address)
    audit.record(Act.ADDRESS_CORRECTED, f"person:{person_id}", by=by, reason=reason)
    announce(AddressChanged(person_id, address))


def send_reset(person_id: PersonId) -> None:
    """Email a person a link to choose a new password."""
    ask_for_password(db.session.scalars(select(Person.email).where(Person.id == person_id)).one())


def sign_out_everywhere(person_id: PersonId, *, by: PersonId | None, reason: str) -> None:
    """End every session of a person."""
    end_sessions(person_id)
    audit.record(Act.SESSIONS_ENDED, f"person:{person_id}", by=by, reason=reason)


def make_admin(person_id: PersonId, *, by: PersonId | None, reason: str) -> None:
    """Make a person an admin. Doing it twice changes nothing."""
    _set_admin(person_id, True, Act.ADMIN_APPOINTED, by, reason)


def unmake_admin(person_id: PersonId, *, by: PersonId | None, reason: str) -> None:
    """Make a person no longer an admin, and end their sessions. Doing it twice changes nothing.

    Raises Conflict for the last admin: of two who dismiss each other, one stays.
    """
    held = select(Person.id).where(Person.admin, Person.left_at.is_(None)).order_by(Person.id).with_for_update()
    db.session.scalars(held).all()
    if not other_administrators(person_id):
        raise Conflict(_("This is the only admin. Make someone else an admin first."))
    if _set_admin(person_id, False, Act.ADMIN_DISMISSED, by, reason):
        end_sessions(person_id)


def _set_admin(person_id: PersonId, admin: bool, act: Act, by: PersonId | None, reason: str) -> bool:
    differing = update(Person).where(Person.id == person_id, Person.admin.is_not(admin), Person.left_at.is_(None))
    changed = db.session.execute(differing.values(admin=admin).returning(Person.id)).first()
    if changed:
        audit.record(act, f"person:{person_id}", by=by, reason=reason)
    return changed is not None
