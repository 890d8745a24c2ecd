"""The demo's mail: what would have left, for everybody to read. There is no such page outside demo mode."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from lms.accounts.policy import in_demo
from lms.accounts.views.blueprint import bp
from lms.core import mail
from lms.core.pages import Page, page
from lms.core.policy import open_to

LINK = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True)
class Letter:
    """A mail as the page shows it."""

    public_id: str
    to: str
    subject: str
    written_at: datetime
    body: Markup


@dataclass(frozen=True, kw_only=True)
class OutboxPage(Page):
    """The newest mails first."""

    template = "accounts/outbox.html"
    letters: Sequence[Letter]


@bp.get("/outbox")
@open_to(in_demo)
def outbox() -> ResponseReturnValue:
    """The newest mails, with links that can be followed."""
    letters = [
        Letter(each.public_id, each.to, each.subject, each.written_at, linked(each.body)) for each in mail.recent()
    ]
    return page(OutboxPage(letters=letters))


def linked(text: str) -> Markup:
    """Plain text with its addresses as links; everything else escaped."""
    parts, end = [], 0
    for found in LINK.finditer(text):
        address = escape(found.group())
        parts += [escape(text[end : found.start()]), Markup('<a href="{0}">{0}</a>').format(address)]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])
