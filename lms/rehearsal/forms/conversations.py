"""Read what the pages of a conversation send: how to begin, and what to take at which step."""

from flask import request

from lms.core.errors import Invalid
from lms.rehearsal.conversation.shape import PAUSE, STOP

LONGEST_NUMBER = 4  # digits


def sent_form(offered: tuple[str, ...]) -> str:
    """The form in which to begin a run. Raises Invalid for one that is not offered."""
    form = request.form.get("form", "")
    if form not in offered:
        raise Invalid
    return form


def sent_number() -> int:
    """The number of the step that was sent, from 1. Raises Invalid."""
    number = _number(request.form.get("number", ""))
    if number < 1:
        raise Invalid
    return number


def sent_take(order: tuple[str, ...]) -> str:
    """What was taken: a choice, by its place in the presented order, or pause or stop.

    Raises Invalid for anything else.
    """
    sent = request.form.get("take", "")
    if sent in (PAUSE, STOP):
        return sent
    place = _number(sent)
    if place >= len(order):
        raise Invalid
    return order[place]


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > LONGEST_NUMBER:
        raise Invalid
    return int(text)
