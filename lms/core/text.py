"""Normalize what people type: texts, names and email addresses."""

import re
from textwrap import shorten

from email_validator import EmailNotValidError, validate_email

EMAIL_MAX = 320  # characters, as in the database
NAME_MAX = 120
BEFORE_AT = re.compile(r"([^\s@<>\[\](){},;'\"])[^\s@<>\[\](){},;'\"]*@")
REASON_MAX = 300
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")  # not allowed in the database or on a page


class BadAddress(ValueError):
    """Not an email address."""


def normal_address(text: str) -> str:
    """The normal spelling of an email address. Raises BadAddress."""
    if len(text) > EMAIL_MAX:
        raise BadAddress("too long")
    try:  # no email reaches the reserved domain .test, so allowing it is harmless
        found = validate_email(text.strip(), check_deliverability=False, test_environment=True)
        return found.normalized.lower()
    except EmailNotValidError as error:
        raise BadAddress(str(error)) from error


def tidy(text: str) -> str:
    """A name on one line: no control characters, single spaces, at most 120 characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:NAME_MAX]


def readable(text: str | None) -> str:
    """The text with one newline character for each line end and no control characters."""
    return CONTROL.sub("", (text or "").replace("\r\n", "\n").replace("\r", "\n"))


def plain(text: str | None) -> str:
    """The same without surrounding space."""
    return readable(text).strip()


def one_line(text: str | None) -> str:
    """The same on one line, with single spaces."""
    return " ".join(readable(text).split())


def masked(reason: str) -> str:
    """An error message as one log line, with addresses and server credentials cut to one letter."""
    return shorten(BEFORE_AT.sub(r"\1…@", reason), REASON_MAX, placeholder=" …")
