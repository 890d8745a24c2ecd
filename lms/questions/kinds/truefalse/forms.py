"""Writing a statement to judge."""

from collections.abc import Mapping
from typing import Any

from wtforms import TextAreaField
from wtforms.validators import ValidationError

from lms.core.forms import TEXT, Chooser
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l
from lms.core.text import plain
from lms.questions.kinds.forms import FEWEST_ROWS, BodyForm, Fields, Options, of_options

ANSWERS = [("true", _l("True")), ("false", _l("False"))]
LONG = {"rows": 2, "maxlength": 2000}


class TrueFalseForm(BodyForm):
    """The verdict with its feedback, and the reasons."""

    hint = _l("Empty reasons are ignored. Learners see the reasons in a random order.")
    answer = Chooser(_l("The statement is"), choices=ANSWERS, default="true")
    feedback_true = TextAreaField(_l("Feedback for “True”"), [TEXT], filters=[plain], render_kw=LONG)
    feedback_false = TextAreaField(_l("Feedback for “False”"), [TEXT], filters=[plain], render_kw=LONG)
    reason = Options(_l("Reasons"), lambda number: _("Reason %(number)d", number=number))

    @classmethod
    def of_body(cls, body: Mapping[str, Any]) -> Fields:
        """The verdict in words, the reasons as rows."""
        answer, reasons = str(body["answer"]).lower(), of_options(body["reason"])
        return {**body, "answer": answer, "reason": reasons}

    def authored(self) -> Fields:
        """The verdict and the reasons as an author writes them."""
        return {
            "answer": self.answer.data == "true",
            "feedback_true": self.feedback_true.data or "",
            "feedback_false": self.feedback_false.data or "",
            "reason": self.reason.authored(),
        }

    def validate_reason(self, field: Options) -> None:
        """Require two reasons at least, one of them correct, and no two the same."""
        if len(field.written) < FEWEST_ROWS:
            raise ValidationError(_("Add at least two reasons."))
        if field.right != 1:
            raise ValidationError(_("Mark exactly one reason as correct."))
        if field.repeats:
            raise ValidationError(_("Two reasons are the same."))
