"""Read what the pages of a session send: a place, a turn, or a part of a live trace."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lms.core.errors import Invalid
from lms.core.i18n import gettext as _
from lms.core.sent import sent_json
from lms.questions.geometry import Point
from lms.rehearsal.simulation.record.chunks import Impossible

FORMS = ("live", "turns", "place")
LONGEST = 5  # characters of a coordinate


def is_chunk() -> bool:
    """Whether a live session has sent a part of its trace rather than a form."""
    return request.is_json


def is_turn() -> bool:
    """Whether the form is a turn rather than a place."""
    return "turn" in request.form


class SentChunk(BaseModel):
    """A part of a live trace: {"number": 3, "from": 60, "inputs": [[30, 0, 0]]}. Plausibility is checked later."""

    model_config = ConfigDict(frozen=True, strict=True)

    number: int = Field(gt=0)
    begins: int = Field(alias="from")
    inputs: list[Any]


def sent_chunk() -> SentChunk:
    """The part of a trace that a live session has sent. Raises Impossible for anything else."""
    try:
        return SentChunk.model_validate(sent_json())
    except ValidationError as error:
        raise Impossible("malformed", _("We could not read that part of the session. It was not saved.")) from error


def sent_place(spots: Sequence[Mapping[str, Any]], frame: tuple[float, float, float, float]) -> Point:
    """The chosen place, by its name or as a point of the figure. Raises Invalid, with a message, without one."""
    point = _point(request.form.get("x", ""), request.form.get("y", ""), frame)
    if point:
        return point
    spot = request.form.get("spot", "")
    if not (spot.isascii() and spot.isdigit()) or len(spot) > LONGEST or int(spot) >= len(spots):
        words = _("Choose where to place your hand: a point on the figure or a named place.")
        raise Invalid(words, code="place_missing")
    x, y = spots[int(spot)]["at"]
    return int(x), int(y)


def sent_turn(offered: Sequence[str]) -> str:
    """The turn that was chosen. Raises Invalid for one that is not offered."""
    turn = request.form.get("turn", "")
    if turn not in offered:
        raise Invalid(_("Choose one of the actions shown."), code="turn_unknown")
    return turn


def wanted_form(usual: str) -> str:
    """The form named in the address, otherwise the usual one."""
    form = request.args.get("form", "")
    return form if form in FORMS else usual


def _point(x: str, y: str, frame: tuple[float, float, float, float]) -> Point | None:
    numbers = [each.removeprefix("-") for each in (x, y)]
    if not all(each.isascii() and each.isdigit() and len(each) < LONGEST for each in numbers):
        return None
    left, top, width, height = frame
    inside = left <= int(x) <= left + width and top <= int(y) <= top + height
    return (int(x), int(y)) if inside else None
