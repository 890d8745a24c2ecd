"""The form of a question of any kind. Errors appear at their fields, and everything typed stays."""

from typing import Any, ClassVar

from flask import request
from wtforms import BooleanField, Field, FormField, StringField, TextAreaField
from wtforms.validators import ValidationError

from lms.authoring.desk import Desk
from lms.authoring.forms.fields import Chooser
from lms.authoring.rules import QuestionText, Wording, is_word, words
from lms.core.errors import NotFound
from lms.core.forms import LINE, TEXT, Form
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l
from lms.core.sent import text_asked
from lms.core.text import plain
from lms.curriculum.document import Family
from lms.questions.kinds import KINDS
from lms.questions.kinds.forms import BodyForm

NEW = "new"  # as a variant id: one more variant


class QuestionForm(Form):
    """A question: its family, one variant of it, and in a subclass the fields of its kind."""

    kind: ClassVar[str]
    body: "FormField[BodyForm]"
    uid = StringField(_l("ID"), [LINE], filters=[plain])
    lesson = Chooser(_l("Lesson"))
    objective = Chooser(_l("Learning objective"))
    critical = BooleanField(_l("Critical: missing it prevents a pass, whatever the score"))
    tags = StringField(_l("Tags"), [LINE], filters=[plain])
    sources = StringField(_l("Sources"), [LINE], filters=[plain])
    ask = TextAreaField(_l("Question"), [TEXT], filters=[plain])
    missed = StringField(_l("If missed, tell the learner"), [LINE], filters=[plain])

    def __init__(self, desk: Desk, family: Family | None = None, variant: str = "") -> None:
        """`variant` is the one to change, or "" for a new one. Without a `family` the question is new."""
        super().__init__(data=_of_family(family, variant) if family else {})
        self.desk, self.known = desk, family
        lessons = desk.material.lessons
        self.lesson.choices = [
            ("", _("Choose…")),
            *((each.id, each.title) for each in lessons),
        ]
        objectives: dict[str, list[tuple[str, str]]] = {_("No learning objective"): [("", _("None"))]}
        for each in lessons:
            own = [(objective.value.id, objective.value.text) for objective in each.objectives]
            objectives.setdefault(each.title, []).extend(own)
        self.objective.choices = {title: own for title, own in objectives.items() if own}

    @property
    def only_looks(self) -> bool:
        """Whether to preview what was typed rather than save it."""
        return bool(self.is_submitted()) and request.form.get("then") == "preview"

    def question(self, variant: str) -> QuestionText:
        """What was typed, as the variant of this id."""
        wording = Wording(variant, self.ask.data or "", self.missed.data or "", self.body.form.authored())
        return QuestionText(
            id=self.known.id if self.known else self.uid.data or "",
            kind=self.kind,
            critical=bool(self.critical.data),
            lesson=self.lesson.data or "",
            objective=self.objective.data or "",
            tags=words(self.tags.data or ""),
            sources=words(self.sources.data or ""),
            wording=wording,
        )

    def validate_uid(self, field: Field) -> None:
        """Require a free id for a new question."""
        if self.known:
            return
        if not is_word(field.data or ""):
            raise ValidationError(_("Use lowercase letters, numbers and hyphens, like strong-beat."))
        if not self.desk.takes("family", field.data):
            raise ValidationError(_("Another question already uses this ID."))

    def validate_lesson(self, field: Field) -> None:
        """Require a lesson of the course."""
        if not field.data or field.data not in self.desk.material.names.of("lesson"):
            raise ValidationError(_("Choose the lesson that teaches this."))

    def validate_objective(self, field: Field) -> None:
        """Require an objective of the course, or none."""
        if field.data and field.data not in self.desk.material.names.of("objective"):
            raise ValidationError(_("Choose a learning objective from the list."))

    def validate_tags(self, field: Field) -> None:
        """Require that each tag is a valid word."""
        if odd := [each for each in words(field.data or "") if not is_word(each)]:
            raise ValidationError(
                _("“%(tag)s” is not a valid tag. Use lowercase letters, numbers and hyphens.", tag=odd[0])
            )

    def validate_sources(self, field: Field) -> None:
        """Require sources of the course."""
        known = self.desk.material.names.of("source")
        if odd := [each for each in words(field.data or "") if each not in known]:
            raise ValidationError(_("The course has no source “%(source)s”.", source=odd[0]))

    def validate_ask(self, field: Field) -> None:
        """Require a question text."""
        if not field.data:
            raise ValidationError(_("Enter the question."))


def question_form(kind: str) -> type[QuestionForm]:
    """The form of a question of this kind. Without fields of its kind, it has only the common ones."""
    of_kind = KINDS[kind].form or BodyForm
    return type("QuestionForm", (QuestionForm,), {"kind": kind, "body": FormField(of_kind)})


def wanted_variant(family: Family) -> str:
    """The variant named in the address, by default the first, or "" for a new one. Raises NotFound."""
    wanted = text_asked("variant", family.variants[0].id)
    if wanted != NEW and wanted not in {each.id for each in family.variants}:
        raise NotFound
    return "" if wanted == NEW else wanted


def _of_family(family: Family, variant: str) -> dict[str, Any]:
    head = {
        "uid": family.id, "lesson": family.lesson, "objective": family.objective, "critical": family.critical,
        "tags": ", ".join(family.tags), "sources": ", ".join(family.sources),
    }  # fmt: skip
    if not variant:
        return head
    wording, of_kind = family.variant(variant), KINDS[family.kind].form
    own = of_kind.of_body(wording.body) if of_kind and of_kind.shows(wording.body) else {}
    return {**head, "ask": wording.ask, "missed": wording.missed, "body": own}
