"""A sentence with gaps. Each is a choice, a text or a number, and is marked by that kind.

The answer is a list with the canonical answer, or None, of each gap.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from lms.core.i18n import lazy_gettext as _l
from lms.curriculum.kinds import Flaw
from lms.curriculum.spec import Spec, specified
from lms.questions.kinds.base import Given, Grade, Kind, only
from lms.questions.kinds.choice import Choice
from lms.questions.kinds.faults import Fault, lost_by
from lms.questions.kinds.number import Number
from lms.questions.kinds.shorttext import ShortText
from lms.questions.kinds.typed import JudgedText

PLACE = re.compile(r"\{(\d{1,2})\}")
IN_A_TAG = re.compile(r"\]\(|\]\[|<[^>]*\{\d{1,2}\}")  # a link or a tag, which cannot contain a field
MOST = 20
SORTS: dict[str, tuple[Kind[Any], str]] = {  # the kind of each sort of gap, and that kind's field
    "select": (Choice(), "choice"),
    "text": (ShortText(), "text"),
    "number": (Number(), "number"),
}


class AuthoredGaps(Spec):
    """What the author wrote, before the gaps are read by their kinds."""

    text: str = Field(min_length=1)
    gap: tuple[dict[str, Any], ...]


class Gap(BaseModel):
    """A compiled gap: its sort, and the body that its kind has read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["select", "text", "number"]
    body: dict[str, Any]

    @cached_property
    def read(self) -> Any:  # noqa: ANN401 - the kind's own
        """The body, typed."""
        return SORTS[self.kind][0].body(self.body)

    def judge(self, response: Any) -> JudgedText:  # noqa: ANN401 - JSON
        """What an answer is worth, and its feedback."""
        if self.kind != "select":
            return self.read.judge(response)  # type: ignore[no-any-return]
        if response is None:
            return JudgedText(0.0, "")
        option = self.read.option[response]
        return JudgedText(float(option.right), option.feedback, option.critical, option.missed)

    def said(self, response: Any) -> str:  # noqa: ANN401 - JSON
        """An answer as text, or "" without one."""
        if response is None:
            return ""
        return str(self.read.option[response].text if self.kind == "select" else response)

    @property
    def shown(self) -> str:
        """The correct answer as shown afterwards."""
        if self.kind == "select":
            return str(next(option.text for option in self.read.option if option.right))
        return str(self.read.shown)


@dataclass(frozen=True)
class GapPiece:
    """Text, or the gap of this index."""

    text: str = ""
    gap: int | None = None


class Body(BaseModel):
    """The sentence and its gaps."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    gap: tuple[Gap, ...]

    @cached_property
    def pieces(self) -> tuple[GapPiece, ...]:
        """The sentence in pieces, in order."""
        parts = PLACE.split(self.text)
        return tuple(
            GapPiece(gap=int(part) - 1) if place % 2 else GapPiece(part) for place, part in enumerate(parts) if part
        )

    def judged(self, response: list[Any] | None) -> list[JudgedText]:
        """What each gap's answer is worth."""
        given = response or [None] * len(self.gap)
        return [gap.judge(each) for gap, each in zip(self.gap, given, strict=True)]


class GapText(Kind[Body]):
    """A sentence to complete."""

    name = "gap"
    label = _l("fill in the blanks")
    folder = "gap"
    spec = Body

    def read(self, fields: dict[str, Any]) -> tuple[dict[str, Any], list[Flaw]]:
        """Flaws: placeholders without gaps or the reverse, a placeholder in a link, and those of each gap's kind."""
        written, flaws = specified(AuthoredGaps, fields)
        if written is None:
            return {}, flaws
        flaws += _places(written)
        gaps = []
        for index, each in enumerate(written.gap):
            sort = each.get("kind")
            if not isinstance(sort, str) or sort not in SORTS:
                message = f"“{sort}” is not a kind of gap" if sort else "the gap has no kind"
                flaws.append(Flaw(("gap", index, "kind"), message, f"Known kinds: {', '.join(SORTS)}"))
                continue
            body, found = SORTS[sort][0].read({name: _lists(value) for name, value in each.items() if name != "kind"})
            flaws += [Flaw(("gap", index, *flaw.where), flaw.message, flaw.hint, flaw.level) for flaw in found]
            gaps.append({"kind": sort, "body": body})
        return {"text": written.text, "gap": gaps}, flaws

    def arrange(self, body: Body, rng: Random) -> list[Any]:
        """The order of each gap's options."""
        return [SORTS[gap.kind][0].arrange(gap.read, rng) for gap in body.gap]

    def read_response(self, body: Body, order: list[Any], given: Given) -> list[Any] | None:
        """What is chosen or typed in each gap `0`, `1`, …. Raises Invalid as the gap's kind does."""
        only(given, (str(index) for index in range(len(body.gap))))
        found = []
        for index, gap in enumerate(body.gap):
            kind, field = SORTS[gap.kind]
            found.append(kind.read_response(gap.read, order[index], {field: given.get(str(index), ())}))
        return None if all(each is None for each in found) else found

    def solution(self, body: Body, order: list[Any]) -> Given:
        """The correct answer of each gap."""
        return {
            str(index): SORTS[gap.kind][0].solution(gap.read, order[index])[SORTS[gap.kind][1]]
            for index, gap in enumerate(body.gap)
        }

    def grade(self, body: Body, response: list[Any] | None, *, critical: bool, missed: str) -> Grade:
        """Each gap has the same share of the point."""
        judged, given = body.judged(response), response or [None] * len(body.gap)
        points = 1.0 if all(each.right for each in judged) else sum(each.worth for each in judged) / len(judged)
        faults = [
            Fault(each.critical, each.missed, blank=typed is None)
            for each, typed in zip(judged, given, strict=True)
            if each.critical or (critical and not each.right)
        ]
        return lost_by([each for each in faults if each.critical] or faults, points, missed)


def _places(written: AuthoredGaps) -> list[Flaw]:
    found = [int(number) for number in PLACE.findall(written.text)]
    wanted = list(range(1, len(written.gap) + 1))
    flaws = []
    if not wanted or len(wanted) > MOST:
        flaws.append(Flaw(("gap",), f"has {len(wanted)} gaps", f"Write 1 to {MOST} gaps."))
    if sorted(found) != wanted:
        names = ", ".join(f"{{{number}}}" for number in wanted)
        flaws.append(
            Flaw(("text",), "the placeholders in the text do not match the gaps", f"Use each one once: {names}")
        )
    if IN_A_TAG.search(written.text):
        flaws.append(Flaw(("text",), "has a link", "A gap cannot be inside a link. Remove links here."))
    return flaws


def _lists(value: Any) -> Any:  # noqa: ANN401 - any TOML value
    """Convert tuples back to lists, because kinds read TOML values."""
    return [_lists(each) for each in value] if isinstance(value, tuple) else value
