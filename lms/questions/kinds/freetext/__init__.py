"""Free text that a person marks by a rubric. The answer is the text, which earns nothing until it is marked."""

from collections.abc import Collection, Iterator
from typing import Any

from pydantic import Field

from lms.core.i18n import lazy_gettext as _l
from lms.curriculum.kinds import Flaw
from lms.curriculum.spec import Spec
from lms.questions.kinds.base import Given, Grade, PlainKind, only
from lms.questions.kinds.flaws import repeated
from lms.questions.kinds.typed import prose

LONGEST = 10_000


class Criterion(Spec):
    """A line of the rubric, and what it is worth."""

    text: str = Field(min_length=1)
    points: float = Field(default=1.0, gt=0, le=1000)


class Body(Spec):
    """What the author wrote. `words` is the most that a good answer needs, 0 for no limit."""

    words: int = Field(default=0, ge=0, le=1500)
    rubric: tuple[Criterion, ...]
    sample: str = ""
    feedback: str = ""

    def share(self, met: Collection[int]) -> float:
        """The share of the rubric that the met lines are worth, from 0 to 1."""
        earned = sum(line.points for index, line in enumerate(self.rubric) if index in met)
        return 1.0 if len(set(met)) == len(self.rubric) else earned / sum(line.points for line in self.rubric)


class FreeText(PlainKind[Body]):
    """Some sentences to write."""

    name = "free-text"
    label = _l("long answer, graded by an instructor")
    folder = "freetext"
    spec = Body
    by_hand = True

    def flaws(self, body: Body) -> Iterator[Flaw]:
        """No rubric, repeated lines in it, no sample, no feedback."""
        if not body.rubric:
            yield Flaw(("rubric",), "has no lines", 'Write rubric = [{ text = "…", points = 1 }].')
        yield from repeated("rubric", (line.text for line in body.rubric))
        if not body.sample.strip():
            yield Flaw(("sample",), "has no sample", "Write an answer that meets the whole rubric.", "advice")
        if not body.feedback.strip():
            yield Flaw(("feedback",), "has no feedback", "Say what makes a good answer.", "advice")

    def read_response(self, _body: Body, _order: list[Any], given: Given) -> str | None:
        """The text of the field `text`. Raises Invalid for more than 10,000 characters."""
        only(given, ("text",))
        return prose(given, "text", LONGEST) or None

    def solution(self, body: Body, _order: list[Any]) -> Given:
        """The author's sample."""
        return {"text": [body.sample]}

    def grade(self, _body: Body, response: str | None, *, critical: bool, missed: str) -> Grade:
        """A text waits for a person's mark. Without one it earns nothing at once."""
        if response:
            return Grade(0.0, critical_missed=False, awaits=True)
        return Grade(0.0, critical_missed=critical, missed=missed if critical else "")


def by_hand(body: Body, met: Collection[int], comment: str, *, critical: bool, missed: str) -> Grade:
    """The mark that a person gives. In a critical question every line of the rubric must be met."""
    lost = critical and len(set(met)) < len(body.rubric)
    return Grade(body.share(met), lost, missed if lost else "", reason=comment, met=sorted(set(met)))


def counted(text: str) -> int:
    """How many words a text has."""
    return len(text.split())
