"""True or false, with a reason. The answer is {"verdict": true, "reason": 2}; either may be None yet."""

from collections.abc import Iterator
from random import Random
from typing import Any, TypedDict

from lms.core.errors import Invalid
from lms.core.i18n import lazy_gettext as _l
from lms.curriculum.kinds import Flaw
from lms.curriculum.spec import Spec
from lms.questions.kinds.base import Given, Grade, Option, PlainKind, chosen, only, shuffled, single
from lms.questions.kinds.faults import Fault, lost_by
from lms.questions.kinds.flaws import EXPLAIN, few, repeated, unexplained
from lms.questions.kinds.truefalse.forms import TrueFalseForm

VERDICTS = {"": None, "true": True, "false": False}


class Body(Spec):
    """What the author wrote."""

    answer: bool
    feedback_true: str = ""
    feedback_false: str = ""
    reason: tuple[Option, ...]


class Response(TypedDict):
    """A verdict and the canonical index of its reason."""

    verdict: bool | None
    reason: int | None


class TrueFalse(PlainKind[Body]):
    """Judge a statement, and say why."""

    name = "true-false"
    label = _l("true or false")
    folder = "truefalse"
    spec = Body
    form = TrueFalseForm

    def flaws(self, body: Body) -> Iterator[Flaw]:
        """Not exactly one correct reason, fewer than two reasons, repeated texts, no feedback on verdict or reason."""
        yield from few("reason", body.reason, "reasons")
        yield from repeated("reason", (each.text for each in body.reason))
        right = [index for index, reason in enumerate(body.reason) if reason.right]
        if not right:
            yield Flaw(("reason",), "no reason is correct", "Mark the correct one with right = true.")
        for index in right[1:]:
            yield Flaw(("reason", index, "right"), "is a second correct reason", "Give one correct reason.")
        for field, feedback in (("feedback_true", body.feedback_true), ("feedback_false", body.feedback_false)):
            if not feedback.strip():
                yield Flaw((field,), "the verdict has no feedback", EXPLAIN, "advice")
        yield from unexplained("reason", ((each.text, each.feedback) for each in body.reason))

    def arrange(self, body: Body, rng: Random) -> list[Any]:
        """The reasons in a random order. True always comes before false."""
        return shuffled(len(body.reason), rng)

    def read_response(self, _body: Body, order: list[Any], given: Given) -> Response | None:
        """The fields `verdict` ("true" or "false") and `reason` (a presented position)."""
        only(given, ("verdict", "reason"))
        word, position = single(given, "verdict"), single(given, "reason")
        if word not in VERDICTS:
            raise Invalid
        verdict, reason = VERDICTS[word], chosen(order, position) if position else None
        return None if verdict is None and reason is None else {"verdict": verdict, "reason": reason}

    def solution(self, body: Body, order: list[Any]) -> Given:
        """The verdict and its correct reason."""
        return _sent(body, order, body.answer)

    def mistake(self, body: Body, order: list[Any]) -> Given | None:
        """The wrong verdict, which earns nothing with any reason."""
        return _sent(body, order, not body.answer)

    def grade(self, body: Body, response: Response | None, *, critical: bool, missed: str) -> Grade:
        """Half for the verdict, half for its reason. A wrong verdict earns nothing."""
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


def _sent(body: Body, order: list[int], verdict: bool) -> Given:
    reason = next(place for place, index in enumerate(order) if body.reason[index].right)
    return {"verdict": [str(verdict).lower()], "reason": [str(reason)]}
