"""Save drafts. Callers open the write scope."""

from lms.authoring.desk import Desk
from lms.core.errors import Invalid
from lms.core.i18n import gettext as _
from lms.curriculum.actions import save_draft
from lms.curriculum.source import LARGEST


def keep(desk: Desk, path: str, text: str) -> int:
    """Save a file's new text as a draft. Returns its version, or 0 if it equals the course folder's file.

    Raises Conflict if someone has saved the file since the desk was loaded, Invalid for a text
    that is too large for a file.
    """
    if len(text.encode()) > LARGEST:
        raise Invalid(_("This question file is full. Ask for another one to be added."))
    return save_draft(
        desk.course.course_id, path, text, desk.base(path, text), desk.version(path), desk.seat.person_id
    )  # fmt: skip
