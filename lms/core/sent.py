"""What browsers send, read so that nothing they may send is a surprise."""

from typing import Any

from flask import request

from lms.core.errors import Invalid, NotFound
from lms.core.i18n import gettext as _

NUL = "\0"  # PostgreSQL keeps none


def refuse_unreadable() -> None:
    """Refuse, before any page reads it, what no page of ours can keep: a file, and text that no database holds.

    Raises NotFound where the address has such text, else Invalid, which names the field.
    """
    if NUL in request.path:
        raise NotFound
    if request.files:
        names = ", ".join(sorted(request.files))
        raise Invalid(_("This page does not accept files. Go back and enter text instead: %(names)s", names=names))
    for name, value in (*request.args.items(multi=True), *request.form.items(multi=True)):
        if NUL in name + value:
            raise Invalid(_unstorable(name.replace(NUL, "")))


def _unstorable(name: str) -> str:
    return _(
        "The text in “%(name)s” contains a character that cannot be saved. Go back, delete the text, and type it "
        "again instead of pasting it.",
        name=name,
    )


def sent_json() -> dict[str, Any] | None:
    """The JSON object that was sent; None for anything else, and for one that is nested too deeply to read.

    Its texts are as they were sent: whoever reads one says which it takes.
    """
    try:
        sent = request.get_json(silent=True)
    except RecursionError:
        return None
    return sent if isinstance(sent, dict) else None


def number_asked(name: str) -> int:
    """The whole number of this name in the address; 0 where there is none."""
    return request.args.get(name, 0, int)


def text_asked(name: str, usual: str = "") -> str:
    """The text of this name in the address, `usual` where there is none."""
    return request.args.get(name, usual)


def part_asked() -> bool:
    """Whether a script asks for one part of the page alone, to swap it in place."""
    return bool(request.headers.get("X-Part"))
