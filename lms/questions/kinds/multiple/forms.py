"""Writing a multiple choice question."""

from collections.abc import Mapping
from typing import Any

from wtforms.validators import ValidationError

from lms.core.forms import Chooser
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l
from lms.questions.kinds.choice.forms import ChoiceForm
from lms.questions.kinds.forms import Fields, Options

MARKINGS = [
    ("all-or-nothing", _l("All or nothing")),
    ("proportional", _l("A share for each correct option, less a share for each incorrect one")),
    ("no-wrong", _l("A share for each correct option, nothing once an incorrect one is chosen")),
]


class MultipleForm(ChoiceForm):
    """The options, and how they are scored."""

    marking = Chooser(_l("Scoring"), choices=MARKINGS, default="all-or-nothing")

    @classmethod
    def shows(cls, body: Mapping[str, Any]) -> bool:
        """Not if a correct option is critical, which the form cannot show."""
        return super().shows(body) and not any(each["right"] and each["critical"] for each in body["option"])

    @classmethod
    def of_body(cls, body: Mapping[str, Any]) -> Fields:
        """The options as rows, and the scoring."""
        return {**super().of_body(body), "marking": body["marking"]}

    def authored(self) -> Fields:
        """The options and the scoring as an author writes them."""
        return {"marking": self.marking.data, **super().authored()}

    def check_right(self, field: Options) -> None:
        """Require one correct option at least."""
        if not field.right:
            raise ValidationError(_("Mark at least one option as correct."))
