"""The form of a quiz by draws, and the one that publishes."""

from collections.abc import Iterator
from typing import Any, get_args

from wtforms import BooleanField, Field, StringField
from wtforms.validators import NumberRange, Optional, ValidationError

from lms.authoring.desk import Desk
from lms.authoring.forms.fields import Chooser, WholeNumber
from lms.authoring.rules import MOST_DRAWS, DrawText, QuizText, is_word
from lms.core.forms import LINE, Form
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l
from lms.core.text import plain
from lms.curriculum.document import FeedbackPolicy, Purpose, Quiz

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
RANGE = _l("Enter a number from %(min)d to %(max)d.")


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

    def __init__(self, desk: Desk, quiz: Quiz | None = None, folder: str = "") -> None:
        super().__init__(data=_of_quiz(quiz, folder) if quiz else {})
        self.desk, self.known = desk, quiz
        lessons = [(each.head.value.id, each.head.value.title) for each in desk.material.lessons]
        self.lesson.choices = [("", _("None")), *lessons]
        self.folder.choices = [(each.value.folder, each.value.title) for each in desk.material.modules]

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

    def rows(self) -> list[tuple[Field, Field, Field]]:
        """The fields of each line of the draw that is to be shown: by what, which, how many."""
        all_of_them = [(self[f"by_{n}"], self[f"which_{n}"], self[f"count_{n}"]) for n in range(MOST_DRAWS)]
        used = max((n for n, fields in enumerate(all_of_them, 1) if any(each.data for each in fields)), default=0)
        return all_of_them[: max(used + 2, 4)]

    def draws(self) -> Iterator[DrawText]:
        """The lines that draw something."""
        for number, (by, which, count) in enumerate(self.rows()):
            if by.data in {"tag", "lesson", "family"} and which.data:
                yield DrawText(number, by.data, which.data, 0 if by.data == "family" else count.data or 0)

    def validate_uid(self, field: Field) -> None:
        """A new quiz needs an id of its own."""
        if self.known:
            return
        if not is_word(field.data or ""):
            raise ValidationError(_("Use lowercase letters, numbers and hyphens, like cautions-test."))
        if not self.desk.takes("step", field.data):
            raise ValidationError(_("Another quiz or lesson already uses this ID."))

    def validate_title(self, field: Field) -> None:
        """A title has words."""
        if not field.data:
            raise ValidationError(_("Enter a title."))

    def validate_purpose(self, field: Field) -> None:
        """One of the purposes."""
        if field.data not in get_args(Purpose):
            raise ValidationError(_("Choose a type."))

    def validate_folder(self, field: Field) -> None:
        """A module, for a quiz that is new and belongs to no lesson."""
        folders = {each.value.folder for each in self.desk.material.modules}
        if not self.known and self.purpose.data != "check" and field.data not in folders:
            raise ValidationError(_("Choose a module."))

    def validate_lesson(self, field: Field) -> None:
        """A check belongs to a lesson, and nothing else does."""
        known = field.data in self.desk.material.names.of("lesson")
        if self.purpose.data == "check" and not known:
            raise ValidationError(_("A knowledge check belongs to a lesson. Choose the lesson."))
        if self.purpose.data != "check" and field.data:
            raise ValidationError(_("Only a knowledge check belongs to a lesson. Choose “None”."))

    def validate_feedback(self, field: Field) -> None:
        """One of the policies."""
        if field.data not in get_args(FeedbackPolicy):
            raise ValidationError(_("Choose when to show correct answers."))

    def validate_by_0(self, _field: Field) -> None:
        """Something is drawn, and each line that begins says what; the compiler looks at the rest."""
        rows = self.rows()
        if not list(self.draws()) and not any(which.data for _by, which, _count in rows):
            raise ValidationError(_("Add at least one source of questions: choose a type and enter which one."))
        for number, (by, which, _count) in enumerate(rows, 1):
            if bool(by.data) != bool(which.data):
                raise ValidationError(
                    _("Line %(number)d is incomplete. Choose a type and enter which one.", number=number)
                )


for _n in range(MOST_DRAWS):
    setattr(QuizForm, f"by_{_n}", Chooser(_l("Draw questions by"), choices=DRAW_BY, default=""))
    setattr(QuizForm, f"which_{_n}", StringField(_l("Which one"), [LINE], filters=[plain]))
    setattr(QuizForm, f"count_{_n}", WholeNumber(_l("Number of questions"), [Optional()]))


def _of_quiz(quiz: Quiz, folder: str) -> dict[str, Any]:
    head: dict[str, Any] = {
        "uid": quiz.id, "title": quiz.title, "purpose": quiz.purpose, "folder": folder, "lesson": quiz.lesson,
        "pass_mark": quiz.pass_mark, "attempts": quiz.attempts, "wait_hours": quiz.wait_hours,
        "feedback": quiz.feedback, "minutes": quiz.minutes, "confidence": quiz.confidence,
    }  # fmt: skip
    for number, line in enumerate(quiz.draw[:MOST_DRAWS]):
        by = "family" if line.family else "tag" if line.tag else "lesson"
        head |= {f"by_{number}": by, f"which_{number}": line.family or line.tag or line.lesson}
        head[f"count_{number}"] = line.count or None
    return head


class PublishForm(Form):
    """What is new, kept with the edition."""

    note = StringField(_l("What changed"), [LINE], filters=[plain])
