"""The form of a note."""

from wtforms import HiddenField, TextAreaField
from wtforms.validators import ValidationError

from lms.core.forms import Form
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l
from lms.notes.rules import LONGEST, tidy


class NoteForm(Form):
    """The text, and the version of the note that it replaces."""

    text = TextAreaField(_l("Your note"))
    version = HiddenField()

    def validate_text(self, _field: object) -> None:
        """Refuse a text that is too long."""
        over = len(self.written) - LONGEST
        if over > 0:
            message = _("A note can have up to %(max)d characters. This one is %(over)d over.", max=LONGEST, over=over)
            raise ValidationError(message)

    @property
    def written(self) -> str:
        """The text as it will be stored."""
        return tidy(self.text.data or "")

    @property
    def seen(self) -> int:
        """The version that it replaces, 0 for none; -1, which no note has, for invalid input."""
        sent = self.version.data or "0"
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else -1  # noqa: PLR2004
