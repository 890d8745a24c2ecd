"""Read what browsers send, and refuse what cannot be read safely."""

from typing import Any

from flask import request

from lms.core.errors import Invalid, NotFound
from lms.core.i18n import gettext as _

NUL = "\0"  # PostgreSQL cannot store it in text


def refuse_unreadable() -> None:
    """Refuse files, and text that the database cannot store, before any page reads them.

    Raises NotFound if such text is in the address, else Invalid, which names the field.
    """
    if NUL in request.path:
        raise NotFound
    if request.files:
        names = ", ".join(sorted(request.files))
        words = _("This page does not accept files. Go back and enter text instead: %(names)s", names=names)
        raise Invalid(words, code="no_files")
    for name, value in (*request.args.items(multi=True), *request.form.items(multi=True)):
        if NUL in name + value:
            raise Invalid(_unstorable(name.replace(NUL, "")), code="text_unstorable")


def _unstorable(name: str) -> str:
    return _(
        "The text in “%(name)s” contains a character that cannot be saved. Go back, delete the text, and type it "
        "again instead of pasting it.",
        name=name,
    )


def sent_json() -> dict[str, Any] | None:
    """The JSON object that was sent, or None for anything else or one nested too deeply.

    Its values are unchecked: the caller validates them.
    """
    try:
        sent = request.get_json(silent=True)
    except RecursionError:
        return None
    return sent if isinstance(sent, dict) else None


def number_asked(name: str) -> int:
    """The whole number of this name in the query string, or 0 without one."""
    return request.args.get(name, 0, int)


def text_asked(name: str, usual: str = "") -> str:
    """The text of this name in the query string; `usual` without one."""
    return request.args.get(name, usual)


def part_asked() -> bool:
    """Whether a script asks for only a part of the page, to swap it in."""
    return bool(request.headers.get("X-Part"))
