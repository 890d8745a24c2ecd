"""Read answers from a request: presented positions or typed text, as JSON or form fields."""

from datetime import UTC, datetime
from typing import Annotated, Any

from flask import request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, StrictStr, ValidationError

from lms.assessment.values import OwnQuestion, Sent, Sitting
from lms.core.errors import Invalid
from lms.core.i18n import gettext as _
from lms.core.sent import sent_json
from lms.questions.asked import CONFIDENCE
from lms.questions.kinds.base import Given
from lms.questions.practice import own_fields

HIGHEST_SEQ = 2**31 - 1
MOST_VALUES = 100
LONGEST_MOMENT = 40


def _several(values: object) -> object:
    return values if isinstance(values, list) else [values]


def _moment(sent: object) -> datetime | None:
    """The time on the learner's device, if readable. It decides nothing."""
    if not isinstance(sent, str) or len(sent) > LONGEST_MOMENT:
        return None
    try:
        claimed = datetime.fromisoformat(sent)
        return claimed.astimezone(UTC) if claimed.tzinfo else None
    except (ValueError, OverflowError):
        return None


Positions = Annotated[list[StrictInt | StrictStr], BeforeValidator(_several), Field(max_length=MOST_VALUES)]


class SentAnswer(BaseModel):
    """An answer to one question: {"seq": 7, "given": {"choice": [2]}, "flagged": true, "confidence": "certain"}.

    `given` has the presented positions or the typed text, by the question's fields. `at` is the device's time.
    """

    model_config = ConfigDict(frozen=True)

    seq: Annotated[StrictInt, Field(gt=0, le=HIGHEST_SEQ)]
    given: dict[str, Positions]
    flagged: Annotated[bool, BeforeValidator(lambda sent: sent is True)] = False
    confidence: Any = None  # read only if the quiz asks for it
    at: Annotated[datetime | None, BeforeValidator(_moment)] = None


def sent_answer(own: OwnQuestion) -> Sent:
    """The answer sent for one question, as JSON or as a form. Raises Invalid for anything else."""
    number = own.number
    try:
        sent = SentAnswer.model_validate(sent_json() or {} if request.is_json else _fields_of(number))
    except ValidationError as error:
        if error.errors()[0]["loc"][0] == "seq":
            words = _("An answer needs a sequence number, `seq`, of 1 or higher.")
            raise Invalid(words, code="seq_missing") from error
        words = _("An answer needs `given`: the chosen positions as shown, by field.")
        raise Invalid(words, code="given_missing") from error
    given = {field: [str(each) for each in values] for field, values in sent.given.items()}
    response = _read(own.sitting, number, given)
    return Sent(response, sent.seq, sent.flagged, _confidence(own.sitting, sent.confidence), sent.at)


def _fields_of(number: int) -> dict[str, Any]:
    """One question of the page's form, in the shape that a script sends."""
    form = request.form
    given = own_fields(form.to_dict(flat=False), f"q{number}.")
    return {"seq": form.get("seq", type=int), "given": given, **_flag_and_confidence(number)}


def _flag_and_confidence(number: int) -> dict[str, Any]:
    """The fields beside an answer: whether it is flagged, and how sure the learner is."""
    return {"flagged": f"flag{number}" in request.form, "confidence": request.form.get(f"sure{number}")}


def all_sent(sitting: Sitting) -> tuple[dict[int, Sent], Invalid | None]:
    """The answers of a whole form, for the questions named by its field `asked`, and the first refusal.

    Questions that the form does not name stay as they are. An answer that cannot be read
    must not cost the others: save them, then raise the refusal. Each sequence number is that
    of the newest answer that the page has seen or made; without one, it has seen none.
    """
    form = request.form
    fields, asked = form.to_dict(flat=False), " ".join(form.getlist("asked")).split()
    answers: dict[int, Sent] = {}
    refused: Invalid | None = None
    for number in (each for each in range(len(sitting.questions)) if str(each) in asked):
        try:
            response = _read(sitting, number, own_fields(fields, f"q{number}."))
        except Invalid as error:
            refused = refused or error
        else:
            beside = _flag_and_confidence(number)
            confidence = _confidence(sitting, beside["confidence"])
            answers[number] = Sent(response, form.get(f"seq{number}", 0, int), beside["flagged"], confidence)
    return answers, refused


def finishes() -> bool:
    """Whether the pressed button leads to submitting."""
    return request.form.get("then") == "finish"


def section_to_leave(sitting: Sitting) -> int | None:
    """The section that the pressed button leaves for good, or None."""
    if not sitting.one_way or request.form.get("then") != "next":
        return None
    return request.form.get("section", type=int)


def _confidence(sitting: Sitting, sent: object) -> str:
    """How sure the learner is. Raises Invalid if the quiz does not offer that choice."""
    if not sent or not sitting.quiz.confidence:
        return ""
    if not isinstance(sent, str) or sent not in CONFIDENCE:
        words = _("Confidence must be one of: %(known)s.", known=", ".join(CONFIDENCE))
        raise Invalid(words, code="confidence_unknown")
    return sent


def _read(sitting: Sitting, number: int, given: Given) -> Any:  # noqa: ANN401 - JSON
    """The canonical answer to one question. Raises Invalid, naming the question."""
    asked = sitting.questions[number]
    try:
        return asked.kind.read_response(asked.body, sitting.attempt.questions[number]["order"], given)
    except Invalid as error:
        if error.message:  # the kind's own message
            words = _("Question %(number)d: %(why)s", number=number + 1, why=error.message)
            raise Invalid(words, code=error.code) from error
        words = _(
            "We could not read your answer to question %(number)d. Reload the page and answer again.",
            number=number + 1,
        )
        raise Invalid(words, code="answer_unreadable") from error
