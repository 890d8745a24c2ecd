"""A number with a tolerance and a unit. The answer is the typed text, such as "1,5" or "5 times"."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import Any

from pydantic import Field

from lms.core.errors import Invalid
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l
from lms.curriculum.kinds import Flaw
from lms.curriculum.spec import Spec
from lms.questions.kinds.base import Given, Grade, PlainKind, only
from lms.questions.kinds.flaws import EXPLAIN
from lms.questions.kinds.typed import JudgedText, folded, line, typed

LONGEST = 60
NUMBER = re.compile(r"([+-]?)(\d*)(?:[.,](\d*))?(?:e([+-]?\d{1,2})(?!\d))?", re.IGNORECASE)


class KnownNumber(Spec):
    """A common wrong answer. If it is `critical`, giving it misses a critical question."""

    value: float = Field(allow_inf_nan=False)
    feedback: str = ""
    critical: bool = False
    missed: str = ""


class Body(Spec):
    """What the author wrote. `tolerance` is the largest distance from the answer that is still correct."""

    answer: float = Field(allow_inf_nan=False)
    tolerance: float = Field(default=0.0, ge=0, allow_inf_nan=False)
    unit: str = Field(default="", max_length=30)
    feedback_right: str = ""
    feedback_wrong: str = ""
    known: tuple[KnownNumber, ...] = ()

    def judge(self, response: str | None) -> JudgedText:
        """What a typed answer is worth. A known wrong one has its own feedback."""
        said = number(typed(response), self.unit)
        if said is None:
            return JudgedText(0.0, self.feedback_wrong if response else "")
        if self.close(said, self.answer):
            return JudgedText(1.0, self.feedback_right)
        near = [each for each in self.known if self.close(said, each.value)]
        if not near:
            return JudgedText(0.0, self.feedback_wrong)
        nearest = min(near, key=lambda each: abs(said - exact(each.value)))
        return JudgedText(0.0, nearest.feedback or self.feedback_wrong, nearest.critical, nearest.missed)

    def close(self, said: Fraction, value: float) -> bool:
        """Whether a number is within the tolerance of a value, limits included."""
        return abs(said - exact(value)) <= exact(self.tolerance)

    @property
    def shown(self) -> str:
        """The correct answer with its unit and tolerance, as shown afterwards."""
        spread = f" ± {_short(self.tolerance)}" if self.tolerance else ""
        return f"{_short(self.answer)}{spread} {self.unit}".strip()


class Number(PlainKind[Body]):
    """A number to type."""

    name = "number"
    label = _l("number")
    folder = "number"
    spec = Body

    def flaws(self, body: Body) -> Iterator[Flaw]:
        """No number, a known answer that is correct or occurs twice, a unit with digits, no feedback."""
        if any(each.isdigit() for each in body.unit):
            yield Flaw(("unit",), "has digits", "Enter only the unit. Learners can type it after the number.")
        for index, each in enumerate(body.known):
            if body.close(exact(each.value), body.answer):
                hint = "Remove it or reduce the tolerance."
                yield Flaw(("known", index, "value"), f"{_short(each.value)} is a correct answer", hint)
        for (_before, one), (index, other) in combinations(enumerate(body.known), 2):
            if one.value == other.value:
                yield Flaw(("known", index, "value"), f"{_short(other.value)} is listed twice")
        yield from _silent(body)

    def read_response(self, body: Body, _order: list[Any], given: Given) -> str | None:
        """The text of the field `number`. Raises Invalid, with a message, if it is not a number."""
        only(given, ("number",))
        said = line(given, "number", LONGEST)
        if said and number(said, body.unit) is None:
            raise Invalid(_not_a_number(body.unit), code="not_a_number")
        return said or None

    def solution(self, body: Body, _order: list[Any]) -> Given:
        """The number itself, without its unit."""
        return {"number": [repr(body.answer).removesuffix(".0")]}

    def grade(self, body: Body, response: str | None, *, critical: bool, missed: str) -> Grade:
        """One point within the tolerance."""
        return body.judge(response).grade(critical=critical, missed=missed)


def number(text: str, unit: str = "") -> Fraction | None:
    """The exact number in a text, with a point or comma, alone or followed by its unit, or None for other text."""
    said = folded(text).strip()
    if len(said) > LONGEST:
        return None
    found = NUMBER.match(said)
    if found is None or not (found[2] or found[3]):
        return None
    if said[found.end() :].strip() not in {"", folded(unit).strip()}:
        return None
    sign, whole, part, power = found.groups()
    value = Fraction(int(f"{whole}{part or ''}"), 10 ** len(part or ""))
    return (-value if sign == "-" else value) * Fraction(10) ** int(power or 0)


def _not_a_number(unit: str) -> str:
    if unit:
        return _("Enter one number, such as 1.5, with or without its unit: %(unit)s.", unit=unit)
    return _("Enter one number, such as 1.5, and nothing else.")


def exact(value: float) -> Fraction:
    """An author's number exactly as written: 0.1 is a tenth."""
    return Fraction(repr(value))


def _short(value: float) -> str:
    return f"{value:.12g}"


def _silent(body: Body) -> list[Flaw]:
    fields = [(field,) for field in ("feedback_right", "feedback_wrong") if not getattr(body, field).strip()]
    known = [("known", index, "feedback") for index, each in enumerate(body.known) if not each.feedback.strip()]
    return [Flaw(where, "the answer has no feedback", EXPLAIN, "advice") for where in [*fields, *known]]
