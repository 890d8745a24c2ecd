"""Reading answers from a request: presented positions or what was typed, as JSON or as the fields of a form."""

from datetime import UTC, datetime
from typing import Any

from flask import request

from lms.assessment.late import Sent
from lms.assessment.policy import OwnQuestion, Sitting
from lms.core.errors import Invalid
from lms.core.i18n import gettext as _
from lms.core.sent import sent_json
from lms.questions.asked import CONFIDENCE
from lms.questions.kinds.base import Given
from lms.questions.practice import own_fields

HIGHEST_SEQ = 2**31 - 1
MOST_VALUES = 100
LONGEST_MOMENT = 40


def sent_answer(field: str) -> tuple[int, Given]:
    """The sequence number and the answer that were sent for one question.

    JSON: {"seq": 7, "given": {"choice": [2]}}; a form: `seq`, and the question's fields as the page names
    them (`field` is their prefix). Raises Invalid for anything else.
    """
    if request.is_json:
        sent = sent_json() or {}
        return _seq(sent.get("seq")), _given(sent.get("given"))
    seq = request.form.get("seq", type=int)
    return _seq(seq), own_fields(request.form.to_dict(flat=False), field)


def sent_beside(own: OwnQuestion) -> tuple[bool, str, datetime | None]:
    """What was sent beside an answer: whether it is flagged, how sure it is, and the device's own time.

    JSON: {"flagged": true, "confidence": "certain", "at": "2026-11-22T10:42:07Z"}; a form: `flag3`, `sure3`.
    Raises Invalid for a confidence that nobody was asked.
    """
    if not request.is_json:
        return *_beside_in_form(own.sitting, own.number), None
    told = sent_json() or {}
    return told.get("flagged") is True, _confidence(own.sitting, told.get("confidence")), _claimed(told.get("at"))


def all_sent(sitting: Sitting) -> tuple[dict[int, Sent], Invalid | None]:
    """The answers of a whole form as `sent_answers`, with what was sent beside each.

    The sequence number of each is that of the newest answer which the page has seen or given itself; a page
    that says none has seen none.
    """
    answers, refused = sent_answers(sitting)
    found = {
        number: Sent(response, request.form.get(f"seq{number}", 0, int), *_beside_in_form(sitting, number))
        for number, response in answers.items()
    }
    return found, refused


def section_to_leave(sitting: Sitting) -> int | None:
    """The section that the form leaves behind for good, None where its button does not say so."""
    if not sitting.one_way or request.form.get("then") != "next":
        return None
    return request.form.get("section", type=int)


def _beside_in_form(sitting: Sitting, number: int) -> tuple[bool, str]:
    return f"flag{number}" in request.form, _confidence(sitting, request.form.get(f"sure{number}"))


def _confidence(sitting: Sitting, sent: object) -> str:
    if not sent or not sitting.quiz.confidence:
        return ""
    if not isinstance(sent, str) or sent not in CONFIDENCE:
        raise Invalid(_("Confidence must be one of: %(known)s.", known=", ".join(CONFIDENCE)))
    return sent


def _claimed(sent: object) -> datetime | None:
    """The time of the learner's device, where it can be read; it decides nothing."""
    if not isinstance(sent, str) or len(sent) > LONGEST_MOMENT:
        return None
    try:
        claimed = datetime.fromisoformat(sent)
        return claimed.astimezone(UTC) if claimed.tzinfo else None
    except (ValueError, OverflowError):
        return None


def sent_answers(sitting: Sitting) -> tuple[dict[int, Any], Invalid | None]:
    """The canonical answers of a whole form, for the questions that its field `asked` names, and what was refused.

    A form without it, or of some questions alone, leaves the others as they are. What one question
    cannot take does not cost the answers of the others: save them, then raise the refusal.
    """
    form = request.form.to_dict(flat=False)
    asked = " ".join(form.get("asked", [])).split()
    answers: dict[int, Any] = {}
    refused: Invalid | None = None
    for number in range(len(sitting.questions)):
        if str(number) in asked:
            try:
                answers[number] = read(sitting, number, own_fields(form, f"q{number}."))
            except Invalid as error:
                refused = refused or error
    return answers, refused


def read(sitting: Sitting, number: int, given: Given) -> Any:  # noqa: ANN401 - JSON
    """The canonical answer to one question. Raises Invalid, naming the question."""
    asked = sitting.questions[number]
    try:
        return asked.kind.read_response(asked.body, sitting.attempt.questions[number]["order"], given)
    except Invalid as error:
        if error.message:  # the kind says what it wants
            raise Invalid(_("Question %(number)d: %(why)s", number=number + 1, why=error.message)) from error
        raise Invalid(
            _(
                "We could not read your answer to question %(number)d. Reload the page and answer again.",
                number=number + 1,
            )
        ) from error


def _seq(sent: object) -> int:
    if not isinstance(sent, int) or isinstance(sent, bool) or not 0 < sent <= HIGHEST_SEQ:
        raise Invalid(_("An answer needs a sequence number, `seq`, of 1 or higher."))
    return sent


def _given(sent: object) -> Given:
    if not isinstance(sent, dict):
        raise Invalid(_("An answer needs `given`: the chosen positions as shown, by field."))
    return {str(field): _positions(values) for field, values in sent.items()}


def _positions(values: object) -> list[str]:
    positions = values if isinstance(values, list) else [values]
    readable = all(isinstance(each, str | int) and not isinstance(each, bool) for each in positions)
    if not readable or len(positions) > MOST_VALUES:
        raise Invalid(_("An answer needs `given`: the chosen positions as shown, by field."))
    return [str(each) for each in positions]
