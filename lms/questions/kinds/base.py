"""The interface of a question kind: read, arrange, ask, answer and mark; and how answers are sent."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, ClassVar, Generic, Literal, TypeVar

from pydantic import BaseModel, Field

from lms.core.errors import Invalid
from lms.curriculum.kinds import Flaw
from lms.curriculum.spec import Spec, specified
from lms.questions.kinds.forms import BodyForm

Given = Mapping[str, Sequence[str]]  # form field -> chosen presented positions, or the typed text
Blank = Literal["", "partly", "wholly"]


class Option(Spec):
    """One thing to choose. If it is `critical`, choosing it wrongly misses a critical question."""

    text: str = Field(min_length=1)
    right: bool = False
    feedback: str = ""
    critical: bool = False
    missed: str = ""  # ends the sentence "not passed yet: …"
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grade:
    """What an answer earned: points out of `of`, and whether it missed something critical, with the author's text.

    `blank` says that the critical part was missed by leaving something blank, rather than by a wrong act. One that
    `awaits` a person's mark has earned nothing yet. `reason` is that person's feedback, and `met` lists the lines
    of the rubric that are met, from 0, or empty without a rubric.
    """

    points: float
    critical_missed: bool
    missed: str = ""
    of: float = 1.0
    awaits: bool = False
    reason: str = ""
    met: list[int] | None = None
    blank: Blank = ""

    @property
    def right(self) -> bool:
        """Whether it has all points and missed nothing critical."""
        return self.points >= self.of and not self.critical_missed and not self.awaits


M = TypeVar("M", bound=BaseModel)


class Kind(ABC, Generic[M]):
    """A kind of question. `spec` is its body as stored by the compiler."""

    name: ClassVar[str]  # the word that authors write after `kind =`
    label: ClassVar[str]  # its name for people, in the reader's language
    folder: ClassVar[str]  # its package under `kinds/`, with its `ask.html` and `review.html`
    by_hand: ClassVar[bool] = False  # whether a person marks it
    form: ClassVar[type[BodyForm] | None] = None  # the form of its own fields; None if it can only be written in files
    spec: type[M]

    @abstractmethod
    def read(self, fields: dict[str, Any]) -> tuple[dict[str, Any], list[Flaw]]:
        """Check an author's fields. Returns the body as plain JSON values, and every flaw."""

    def body(self, compiled: Mapping[str, Any]) -> M:
        """The body of a compiled variant, typed. It was checked when compiled."""
        return self.spec.model_validate(compiled, strict=False)

    def arrange(self, _body: M, _rng: Random) -> list[Any]:
        """The order in which its parts are presented: a JSON list that the attempt stores."""
        return []

    @abstractmethod
    def read_response(self, body: M, order: list[Any], given: Given) -> Any:  # noqa: ANN401 - JSON
        """The canonical answer for presented positions, or None if nothing is answered. Raises Invalid."""

    @abstractmethod
    def solution(self, body: M, order: list[Any]) -> Given:
        """A correct answer, as its form sends it."""

    def mistake(self, _body: M, _order: list[Any]) -> Given | None:
        """The most dangerous wrong answer, as its form sends it, or None if the kind has none."""
        return None

    def complete(self, _body: M, response: Any) -> bool:  # noqa: ANN401 - JSON
        """Whether there is an answer with no part missing."""
        given = list(response.values()) if isinstance(response, dict) else response
        parts = given if isinstance(given, list) else [given]
        return bool(parts) and None not in parts

    def so_far(self, _body: M, _response: Any) -> str:  # noqa: ANN401 - JSON
        """The progress of an answer in words, or "" if its parts show it by themselves."""
        return ""

    @abstractmethod
    def grade(self, body: M, response: Any, *, critical: bool, missed: str) -> Grade:  # noqa: ANN401 - JSON
        """Mark an answer. `critical` is the family's, `missed` the variant's."""


S = TypeVar("S", bound=Spec)


class PlainKind(Kind[S]):
    """A kind without a figure. Its body is what the author wrote, and `flaws` reports what is wrong with it."""

    def read(self, fields: dict[str, Any]) -> tuple[dict[str, Any], list[Flaw]]:
        """The body, and every flaw."""
        body, flaws = specified(self.spec, fields)
        if body is None:
            return {}, flaws
        return body.model_dump(mode="json"), list(self.flaws(body))

    @abstractmethod
    def flaws(self, body: S) -> Iterable[Flaw]:
        """What is wrong with a body whose fields have the right types."""


def shuffled(count: int, rng: Random) -> list[int]:
    """The numbers below `count` in a random order."""
    order = list(range(count))
    rng.shuffle(order)
    return order


def chosen(order: Sequence[int], position: str) -> int:
    """What is at a presented position. Raises Invalid for a position out of range."""
    if not (position.isascii() and position.isdigit()) or len(position) > 3 or int(position) >= len(order):  # noqa: PLR2004
        raise Invalid
    return order[int(position)]


def assigned(lefts: Sequence[int], rights: Sequence[int], given: Given) -> list[int | None] | None:
    """Read, for each presented left side `0`, `1`, …, the presented position that was assigned to it, or "".

    The result is in the author's order, or None if nothing is assigned. Raises Invalid.
    """
    only(given, (str(position) for position in range(len(lefts))))
    found: list[int | None] = [None] * len(lefts)
    for position, left in enumerate(lefts):
        value = single(given, str(position))
        found[left] = chosen(rights, value) if value else None
    return None if all(each is None for each in found) else found


def assignment(lefts: Sequence[int], rights: Sequence[int], key: Sequence[int]) -> Given:
    """The answer that assigns to each left side what `key` says: the inverse of `assigned`."""
    return {str(position): [str(rights.index(key[left]))] for position, left in enumerate(lefts)}


def single(given: Given, field: str) -> str:
    """The one value of a field, "" if it was left out. Raises Invalid for several."""
    values = given.get(field, ())
    if len(values) > 1:
        raise Invalid
    return values[0] if values else ""


def only(given: Given, fields: Iterable[str]) -> None:
    """Refuse an answer with other fields than these, which belongs to another kind."""
    if not given.keys() <= set(fields):
        raise Invalid
