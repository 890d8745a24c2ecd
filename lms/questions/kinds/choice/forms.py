"""Writing a single choice question."""

from collections.abc import Mapping
from typing import Any

from wtforms.validators import ValidationError

from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l
from lms.questions.kinds.forms import FEWEST_ROWS, BodyForm, Fields, Options, of_options


class ChoiceForm(BodyForm):
    """The options."""

    hint = _l("Empty options are ignored. Learners see the options in a random order.")
    option = Options(_l("Options"), lambda number: _("Option %(number)d", number=number))

    @classmethod
    def of_body(cls, body: Mapping[str, Any]) -> Fields:
        """The options as rows."""
        return {"option": of_options(body["option"])}

    def authored(self) -> Fields:
        """The options as an author writes them."""
        return {"option": self.option.authored()}

    def validate_option(self, field: Options) -> None:
        """Require two options at least, one of them correct, and no two the same."""
        if len(field.written) < FEWEST_ROWS:
            raise ValidationError(_("Add at least two options."))
        self.check_right(field)
        if field.repeats:
            raise ValidationError(_("Two options are the same."))

    def check_right(self, field: Options) -> None:
        """One option is right."""
        if field.right != 1:
            raise ValidationError(_("Mark exactly one option as correct."))
