"""What holds for addresses, passwords, sessions and links; plain values only."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from email_validator import EmailNotValidError, validate_email

EMAIL_MAX = 320  # characters, as in the database
NAME_MAX = 120
PASSWORD_MIN = 12
PASSWORD_MAX = 256
PRODUCT_WORDS = ("palpate",)
TELLING = 4  # shorter parts of a name are parts of many words
TOKEN_MAX = 64  # characters; what is longer is none of our tokens

IDLE_LIMIT = timedelta(days=14)
ABSOLUTE_LIMIT = timedelta(days=90)
SEEN_EVERY = timedelta(minutes=5)
LINK_LIVES = {"sign-up": timedelta(days=1), "address": timedelta(days=1), "password": timedelta(hours=1)}

FORMER = "Former participant"  # the name that stays when somebody has left

BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("FxiOS", "Firefox"),
    ("Firefox", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("CrOS", "ChromeOS"),
    ("Windows", "Windows"), ("Mac OS X", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


class BadAddress(ValueError):
    """Not an e-mail address."""


def normal_address(text: str) -> str:
    """The one spelling under which we know an e-mail address. Raises BadAddress."""
    if len(text) > EMAIL_MAX:
        raise BadAddress("too long")
    try:  # no mail reaches the reserved domain .test, so letting it pass does no harm
        found = validate_email(text.strip(), check_deliverability=False, test_environment=True)
        return found.normalized.lower()
    except EmailNotValidError as error:
        raise BadAddress(str(error)) from error


def tidy(text: str) -> str:
    """A name on one line: no control characters, single spaces, at most 120 characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:NAME_MAX]


def new_token() -> str:
    """256 random bits for a cookie or a mailed link, in 43 characters."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What the database keeps of a token: SHA-256 in hexadecimal digits."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def session_holds(started: datetime, seen: datetime, moment: datetime) -> bool:
    """Whether a session still holds: 14 days without a visit end it, and so do 90 days in all."""
    return moment - seen < IDLE_LIMIT and moment - started < ABSOLUTE_LIMIT


def personal_words(name: str, address: str) -> tuple[str, ...]:
    """What a password must not contain, squeezed: name and address, their longer parts, and our own name."""
    parts = [name, address.partition("@")[0], *re.split(r"[\W_]+", f"{name} {address}")]
    telling = {_squeezed(part) for part in parts if len(_squeezed(part)) >= TELLING}
    return (*sorted(telling), *PRODUCT_WORDS)


def contains_one_of(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words stands anywhere in the text, whatever the case and the spaces."""
    return any(word in _squeezed(text) for word in words)


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def network_of(address: str | None) -> str:
    """The network an address belongs to: /24 for IPv4, /48 for IPv6; empty when it is none."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return ""
    return str(ip_network((found, 24 if found.version == 4 else 48), strict=False))  # noqa: PLR2004


def browser_of(user_agent: str) -> str:
    """Browser and system in words, as far as the browser tells: "Firefox, Android"."""
    named = (_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent))
    return ", ".join(word for word in named if word)


def _first(known: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for sign, name in known if sign in text), "")
