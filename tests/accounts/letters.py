"""Reading the mail that the product wrote."""

import re

from sqlalchemy import select

from lms.core import mail
from lms.core.db import db
from lms.core.jobs.models import Job

LINK = re.compile(r"http://127\.0\.0\.1:8000(/\S*)")


def letters(to=""):
    """The letters to an address, the newest first."""
    db.session.rollback()
    return mail.recent(to=to)


def due_of(letter):
    """When a letter leaves."""
    return db.session.scalars(select(Job.due_at).where(Job.key == letter.public_id)).one()


def link_to(to, under):
    """The path of the newest link to an address that begins with `under`."""
    for letter in letters(to):
        for path in LINK.findall(letter.body):
            if path.startswith(under):
                return path
    raise AssertionError(f"no letter to {to} has a link to {under}")
