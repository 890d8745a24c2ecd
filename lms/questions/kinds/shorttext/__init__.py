"""A short text, compared with accepted ones with wildcards, never by similarity. The answer is the typed text."""

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from lms.core.i18n import lazy_gettext as _l
from lms.curriculum.kinds import Flaw
from lms.curriculum.spec import Spec
from lms.questions.kinds.base import Given, Grade, PlainKind, only
from lms.questions.kinds.flaws import EXPLAIN, unexplained
from lms.questions.kinds.typed import JudgedText, folded, line, typed
from lms.questions.kinds.wildcards import matches, pieces

LONGEST = 200


class Accepted(Spec):
    """A text that is correct, or worth a part."""

    text: str = Field(min_length=1, max_length=LONGEST)
    feedback: str = ""
    worth: float = Field(default=1.0, gt=0, le=1)


class KnownText(Spec):
    """A common wrong answer. If it is `critical`, giving it misses a critical question."""

    text: str = Field(min_length=1, max_length=LONGEST)
    feedback: str = ""
    critical: bool = False
    missed: str = ""


class Body(Spec):
    """What the author wrote. `case` makes upper and lower case differ."""

    accept: tuple[Accepted, ...] = Field(max_length=100)
    known: tuple[KnownText, ...] = Field(default=(), max_length=100)
    feedback_wrong: str = ""
    case: bool = False

    def judge(self, response: str | None) -> JudgedText:
        """What a typed answer is worth, by the first text of the list that it matches."""
        if response is None:
            return JudgedText(0.0, "")
        said = typed(response)
        for right in self.accept:
            if matches(right.text, said, case=self.case):
                return JudgedText(right.worth, right.feedback)
        for wrong in self.known:
            if matches(wrong.text, said, case=self.case):
                return JudgedText(0.0, wrong.feedback or self.feedback_wrong, wrong.critical, wrong.missed)
        return JudgedText(0.0, self.feedback_wrong)

    @property
    def shown(self) -> str:
        """The correct answer as shown afterwards: the first one without a wildcard."""
        full = [each for each in self.accept if each.worth >= 1] or list(self.accept)
        plain = [each.text for each in full if len(pieces(each.text)) == 1]
        return (plain or [" … ".join(filter(None, pieces(full[0].text, case=True))).strip()])[0].replace(r"\*", "*")


class ShortText(PlainKind[Body]):
    """Type a word or two."""

    name = "short-text"
    label = _l("short answer")
    folder = "shorttext"
    spec = Body

    def flaws(self, body: Body) -> Iterator[Flaw]:
        """Nothing accepted in full; texts that match anything, nothing, or what an earlier one matches; no feedback."""
        if not any(each.worth >= 1 for each in body.accept):
            yield Flaw(("accept",), "no text earns full points", 'Write accept = [{ text = "…" }].')
        texts = [("accept", index, each.text) for index, each in enumerate(body.accept)]
        texts += [("known", index, each.text) for index, each in enumerate(body.known)]
        yield from _texts(texts, case=body.case)
        yield from unexplained("accept", ((each.text, each.feedback) for each in body.accept))
        yield from unexplained("known", ((each.text, each.feedback) for each in body.known))
        if not body.feedback_wrong.strip():
            yield Flaw(("feedback_wrong",), "a wrong answer has no feedback", EXPLAIN, "advice")

    def read_response(self, _body: Body, _order: list[Any], given: Given) -> str | None:
        """The text of the field `text`, with single spaces. Raises Invalid for more than 200 characters."""
        only(given, ("text",))
        return line(given, "text", LONGEST) or None

    def solution(self, body: Body, _order: list[Any]) -> Given:
        """The text that is shown as correct."""
        return {"text": [body.shown]}

    def grade(self, body: Body, response: str | None, *, critical: bool, missed: str) -> Grade:
        """What the first text that it matches is worth."""
        return body.judge(response).grade(critical=critical, missed=missed)


def _texts(texts: list[tuple[str, int, str]], *, case: bool) -> list[Flaw]:
    """The flaws of the patterns, each against those before it."""
    flaws: list[Flaw] = []
    for place, (field, index, text) in enumerate(texts):
        where, before = (field, index, "text"), [each for _field, _index, each in texts[:place]]
        plain = pieces(text, case=True)
        if not any(each.strip() for each in plain):
            flaws.append(
                Flaw(where, f"“{text}” matches every answer", r"Add letters; \* stands for a star that learners type.")
            )
        elif " ".join(text.split()) != text:
            flaws.append(
                Flaw(where, f"“{text}” matches no answer", "Use single spaces, with none at the start or end.")
            )
        elif folded(text, case=case) in {folded(each, case=case) for each in before}:
            flaws.append(Flaw(where, f"“{text}” is listed twice"))
        elif len(plain) == 1 and any(matches(each, plain[0], case=case) for each in before):
            flaws.append(Flaw(where, f"“{text}” is never used", "An earlier text already matches it."))
    return flaws
