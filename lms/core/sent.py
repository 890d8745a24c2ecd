"""What browsers send, read so that nothing they may send is a surprise."""

import re
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from lms.core.errors import Invalid, NotFound
from lms.core.i18n import gettext as _

LAST_PAGE = 10_000  # no list is as long; a much larger number is more than a database can skip
UNSTORABLE = re.compile("[\\0\\ud800-\\udfff]")  # PostgreSQL keeps no NUL, and no database half a surrogate pair


class Form(FlaskForm):  # type: ignore[misc]
    """A form of a page: filled from form fields alone. Flask-WTF would read JSON, too, of whatever types it is."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How the fields are filled."""

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> MultiDict[str, str] | None:  # noqa: ANN401 - WTForms
            """The fields that were sent; none where JSON was."""
            return ImmutableMultiDict() if request.is_json else super().wrap_formdata(form, formdata)


def refuse_unreadable() -> None:
    """Refuse, before any page reads it, what no page of ours can keep: a file, and text that no database holds.

    Raises NotFound where the address has such text, else Invalid, which names the field.
    """
    if UNSTORABLE.search(request.path):
        raise NotFound
    if request.files:
        names = ", ".join(sorted(request.files))
        raise Invalid(_("This page does not accept files. Go back and enter text instead: %(names)s", names=names))
    fields = [*request.args.items(multi=True), *request.form.items(multi=True)]
    for name, value in fields:
        if UNSTORABLE.search(name) or UNSTORABLE.search(value):
            raise Invalid(_unstorable(UNSTORABLE.sub("", name)))


def _unstorable(name: str) -> str:
    return _(
        "The text in “%(name)s” contains a character that cannot be saved. Go back, delete the text, and type it "
        "again instead of pasting it.",
        name=name,
    )


def sent_json() -> dict[str, Any] | None:
    """The JSON object that was sent; None for anything else, and for one that is nested too deeply to read.

    Raises Invalid where a text in it is one that no database holds.
    """
    try:
        sent = request.get_json(silent=True)
        if not isinstance(sent, dict):
            return None
        for name, value in sent.items():
            _refuse_unstorable(name, (name, value))
    except RecursionError:
        return None
    return sent


def _refuse_unstorable(name: str, value: object) -> None:
    if isinstance(value, str) and UNSTORABLE.search(value):
        raise Invalid(_unstorable(UNSTORABLE.sub("", name)))
    if isinstance(value, dict):
        value = [part for pair in value.items() for part in pair]
    if isinstance(value, list | tuple):
        for part in value:
            _refuse_unstorable(name, part)


def page_number() -> int:
    """The page of a list that is asked for, from 1.

    What is no such number is the first page, what is beyond any list the last that can be asked for.
    """
    return min(max(1, request.args.get("page", 1, int)), LAST_PAGE)
