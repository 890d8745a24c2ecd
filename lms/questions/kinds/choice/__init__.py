"""Single choice: one option is right. The answer is the chosen option's canonical index."""

from random import Random
from typing import Any

from lms.curriculum.kinds import Flaw
from lms.curriculum.spec import Spec, specified
from lms.questions.kinds.base import (
    BaseKind,
    Given,
    Grade,
    Option,
    chosen,
    few,
    only,
    repeated,
    shuffled,
    single,
    unexplained,
)


class Body(Spec):
    """What the author wrote."""

    option: tuple[Option, ...]


class Choice(BaseKind[Body]):
    """One of several."""

    name = "choice"
    folder = "choice"
    spec = Body

    def read(self, fields: dict[str, Any]) -> tuple[dict[str, Any], list[Flaw]]:
        """Flaws: not just one right option, fewer than two, repeated texts, a critical right one, no feedback."""
        body, flaws = specified(Body, fields)
        if body is None:
            return {}, flaws
        options = body.option
        flaws += [*few("option", options, "options"), *repeated("option", (each.text for each in options))]
        flaws += [*_key_flaws(options), *unexplained("option", options)]
        return body.model_dump(mode="json"), flaws

    def arrange(self, body: Body, rng: Random) -> list[Any]:
        """The options in a random order."""
        return shuffled(len(body.option), rng)

    def read_response(self, _body: Body, order: list[Any], given: Given) -> int | None:
        """The option at the presented position in the field `choice`."""
        only(given, ("choice",))
        position = single(given, "choice")
        return chosen(order, position) if position else None

    def grade(self, body: Body, response: int | None, *, critical: bool, missed: str) -> Grade:
        """One point for the right one; a critical option chosen, or a critical question not right, is missed."""
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
