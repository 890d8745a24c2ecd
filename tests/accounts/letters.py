"""Reading the mail that the product wrote."""

import re

from lms.core import mail
from lms.core.db import db

LINK = re.compile(r"http://127\.0\.0\.1:8000(/\S*)")


def letters(to=""):
    """The letters to an address, the newest first."""
    db.session.rollback()
    return mail.recent(to=to)


def link_to(to, under):
    """The path of the newest link to an address that begins with `under`."""
    for letter in letters(to):
        for path in LINK.findall(letter.body):
            if path.startswith(under):
                return path
    raise AssertionError(f"no letter to {to} has a link to {under}")
