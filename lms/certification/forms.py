"""The form that looks up a code."""

from flask import request
from wtforms import StringField
from wtforms.validators import InputRequired, Length, ValidationError

from lms.core.forms import Form
from lms.core.i18n import lazy_gettext as _l

MISSING = _l("Enter the code from the certificate.")
LONGEST = 300  # a whole address may be pasted


class VerifyForm(Form):
    """The code, or the whole address that ends in it. A GET form that changes nothing, so it has no CSRF token."""

    class Meta:
        """Sent by GET."""

        csrf = False

    code = StringField(
        _l("Code"),
        [
            InputRequired(MISSING),
            Length(max=LONGEST, message=_l("This is too long for a code.")),
        ],
    )

    @classmethod
    def of_address(cls) -> "VerifyForm":
        """The form, filled from the page's address."""
        return cls(request.args)

    @property
    def is_sent(self) -> bool:
        """Whether a code was submitted."""
        return "code" in request.args

    @property
    def wanted(self) -> str:
        """The code itself."""
        return (self.code.data or "").strip().rstrip("/").rsplit("/", 1)[-1]

    def validate_code(self, _field: object) -> None:
        """Refuse a code of nothing but spaces and slashes."""
        if not self.wanted:
            raise ValidationError(MISSING)
