"""True or false, with a reason. The answer is {"verdict": true, "reason": 2}; either may be None yet."""

from random import Random
from typing import Any, TypedDict

from lms.core.errors import Invalid
from lms.curriculum.kinds import Flaw
from lms.curriculum.spec import Spec, specified
from lms.questions.kinds.base import (
    BaseKind,
    Fault,
    Given,
    Grade,
    Option,
    chosen,
    few,
    lost_by,
    only,
    repeated,
    shuffled,
    single,
    unexplained,
)

VERDICTS = {"": None, "true": True, "false": False}


class Body(Spec):
    """What the author wrote."""

    answer: bool
    feedback_true: str = ""
    feedback_false: str = ""
    reason: tuple[Option, ...]


class Response(TypedDict):
    """A verdict, and the canonical index of its reason."""

    verdict: bool | None
    reason: int | None


class TrueFalse(BaseKind[Body]):
    """A statement to judge, and why."""

    name = "true-false"
    folder = "truefalse"
    spec = Body

    def read(self, fields: dict[str, Any]) -> tuple[dict[str, Any], list[Flaw]]:
        """Flaws: not just one right reason, fewer than two, repeated texts, no feedback on verdict or reason."""
        body, flaws = specified(Body, fields)
        if body is None:
            return {}, flaws
        flaws += [*few("reason", body.reason, "reasons"), *repeated("reason", (each.text for each in body.reason))]
        right = [index for index, reason in enumerate(body.reason) if reason.right]
        if not right:
            flaws.append(Flaw(("reason",), "no reason is correct", "Mark the correct one with right = true."))
        hint = "Give one correct reason."
        flaws += [Flaw(("reason", index, "right"), "is a second correct reason", hint) for index in right[1:]]
        flaws += [
            Flaw(
                (field,),
                "the verdict has no feedback",
                "Explain in one sentence why it is correct or incorrect.",
                "advice",
            )
            for field in ("feedback_true", "feedback_false")
            if not getattr(body, field).strip()
        ]
        return body.model_dump(mode="json"), [*flaws, *unexplained("reason", body.reason)]

    def arrange(self, body: Body, rng: Random) -> list[Any]:
        """The reasons in a random order; true always stands before false."""
        return shuffled(len(body.reason), rng)

    def read_response(self, _body: Body, order: list[Any], given: Given) -> Response | None:
        """The fields `verdict` ("true" or "false") and `reason` (a presented position)."""
        only(given, ("verdict", "reason"))
        word, position = single(given, "verdict"), single(given, "reason")
        if word not in VERDICTS:
            raise Invalid
        verdict, reason = VERDICTS[word], chosen(order, position) if position else None
        return None if verdict is None and reason is None else {"verdict": verdict, "reason": reason}

    def grade(self, body: Body, response: Response | None, *, critical: bool, missed: str) -> Grade:
        """Half for the verdict, half for its reason; a wrong verdict earns nothing."""
        given = response or Response(verdict=None, reason=None)
        reason = body.reason[given["reason"]] if given["reason"] is not None else None
        reasoned = bool(reason and reason.right)
        points = (0.5 + 0.5 * reasoned) * (given["verdict"] is body.answer)
        faults = []
        if not reasoned:
            faults.append(
                Fault(bool(reason and reason.critical), reason.missed if reason else "", blank=reason is None)
            )
        if given["verdict"] is not body.answer:
            faults.append(Fault(critical=False, missed="", blank=given["verdict"] is None))
        return lost_by([each for each in faults if each.critical or critical], points, missed)
