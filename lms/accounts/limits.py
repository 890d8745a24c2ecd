"""How often people may try what others could abuse; counted for all workers together."""

from datetime import timedelta
from math import ceil

from lms.core import throttle
from lms.core.errors import TooMany
from lms.core.i18n import ngettext
from lms.core.throttle import Limit

SIGN_IN = Limit("sign-in", 5, timedelta(minutes=15))  # for each address; success forgives it
SIGN_IN_BROWSER = Limit("sign-in-browser", 5, timedelta(minutes=15))  # for an address where it signed in before
SIGN_IN_NETWORK = Limit("sign-in-network", 30, timedelta(minutes=15))
PASSWORD_CHECK = Limit("password-check", 5, timedelta(minutes=15))  # for each person who is signed in
RESET = Limit("reset", 3, timedelta(hours=1))  # for each address
SIGN_UP = Limit("sign-up", 3, timedelta(hours=1))  # for each address
ADDRESS = Limit("address", 3, timedelta(hours=1))  # for each new address of an account
MAIL_NETWORK = Limit(
    "mail-network", 60, timedelta(hours=1)
)  # letters to addresses that a network names: a class of two dozen, twice


def take_turn(limit: Limit, whose: str) -> None:
    """Count one try. Raises TooMany with the words when it works again."""
    try:
        throttle.spend(limit, whose)
    except TooMany as full:
        minutes = ceil(full.retry_after / 60)
        words = ngettext(
            "Too many tries. Try again in %(num)d minute.",
            "Too many tries. Try again in %(num)d minutes.",
            minutes,
        )
        raise TooMany(words, full.retry_after) from full


def forgive(limit: Limit, whose: str) -> None:
    """Forget the tries: it was the right person."""
    throttle.forgive(limit, whose)


def refund(limit: Limit, whose: str) -> None:
    """Give one try back to many who share a limit: this one was right."""
    throttle.refund(limit, whose)
