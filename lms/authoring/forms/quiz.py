"""The form of a quiz by draws, and the form to publish."""

from collections.abc import Iterator
from typing import Any, get_args

import wtforms
from wtforms import BooleanField, Field, FormField, StringField
from wtforms.validators import NumberRange, Optional, ValidationError

from lms.authoring.desk import Desk
from lms.authoring.forms.fields import Chooser, WholeNumber
from lms.authoring.rules import MOST_DRAWS, DrawText, QuizText, is_word
from lms.core.forms import LINE, Form, Rows
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l
from lms.core.text import plain
from lms.curriculum.document import Draw, FeedbackPolicy, Purpose, Quiz

PURPOSES = {"check": _l("Knowledge check"), "test": _l("Module test"), "exam": _l("Final exam")}
POLICIES = {
    "at-once": _l("Right away, after each question"),
    "after-submit": _l("After submitting"),
    "after-pass": _l("After passing"),
    "after-last": _l("After passing or the last attempt"),
}
DRAW_BY = [
    ("", _l("Nothing")),
    ("tag", _l("Tag")),
    ("lesson", _l("Lesson")),
    ("family", _l("Question")),
]
MORE_DRAWS, FEWEST_DRAWS = 2, 4  # empty lines below those in use; the fewest lines shown
RANGE = _l("Enter a number from %(min)d to %(max)d.")


class DrawRow(wtforms.Form):
    """One line of a draw."""

    by = Chooser(_l("Draw questions by"), choices=DRAW_BY, default="")
    which = StringField(_l("Which one"), [LINE], filters=[plain])
    count = WholeNumber(_l("Number of questions"), [Optional()])

    @property
    def used(self) -> bool:
        """Whether anything was entered."""
        return bool(self.by.data or self.which.data or self.count.data)


