"""Passwords: argon2id, at most two computations at once in a process, never inside a write scope.

Guessable passwords are refused offline, by the lists of zxcvbn.
"""

import secrets
from base64 import b64encode
from threading import BoundedSemaphore

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

from lms.accounts.rules import PASSWORD_MAX, PASSWORD_MIN, contains_one_of, personal_words
from lms.core.cache import cached
from lms.core.db import db
from lms.core.i18n import gettext as _

AT_ONCE = 2
SCORE_NEEDED = 2  # of 4; weaker ones fall to a million guesses
LOOKED_AT = 72  # zxcvbn refuses longer ones
SALT, HASH = 16, 32  # bytes
_turns = BoundedSemaphore(AT_ONCE)


class HeldDatabase(RuntimeError):
    """A password was hashed inside a write scope, where all writers would wait for it."""


def hashed(text: str) -> str:
    """The argon2id hash of a password with this installation's settings. Takes tens of milliseconds."""
    _refuse_in_write_scope()
    with _turns:
        return _hasher().hash(text)


def matches(stored: str, text: str) -> bool:
    """Whether the password belongs to the stored hash.

    An empty hash, for an unknown person, costs the same computation and never matches.
    """
    _refuse_in_write_scope()
    with _turns:
        try:
            return _hasher().verify(stored or _nobodys(), text) and bool(stored)
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(stored: str) -> bool:
    """Whether the settings have changed since this hash was made."""
    return _hasher().check_needs_rehash(stored)


def fault(text: str, name: str, address: str) -> str:
    """What is wrong with a new password, as a sentence, or "" if it is good enough."""
    if len(text) < PASSWORD_MIN:
        return str(
            _("Use at least %(count)d characters. Three or four words are easy to remember.", count=PASSWORD_MIN)
        )
    if len(text) > PASSWORD_MAX:
        return str(_("Use %(count)d characters or fewer.", count=PASSWORD_MAX))
    if contains_one_of(text, personal_words(name, address)):
        return str(_("This contains your name, your email address or our name. Someone would try those first."))
    if _is_easy(text):
        return str(_("This is easy to guess: a common password or a pattern. Use words that do not belong together."))
    return ""


def _is_easy(text: str) -> bool:
    from zxcvbn import zxcvbn  # noqa: PLC0415 - long lists of words, for a new password alone: not at each start

    return text.lower() in _well_known() or zxcvbn(text[:LOOKED_AT])["score"] < SCORE_NEEDED


@cached(1)
def _well_known() -> frozenset[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415 - as above

    return frozenset(FREQUENCY_LISTS["passwords"])


def _hasher() -> PasswordHasher:
    settings = current_app.config["SETTINGS"]
    return _hasher_for(settings.argon_memory, settings.argon_time)


@cached(4)
def _hasher_for(memory: int, time: int) -> PasswordHasher:
    return PasswordHasher(time_cost=time, memory_cost=memory, parallelism=1, hash_len=HASH, salt_len=SALT, type=Type.ID)


def _nobodys() -> str:
    settings = current_app.config["SETTINGS"]
    return _nobodys_for(settings.argon_memory, settings.argon_time)


@cached(4)
def _nobodys_for(memory: int, time: int) -> str:
    """A hash that matches no password: a constant, so that making it costs no computation."""
    salt, value = (b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (SALT, HASH))
    return f"$argon2id$v=19$m={memory},t={time},p=1${salt}${value}"


def _refuse_in_write_scope() -> None:
    if db.session.info.get("writing"):
        raise HeldDatabase("compute passwords before write_tx")
