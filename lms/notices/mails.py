"""The email of a notice."""

from datetime import datetime

from flask import current_app

from lms.core.addresses import absolute
from lms.core.i18n import gettext as _
from lms.core.mail import letter
from lms.notices import words
from lms.notices.rules import Kind


def tell(to: str, kind: Kind, about: str, course: str, link: str, *, due_at: datetime, public_id: str) -> None:  # noqa: PLR0913 - what a letter says
    """Write the email, to be sent at `due_at`."""
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
