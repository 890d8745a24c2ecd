"""The blueprint, and what several pages of the course editor share."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, flash

from lms.authoring import actions
from lms.authoring.desk import Desk
from lms.authoring.writing import Unwritable
from lms.core.clock import now
from lms.core.db import write_tx
from lms.core.i18n import gettext as _
from lms.core.i18n import time_of_day

bp = Blueprint("authoring", __name__, template_folder="../templates")
T = TypeVar("T")


def written(write: Callable[[], T]) -> T | None:
    """The file's new text, or None if the file is written in a way that the form cannot change."""
    try:
        return write()
    except Unwritable:
        return None


def cannot_write() -> str:
    """The message that a file cannot be changed here."""
    return _("This form cannot edit the way this file is written. Edit it in the course folder.")


def keep(desk: Desk, path: str, text: str) -> None:
    """Save a file's new text, and say so. Raises Conflict if someone else has saved it meanwhile."""
    write_tx(lambda: actions.keep(desk, path, text))
    saved = time_of_day(now(), True)
    flash(_("Saved at %(time)s. Learners will see it after you publish.", time=saved))
