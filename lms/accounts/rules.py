"""Rules for passwords, browsers and links, on plain values."""

import re
from datetime import timedelta

PASSWORD_MIN = 12
PASSWORD_MAX = 256
PRODUCT_WORDS = ("palpate",)
TELLING = 4  # shorter parts of a name occur in many words

LINK_LIVES = {"sign-up": timedelta(days=1), "address": timedelta(days=1), "password": timedelta(hours=1)}

FORMER = "Former participant"  # the name shown after a person has left

BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("FxiOS", "Firefox"),
    ("Firefox", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("CrOS", "ChromeOS"),
    ("Windows", "Windows"), ("Mac OS X", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def personal_words(name: str, address: str) -> tuple[str, ...]:
    """What a password must not contain, without spaces: name, address, their longer parts, and our own name."""
    parts = [name, address.partition("@")[0], *re.split(r"[\W_]+", f"{name} {address}")]
    telling = {_squeezed(part) for part in parts if len(_squeezed(part)) >= TELLING}
    return (*sorted(telling), *PRODUCT_WORDS)


def contains_one_of(text: str, words: tuple[str, ...]) -> bool:
    """Whether the text contains one of the words, ignoring case and spaces."""
    return any(word in _squeezed(text) for word in words)


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def browser_of(user_agent: str) -> str:
    """Browser and system in words, as far as the user agent says: "Firefox, Android"."""
    named = (_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent))
    return ", ".join(word for word in named if word)


def _first(known: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for sign, name in known if sign in text), "")
