"""The mail beside a notice, and the addresses that notices lead to."""

from datetime import datetime

from flask import current_app

from lms.accounts.mails import absolute, letter
from lms.core.i18n import gettext as _
from lms.notices import words
from lms.notices.rules import Kind


def path(endpoint: str, **values: str) -> str:
    """The path of a page, wherever it is asked for: in a request, a command, a worker."""
    return str(current_app.url_map.bind("").build(endpoint, values))


def tell(to: str, kind: Kind, about: str, course: str, link: str, *, due_at: datetime, public_id: str) -> None:  # noqa: PLR0913 - what a letter says
    """Write the letter; it leaves at `due_at`."""
    place = _("Course: %(title)s", title=course) if course else ""
    letter(
        to,
        words.subject(kind, about),
        words.line(kind, about),
        *([place] if place else []),
        words.detail(kind),
        current_app.config["SETTINGS"].address.rstrip("/") + link,
        _("Choose which notifications you get by email:"),
        absolute("notices.choices"),
        due_at=due_at,
        public_id=public_id,
    )
