"""Single choice: one option is correct. The answer is the chosen option's canonical index."""

from collections.abc import Iterator
from random import Random
from typing import Any

from lms.core.i18n import lazy_gettext as _l
from lms.curriculum.kinds import Flaw
from lms.curriculum.spec import Spec
from lms.questions.kinds.base import Given, Grade, Option, PlainKind, chosen, only, shuffled, single
from lms.questions.kinds.choice.forms import ChoiceForm
from lms.questions.kinds.flaws import few, repeated, unexplained


class Body(Spec):
    """What the author wrote."""

    option: tuple[Option, ...]


class Choice(PlainKind[Body]):
    """Choose one of several options."""

    name = "choice"
    label = _l("single choice")
    folder = "choice"
    spec = Body
    form = ChoiceForm

    def flaws(self, body: Body) -> Iterator[Flaw]:
        """Not exactly one correct option, fewer than two, repeated texts, a critical correct one, no feedback."""
        options = body.option
        yield from few("option", options, "options")
        yield from repeated("option", (each.text for each in options))
        yield from _key_flaws(options)
        yield from unexplained("option", ((each.text, each.feedback) for each in options))

    def arrange(self, body: Body, rng: Random) -> list[Any]:
        """The options in a random order."""
        return shuffled(len(body.option), rng)

    def read_response(self, _body: Body, order: list[Any], given: Given) -> int | None:
        """The option at the presented position in the field `choice`."""
        only(given, ("choice",))
        position = single(given, "choice")
        return chosen(order, position) if position else None

    def solution(self, body: Body, order: list[Any]) -> Given:
        """The right option."""
        right = next(index for index, option in enumerate(body.option) if option.right)
        return {"choice": [str(order.index(right))]}

    def mistake(self, body: Body, order: list[Any]) -> Given | None:
        """A wrong option, a critical one if there is any."""
        wrong = [index for index, option in enumerate(body.option) if not option.right]
        worst = max(wrong, key=lambda index: body.option[index].critical, default=None)
        return None if worst is None else {"choice": [str(order.index(worst))]}

    def grade(self, body: Body, response: int | None, *, critical: bool, missed: str) -> Grade:
        """One point for the correct option. Choosing a critical one, or failing a critical question, misses it."""
        option = body.option[response] if response is not None else None
        if option and option.right:
            return Grade(1.0, critical_missed=False)
        if critical or (option and option.critical):
            return Grade(0.0, critical_missed=True, missed=(option.missed if option else "") or missed)
        return Grade(0.0, critical_missed=False)


def _key_flaws(options: tuple[Option, ...]) -> list[Flaw]:
    right = [index for index, option in enumerate(options) if option.right]
    flaws = [
        Flaw(("option", index, "right"), "is a second correct option", "Mark one, or use kind = “multiple”.")
        for index in right[1:]
    ]
    if not right:
        flaws.append(Flaw(("option",), "no option is correct", "Mark the correct one with right = true."))
    flaws += [
        Flaw(
            ("option", index, "critical"),
            "cannot be both critical and correct",
            "critical = true marks a dangerous wrong option.",
        )
        for index in right
        if options[index].critical
    ]
    return flaws
