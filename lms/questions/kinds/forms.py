"""Forms to write questions: the interface for a kind's own fields, and what kinds share."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from wtforms import Form, FormField, TextAreaField

from lms.core.forms import LINE, TEXT, Chooser, Rows
from lms.core.i18n import lazy_gettext as _l
from lms.core.text import one_line, plain

FEWEST_ROWS, SHOWN_ROWS, MOST_ROWS = 2, 6, 12
IS = {"wrong": (False, False), "right": (True, False), "critical": (False, True)}  # whether correct, whether critical
VERDICTS = [
    ("wrong", _l("Incorrect")),
    ("right", _l("Correct")),
    ("critical", _l("Incorrect and dangerous: prevents a pass")),
]
Fields = dict[str, Any]


class BodyForm(Form):
    """The fields of one kind in the form of a question. `hint` is shown below them."""

    hint: ClassVar[str] = ""

    @classmethod
    def shows(cls, body: Mapping[str, Any]) -> bool:
        """Whether the form can show all of a compiled body: no list has more rows than fit."""
        return all(len(rows) <= MOST_ROWS for rows in body.values() if isinstance(rows, list))

    @classmethod
    @abstractmethod
    def of_body(cls, body: Mapping[str, Any]) -> Fields:
        """The form's fields for a compiled body."""

    @abstractmethod
    def authored(self) -> Fields:
        """What was typed, as an author writes it. An empty row is None."""


class OptionRow(Form):
    """One option: its text, whether it is correct or critical, and its feedback."""

    text = TextAreaField("", [LINE], filters=[one_line], render_kw={"rows": 2, "maxlength": 300})
    verdict = Chooser(_l("This option is"), choices=VERDICTS, default="wrong")
    feedback = TextAreaField(_l("Feedback"), [TEXT], filters=[plain], render_kw={"rows": 2, "maxlength": 2000})

    def authored(self) -> Fields | None:
        """The option as an author writes it, or None without text."""
        if not self.text.data:
            return None
        right, critical = IS.get(self.verdict.data, IS["wrong"])
        return {"text": self.text.data, "right": right, "critical": critical, "feedback": self.feedback.data or ""}


class Options(Rows):
    """The options of a question, with spare rows. `called` labels a row by its number."""

    def __init__(self, label: Any, called: Callable[[int], str], **given: Any) -> None:  # noqa: ANN401 - WTForms
        super().__init__(FormField(OptionRow), label, min_entries=SHOWN_ROWS, max_entries=MOST_ROWS, **given)
        self.called = called

    def process(self, formdata: Any, *data: Any, **given: Any) -> None:  # noqa: ANN401 - WTForms
        """Fill and label the rows."""
        super().process(formdata, *data, **given)
        for number, row in enumerate(self.entries, 1):
            row.form.text.label.text = self.called(number)

    def authored(self) -> list[Fields | None]:
        """Each row as an author writes it."""
        return [row.form.authored() for row in self.entries]

    @property
    def written(self) -> list[Fields]:
        """The rows that are not empty."""
        return [row for row in self.authored() if row]

    @property
    def repeats(self) -> bool:
        """Whether two rows have the same text."""
        return len({" ".join(row["text"].split()).casefold() for row in self.written}) < len(self.written)

    @property
    def right(self) -> int:
        """The number of correct rows."""
        return sum(row["right"] for row in self.written)


def of_options(options: Iterable[Mapping[str, Any]]) -> list[Fields]:
    """The rows for compiled options."""
    words = {verdict: word for word, verdict in IS.items()}
    return [
        {
            "text": each["text"],
            "verdict": words[each["right"], each["critical"] and not each["right"]],
            "feedback": each["feedback"],
        }
        for each in options
    ]
