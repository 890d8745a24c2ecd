"""What browsers send, read so that nothing they may send is a surprise."""

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

LAST_PAGE = 10_000  # no list is as long; a much larger number is more than a database can skip


class Form(FlaskForm):  # type: ignore[misc]
    """A form of a page: filled from form fields alone. Flask-WTF would read JSON, too, of whatever types it is."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How the fields are filled."""

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> MultiDict[str, str] | None:  # noqa: ANN401 - WTForms
            """The fields that were sent; none where JSON was."""
            return ImmutableMultiDict() if request.is_json else super().wrap_formdata(form, formdata)


def sent_json() -> dict[str, Any] | None:
    """The JSON object that was sent; None for anything else, and for one that is nested too deeply to read."""
    try:
        sent = request.get_json(silent=True)
    except RecursionError:
        return None
    return sent if isinstance(sent, dict) else None


def page_number() -> int:
    """The page of a list that is asked for, from 1.

    What is no such number is the first page, what is beyond any list the last that can be asked for.
    """
    return min(max(1, request.args.get("page", 1, int)), LAST_PAGE)
