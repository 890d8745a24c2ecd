"""What the desk's forms share: limits, whole numbers, choices that are checked in our words, what they began with."""

from collections.abc import Iterable
from typing import Any

from flask import request
from wtforms import IntegerField, SelectField

from lms.core.i18n import gettext as _


class WholeNumber(IntegerField):
    """A whole number; what is none is said in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it, empty as none."""
        typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) < 7):  # noqa: PLR2004
            raise ValueError(_("Enter a whole number."))
        self.data = int(typed) if typed else None


class Chooser(SelectField):
    """A choice of values and labels, checked by the form itself, in our words."""

    def __init__(self, label: Any, choices: Iterable[tuple[str, Any]] = (), **given: Any) -> None:  # noqa: ANN401
        super().__init__(label, validate_choice=False, **given)
        self.choices = list(choices)


def seen() -> str:
    """The digest of the text that the form was made from, as the page says it."""
    return request.form.get("seen", "")
