"""What people type, brought to the one spelling that is kept: texts, names and email addresses."""

import re
from textwrap import shorten

from email_validator import EmailNotValidError, validate_email

EMAIL_MAX = 320  # characters, as in the database
NAME_MAX = 120
BEFORE_AT = re.compile(r"([^\s@<>\[\](){},;'\"])[^\s@<>\[\](){},;'\"]*@")
REASON_MAX = 300
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")  # what no database and no page takes


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


def readable(text: str | None) -> str:
    """A text with each line end as one sign, and nothing that cannot be seen."""
    return CONTROL.sub("", (text or "").replace("\r\n", "\n").replace("\r", "\n"))


def plain(text: str | None) -> str:
    """The same with nothing around it."""
    return readable(text).strip()


def one_line(text: str | None) -> str:
    """The same on one line, with single spaces."""
    return " ".join(readable(text).split())


def masked(reason: str) -> str:
    """Why something failed, in one line for a log: of each address, or name and password of a server, one letter."""
    return shorten(BEFORE_AT.sub(r"\1…@", reason), REASON_MAX, placeholder=" …")
