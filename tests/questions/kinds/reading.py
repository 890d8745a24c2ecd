"""What the tests of the kinds share."""

from random import Random

import pytest

from lms.core.errors import Invalid
from lms.questions.kinds import KINDS
from lms.questions.kinds.base import Grade

SEEDS = range(20)
REFUSED = "refused, and said why"


def read(kind, **fields):
    """The body of a question that has no error."""
    body, flaws = KINDS[kind].read(fields)
    assert [flaw for flaw in flaws if flaw.level == "error"] == []
    return KINDS[kind].body(body)


FRAME = (0.0, 0.0, 240.0, 240.0)  # what is seen of the figure in these tests


def read_on(kind, **fields):
    """The body of a question on a figure that has no error."""
    body, flaws = KINDS[kind].read_on(fields, FRAME)
    assert [flaw for flaw in flaws if flaw.level == "error"] == []
    return KINDS[kind].body(body)


def flaws_on(kind, level="error", **fields):
    """The messages and places of what is wrong with a question on a figure."""
    _body, flaws = KINDS[kind].read_on(fields, FRAME)
    return {flaw.where: flaw.message for flaw in flaws if flaw.level == level}


def errors(kind, **fields):
    """The messages and places of the errors."""
    _body, flaws = KINDS[kind].read(fields)
    return {flaw.where: flaw.message for flaw in flaws if flaw.level == "error"}


def advice(kind, **fields):
    """The places of the advice."""
    _body, flaws = KINDS[kind].read(fields)
    return [flaw.where for flaw in flaws if flaw.level == "advice"]


def answer(kind, body, order, **given):
    """The canonical answer to presented positions."""
    return KINDS[kind].read_response(body, order, {name: _list(value) for name, value in given.items()})


def taken(kind, body, **given):
    """The canonical answer, or REFUSED where it was refused in words."""
    try:
        return answer(kind, body, [], **given)
    except Invalid as refusal:
        return REFUSED if refusal.message else "refused without a word"


def refuses(kind, body, order, given):
    """Whether an answer is refused."""
    with pytest.raises(Invalid):
        KINDS[kind].read_response(body, order, given)
    return True


def grade(kind, body, response, *, critical=False, missed="you missed it") -> Grade:
    """Mark an answer."""
    return KINDS[kind].grade(body, response, critical=critical, missed=missed)


def orders(kind, body):
    """The orders that twenty seeds make."""
    return [KINDS[kind].arrange(body, Random(seed)) for seed in SEEDS]


def _list(value):
    return value if isinstance(value, list) else [value]
