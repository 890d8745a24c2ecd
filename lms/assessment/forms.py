"""Reading answers from a request: presented positions, as JSON or as the fields of a form."""

from typing import Any

from flask import request

from lms.assessment.kinds.base import Given
from lms.assessment.policy import Sitting
from lms.assessment.practice import own_fields
from lms.core.errors import Invalid
from lms.core.i18n import gettext as _

HIGHEST_SEQ = 2**31 - 1
MOST_VALUES = 100


def sent_answer(field: str) -> tuple[int, Given]:
    """The sequence number and the answer that were sent for one question.

    JSON: {"seq": 7, "given": {"choice": [2]}}; a form: `seq`, and the question's fields as the page names
    them (`field` is their prefix). Raises Invalid for anything else.
    """
    if request.is_json:
        sent = request.get_json(silent=True)
        seq, given = (sent.get("seq"), sent.get("given")) if isinstance(sent, dict) else (None, None)
        return _seq(seq), _given(given)
    seq = request.form.get("seq", type=int)
    return _seq(seq), own_fields(request.form.to_dict(flat=False), field)


def sent_answers(sitting: Sitting) -> dict[int, Any]:
    """The canonical answers of a whole form, for the questions that its field `asked` names. Raises Invalid.

    A form without it, or of some questions alone, leaves the others as they are.
    """
    form = request.form.to_dict(flat=False)
    asked = " ".join(form.get("asked", [])).split()
    return {
        number: read(sitting, number, own_fields(form, f"q{number}."))
        for number in range(len(sitting.questions))
        if str(number) in asked
    }


def read(sitting: Sitting, number: int, given: Given) -> Any:  # noqa: ANN401 - JSON
    """The canonical answer to one question. Raises Invalid, naming the question."""
    asked = sitting.questions[number]
    try:
        return asked.kind.read_response(asked.body, sitting.attempt.questions[number]["order"], given)
    except Invalid as error:
        raise Invalid(
            _("Question %(number)d cannot take this answer. Reload the page and answer again.", number=number + 1)
        ) from error


def _seq(sent: object) -> int:
    if not isinstance(sent, int) or isinstance(sent, bool) or not 0 < sent <= HIGHEST_SEQ:
        raise Invalid(_("An answer needs a sequence number, `seq`, from 1 upwards."))
    return sent


def _given(sent: object) -> Given:
    if not isinstance(sent, dict):
        raise Invalid(_("An answer needs `given`: the presented positions by field."))
    return {str(field): _positions(values) for field, values in sent.items()}


def _positions(values: object) -> list[str]:
    positions = values if isinstance(values, list) else [values]
    readable = all(isinstance(each, str | int) and not isinstance(each, bool) for each in positions)
    if not readable or len(positions) > MOST_VALUES:
        raise Invalid(_("An answer needs `given`: the presented positions by field."))
    return [str(each) for each in positions]
