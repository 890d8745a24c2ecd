"""What the editor's forms share: limits, fields, and the digest of what they were filled from."""

from collections.abc import Iterable
from typing import Any

from flask import request
from wtforms import IntegerField, SelectField

from lms.core.i18n import gettext as _


class WholeNumber(IntegerField):
    """A whole number, with our own error message."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Parse it; empty means None."""
        typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) < 7):  # noqa: PLR2004
            raise ValueError(_("Enter a whole number."))
        self.data = int(typed) if typed else None


class Chooser(SelectField):
    """A choice of values and labels, validated by the form itself, with its own error messages."""

    def __init__(self, label: Any, choices: Iterable[tuple[str, Any]] = (), **given: Any) -> None:  # noqa: ANN401
        super().__init__(label, validate_choice=False, **given)
        self.choices = list(choices)


def seen() -> str:
    """The digest of the text that the form was filled from, as sent by the page."""
    return request.form.get("seen", "")
