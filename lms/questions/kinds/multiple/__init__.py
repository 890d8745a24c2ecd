"""Multiple choice: any number of options are correct. The answer is the selected options' canonical indexes."""

from collections.abc import Iterator
from random import Random
from typing import Any, Literal

from lms.core.errors import Invalid
from lms.core.i18n import lazy_gettext as _l
from lms.curriculum.kinds import Flaw
from lms.curriculum.spec import Spec
from lms.questions.kinds.base import Given, Grade, Option, PlainKind, chosen, only, shuffled
from lms.questions.kinds.flaws import few, repeated, unexplained
from lms.questions.kinds.multiple.forms import MultipleForm


class Body(Spec):
    """What the author wrote."""

    marking: Literal["all-or-nothing", "proportional", "no-wrong"] = "all-or-nothing"
    option: tuple[Option, ...]


class Multiple(PlainKind[Body]):
    """Choose all correct options."""

    name = "multiple"
    label = _l("multiple choice")
    folder = "multiple"
    spec = Body
    form = MultipleForm

    def flaws(self, body: Body) -> Iterator[Flaw]:
        """No correct option, fewer than two options, repeated texts, no feedback."""
        yield from few("option", body.option, "options")
        yield from repeated("option", (each.text for each in body.option))
        if not any(option.right for option in body.option):
            yield Flaw(("option",), "no option is correct", "Mark each correct one with right = true.")
        yield from unexplained("option", ((each.text, each.feedback) for each in body.option))

    def arrange(self, body: Body, rng: Random) -> list[Any]:
        """The options in a random order."""
        return shuffled(len(body.option), rng)

    def read_response(self, _body: Body, order: list[Any], given: Given) -> list[int] | None:
        """The options at the presented positions in the field `choice`, in canonical order."""
        only(given, ("choice",))
        positions = given.get("choice", ())
        ticked = sorted({chosen(order, position) for position in positions})
        if len(ticked) != len(positions):
            raise Invalid
        return ticked or None

    def solution(self, body: Body, order: list[Any]) -> Given:
        """Every right option, and no other."""
        return _ticked(body, order, right=True)

    def mistake(self, body: Body, order: list[Any]) -> Given | None:
        """Every wrong option, and no other."""
        return _ticked(body, order, right=False) if not all(option.right for option in body.option) else None

    def grade(self, body: Body, response: list[int] | None, *, critical: bool, missed: str) -> Grade:
        """Points by the scoring. A critical option is missed if it is wrong and selected, or correct and left out."""
        ticked = set(response or ())
        faults = [option for index, option in enumerate(body.option) if option.right != (index in ticked)]
        critical_missed = any(option.critical for option in faults) or (critical and bool(faults))
        words = next((option.missed for option in sorted(faults, key=_weight) if option.missed), missed)
        return Grade(_points(body, ticked), critical_missed, words if critical_missed else "")


def _ticked(body: Body, order: list[int], *, right: bool) -> Given:
    return {"choice": [str(place) for place, index in enumerate(order) if body.option[index].right is right]}


def _weight(option: Option) -> tuple[bool, bool]:
    """The rank of a fault's text: critical ones first, then wrong selections, then omissions."""
    return not option.critical, option.right


def _points(body: Body, ticked: set[int]) -> float:
    right = {index for index, option in enumerate(body.option) if option.right}
    wrong_ticks = len(ticked - right)
    if body.marking == "all-or-nothing":
        return 1.0 if ticked == right else 0.0
    if body.marking == "no-wrong" and wrong_ticks:
        return 0.0
    return max(0, len(ticked & right) - wrong_ticks) / len(right)
