"""Forms for time, attempts and late answers."""

from typing import Any

from flask import request
from wtforms import BooleanField, HiddenField, IntegerField, SelectField
from wtforms.validators import NumberRange, Optional, ValidationError

from lms.core.errors import Invalid
from lms.core.forms import LONGEST_REASON, Form, ReasonField
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l
from lms.curriculum.document import Document
from lms.enrolment.rules import Allowance

FACTORS = ("1", "1.25", "1.5", "2", "3", "5", "10")
MOST_MINUTES = 600
LONGEST_COUNT = 6  # digits


class TimeForm(Form):
    """More time for a person."""

    quiz = SelectField(_l("Quiz"), validate_choice=False)
    multiplier = SelectField(_l("Time multiplier"), default="1", validate_choice=False)
    minutes = IntegerField(
        _l("Extra minutes"),
        [Optional(), NumberRange(0, MOST_MINUTES, message=_l("Enter a number from %(min)d to %(max)d."))],
    )
    lifted = BooleanField(_l("No time limit"))
    reason = ReasonField()

    def __init__(self, course: Document, **given: Any) -> None:  # noqa: ANN401 - as any form takes them
        super().__init__(**given)
        timed = [(each.id, each.title) for each in course.quizzes if each.minutes or each.closes]
        self.multiplier.choices = [(each, each) for each in FACTORS]
        self.quiz.choices = [("", _("All quizzes")), *timed]
        self.quizzes = {"", *(uid for uid, _title in timed)}

    def validate_quiz(self, field: SelectField) -> None:
        """Must be one of the course's quizzes, or all."""
        if field.data not in self.quizzes:
            raise ValidationError(_("Choose an option from the list."))

    def validate_multiplier(self, field: SelectField) -> None:
        """Must be one of the factors, and the grant must give something."""
        if field.data not in FACTORS:
            raise ValidationError(_("Choose an option from the list."))
        if self.multiplier.data == "1" and not self.minutes.data and not self.lifted.data:
            raise ValidationError(_("Choose a time multiplier, enter extra minutes or select “No time limit”."))

    def allowance(self) -> Allowance:
        """The grant that was chosen."""
        return Allowance(
            self.quiz.data or "", float(self.multiplier.data), self.minutes.data or 0, bool(self.lifted.data)
        )


class AttemptForm(Form):
    """An extra attempt at one quiz. The page has a form for each quiz, so field names begin with the quiz."""

    used = HiddenField()
    reason = ReasonField()

    def __init__(self, quiz: str, **given: Any) -> None:  # noqa: ANN401 - as any form takes them
        super().__init__(prefix=f"{quiz}-", **given)
        self.quiz = quiz

    def after(self) -> int:
        """How many attempts were used when the page was opened; 0, which never matches, for invalid input."""
        typed = self.used.data or ""
        readable = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_COUNT
        return int(typed) if readable else 0


def reason() -> str:
    """The reason to accept a late answer. Raises Invalid without one."""
    said = request.form.get("reason", "").strip()
    if not said or len(said) > LONGEST_REASON or not said.isprintable():
        raise Invalid(_("Enter a short reason, 200 characters or fewer."))
    return said
