"""The base form and the fields that several features use."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from wtforms import EmailField, Field, FieldList, FormField, SelectField, StringField
from wtforms.validators import Length, ValidationError

from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l
from lms.core.text import EMAIL_MAX, BadAddress, normal_address

LONGEST_REASON = 200
LINE = Length(max=300, message=_l("Use %(max)d characters or fewer."))
TEXT = Length(max=2000, message=_l("Use %(max)d characters or fewer."))
EMAIL_LENGTH = Length(max=EMAIL_MAX, message=_l("This is too long for an email address."))


class Form(FlaskForm):  # type: ignore[misc]
    """The base form. It reads form fields only; Flask-WTF would also accept JSON, with values of any type."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Where the fields get their input."""

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> MultiDict[str, str] | None:  # noqa: ANN401 - WTForms
            """The submitted fields, or none if JSON was sent."""
            return ImmutableMultiDict() if request.is_json else super().wrap_formdata(form, formdata)

    def faulty(self) -> Iterator[tuple[Field, list[str]]]:
        """The fields with errors, nested ones included, and their messages."""
        return _faulty(self)

    def refuse(self, field: Field, message: str) -> None:
        """Add an error to a field after validation."""
        field.errors = [*field.errors, message]


class AddressField(EmailField):
    """An email address. `normal` is the spelling that we store."""

    normal = ""

    def pre_validate(self, _form: object) -> None:
        """Parse the address or report an error. `EMAIL_LENGTH` reports one that is too long."""
        if len(self.data or "") > EMAIL_MAX:
            return
        try:
            self.normal = normal_address(self.data or "")
        except BadAddress as error:
            raise ValidationError(_("Enter an email address, like name@example.org.")) from error


class Chooser(SelectField):
    """A choice from a list, with our own error message for anything else."""

    def __init__(self, label: Any, choices: Iterable[tuple[str, Any]] = (), **given: Any) -> None:  # noqa: ANN401
        super().__init__(label, **given)
        self.choices = list(choices)
        self.invalid_choice_message = _l("Choose an option from the list.")


class Rows(FieldList):  # type: ignore[type-arg]  # the class itself takes none
    """A list of similar rows. If a form does not send them, they stay as they are, like any other field."""

    def process(self, formdata: Any, *data: Any, **given: Any) -> None:  # noqa: ANN401 - WTForms
        """Fill the rows."""
        told = any(name.startswith(f"{self.name}-") for name in formdata or ())
        super().process(formdata if told else None, *data, **given)


class ReasonField(StringField):
    """The reason for a decision, in a few words on one line."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - WTForms
        length = Length(max=LONGEST_REASON, message=_l("Use 200 characters or fewer."))
        super().__init__(_l("Reason"), [length], filters=[_on_one_line], **given)

    @property
    def words(self) -> str:
        """What was typed."""
        return self.data or ""

    def pre_validate(self, _form: object) -> None:
        """Refuse an empty reason."""
        if not self.data:
            raise ValidationError(_("Enter a short reason."))


def _on_one_line(typed: str | None) -> str:
    return "".join(each for each in typed or "" if each.isprintable()).strip()


def _faulty(fields: Iterable[Field]) -> Iterator[tuple[Field, list[str]]]:
    for field in fields:
        own = [] if isinstance(field, FormField) else [each for each in field.errors if not isinstance(each, dict)]
        if own:
            yield field, own
        if isinstance(field, FieldList | FormField):
            yield from _faulty(field)
