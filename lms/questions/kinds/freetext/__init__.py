"""Text that a person marks by a rubric. The answer is the text; until it is marked it has earned nothing yet."""

from collections.abc import Collection
from random import Random
from typing import Any

from pydantic import Field

from lms.curriculum.kinds import Flaw
from lms.curriculum.spec import Spec, specified
from lms.questions.kinds.base import BaseKind, Given, Grade, only, repeated
from lms.questions.kinds.typed import prose

LONGEST = 10_000


class Criterion(Spec):
    """A line of the rubric, and what it is worth."""

    text: str = Field(min_length=1)
    points: float = Field(default=1.0, gt=0, le=1000)


class Body(Spec):
    """What the author wrote; `words` is how many a good answer needs at most, 0 for no limit."""

    words: int = Field(default=0, ge=0, le=1500)
    rubric: tuple[Criterion, ...]
    sample: str = ""
    feedback: str = ""

    def share(self, met: Collection[int]) -> float:
        """What the lines that are met are worth of the whole rubric, from 0 to 1."""
        earned = sum(line.points for index, line in enumerate(self.rubric) if index in met)
        return 1.0 if len(set(met)) == len(self.rubric) else earned / sum(line.points for line in self.rubric)


class FreeText(BaseKind[Body]):
    """Some sentences to write."""

    name = "free-text"
    folder = "freetext"
    spec = Body
    by_hand = True

    def read(self, fields: dict[str, Any]) -> tuple[dict[str, Any], list[Flaw]]:
        """Flaws: no rubric, a line of it twice, no sample, no feedback."""
        body, flaws = specified(Body, fields)
        if body is None:
            return {}, flaws
        if not body.rubric:
            flaws.append(Flaw(("rubric",), "has no lines", 'Write rubric = [{ text = "…", points = 1 }].'))
        flaws += repeated("rubric", (line.text for line in body.rubric))
        hints = {"sample": "Write an answer that meets the whole rubric.", "feedback": "Say what makes a good answer."}
        flaws += [
            Flaw((field,), f"has no {field}", hint, "advice")
            for field, hint in hints.items()
            if not getattr(body, field).strip()
        ]
        return body.model_dump(mode="json"), flaws

    def arrange(self, _body: Body, _rng: Random) -> list[Any]:
        """Nothing is to be ordered."""
        return []

    def read_response(self, _body: Body, _order: list[Any], given: Given) -> str | None:
        """What was typed into the field `text`. Raises Invalid for more than 10,000 characters."""
        only(given, ("text",))
        return prose(given, "text", LONGEST) or None

    def grade(self, _body: Body, response: str | None, *, critical: bool, missed: str) -> Grade:
        """What is written waits for a person; nothing written earns nothing, at once."""
        if response:
            return Grade(0.0, critical_missed=False, awaits=True)
        return Grade(0.0, critical_missed=critical, missed=missed if critical else "")


def by_hand(body: Body, met: Collection[int], comment: str, *, critical: bool, missed: str) -> Grade:
    """The mark that a person gives: in a critical question every line of the rubric must be met."""
    lost = critical and len(set(met)) < len(body.rubric)
    return Grade(body.share(met), lost, missed if lost else "", reason=comment, met=sorted(set(met)))


def counted(text: str) -> int:
    """How many words a text has."""
    return len(text.split())