class QuizForm(Form):
    """A quiz by draws."""

    uid = StringField(_l("ID"), [LINE], filters=[plain])
    title = StringField(_l("Title"), [LINE], filters=[plain])
    purpose = Chooser(_l("Type"), choices=[(each, PURPOSES.get(each, each)) for each in get_args(Purpose)])
    folder = Chooser(_l("Module"))
    lesson = Chooser(_l("Lesson (knowledge checks only)"))
    pass_mark = WholeNumber(
        _l("Passing score, in percent"),
        [NumberRange(1, 100, message=RANGE)],
        default=80,
    )
    attempts = WholeNumber(
        _l("Number of attempts"),
        [Optional(), NumberRange(0, 1000, message=RANGE)],
    )
    wait_hours = WholeNumber(
        _l("Wait between attempts, in hours"),
        [Optional(), NumberRange(0, 8760, message=RANGE)],
    )
    minutes = WholeNumber(
        _l("Time limit, in minutes"),
        [Optional(), NumberRange(0, 1440, message=RANGE)],
    )
    confidence = BooleanField(_l("Ask learners how sure they are of each answer (does not affect the score)"))
    feedback = Chooser(
        _l("Show correct answers"),
        choices=[(each, POLICIES.get(each, each)) for each in get_args(FeedbackPolicy)],
        default="after-submit",
    )
    draw = Rows(FormField(DrawRow), _l("Draw questions by"), max_entries=MOST_DRAWS)

    def __init__(self, desk: Desk, quiz: Quiz | None = None, folder: str = "") -> None:
        super().__init__(data=_of_quiz(quiz, folder) if quiz else {})
        self.desk, self.known = desk, quiz
        lessons = [(each.id, each.title) for each in desk.material.lessons]
        self.lesson.choices = [("", _("None")), *lessons]
        self.folder.choices = [(each.value.folder, each.value.title) for each in desk.material.modules]
        used = max((number for number, row in enumerate(self.draw, 1) if row.used), default=0)
        while len(self.draw) < min(max(used + MORE_DRAWS, FEWEST_DRAWS), MOST_DRAWS):
            self.draw.append_entry()

    def quiz(self) -> QuizText:
        """What was typed."""
        return QuizText(
            id=self.known.id if self.known else self.uid.data or "",
            title=self.title.data or "",
            purpose=self.purpose.data or "",
            lesson=self.lesson.data or "",
            pass_mark=self.pass_mark.data or 0,
            attempts=self.attempts.data or 0,
            wait_hours=self.wait_hours.data or 0,
            feedback=self.feedback.data or "",
            minutes=self.minutes.data or 0,
            confidence=bool(self.confidence.data),
            draws=tuple(self.draws()),
        )

    def draws(self) -> Iterator[DrawText]:
        """The lines that were filled in."""
        for number, row in enumerate(self.draw):
            by, which, count = row.by.data, row.which.data, row.count.data
            if by in {"tag", "lesson", "family"} and which:
                yield DrawText(number, by, which, 0 if by == "family" else count or 0)

    def validate_uid(self, field: Field) -> None:
        """Require a free id for a new quiz."""
        if self.known:
            return
        if not is_word(field.data or ""):
            raise ValidationError(_("Use lowercase letters, numbers and hyphens, like cautions-test."))
        if not self.desk.takes("step", field.data):
            raise ValidationError(_("Another quiz or lesson already uses this ID."))

    def validate_title(self, field: Field) -> None:
        """Require a title."""
        if not field.data:
            raise ValidationError(_("Enter a title."))

    def validate_purpose(self, field: Field) -> None:
        """Require a known purpose."""
        if field.data not in get_args(Purpose):
            raise ValidationError(_("Choose a type."))

    def validate_folder(self, field: Field) -> None:
        """Require a module for a new quiz that belongs to no lesson."""
        folders = {each.value.folder for each in self.desk.material.modules}
        if not self.known and self.purpose.data != "check" and field.data not in folders:
            raise ValidationError(_("Choose a module."))

    def validate_lesson(self, field: Field) -> None:
        """Require a lesson for a knowledge check, and none otherwise."""
        known = field.data in self.desk.material.names.of("lesson")
        if self.purpose.data == "check" and not known:
            raise ValidationError(_("A knowledge check belongs to a lesson. Choose the lesson."))
        if self.purpose.data != "check" and field.data:
            raise ValidationError(_("Only a knowledge check belongs to a lesson. Choose “None”."))

    def validate_feedback(self, field: Field) -> None:
        """Require a known feedback policy."""
        if field.data not in get_args(FeedbackPolicy):
            raise ValidationError(_("Choose when to show correct answers."))

    def validate_draw(self, field: Rows) -> None:
        """Require at least one complete line. The compiler checks the rest."""
        if not list(self.draws()) and not any(row.which.data for row in field):
            raise ValidationError(_("Add at least one source of questions: choose a type and enter which one."))
        for number, row in enumerate(field, 1):
            if bool(row.by.data) != bool(row.which.data):
                raise ValidationError(
                    _("Line %(number)d is incomplete. Choose a type and enter which one.", number=number)
                )


def _of_quiz(quiz: Quiz, folder: str) -> dict[str, Any]:
    head: dict[str, Any] = {
        "uid": quiz.id, "title": quiz.title, "purpose": quiz.purpose, "folder": folder, "lesson": quiz.lesson,
        "pass_mark": quiz.pass_mark, "attempts": quiz.attempts, "wait_hours": quiz.wait_hours,
        "feedback": quiz.feedback, "minutes": quiz.minutes, "confidence": quiz.confidence,
    }  # fmt: skip
    return {**head, "draw": [_of_draw(each) for each in quiz.draw[:MOST_DRAWS]]}


def _of_draw(line: Draw) -> dict[str, Any]:
    by = "family" if line.family else "tag" if line.tag else "lesson"
    return {"by": by, "which": line.family or line.tag or line.lesson, "count": line.count or None}


class PublishForm(Form):
    """What is new, stored with the edition."""

    note = StringField(_l("What changed"), [LINE], filters=[plain])
