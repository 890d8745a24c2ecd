"""What a question kind offers: read, arranged, asked, answered and marked; and how an answer is sent."""

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

Given = Mapping[str, Sequence[str]]  # a field of the form -> the presented positions chosen in it, or what was typed
Blank = Literal["", "partly", "wholly"]


class Option(Spec):
    """One thing to choose. `critical` makes a wrong choice of it a missed critical item."""

    text: str = Field(min_length=1)
    right: bool = False
    feedback: str = ""
    critical: bool = False
    missed: str = ""  # ends the sentence "not passed yet: …"
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grade:
    """What an answer earned: points out of `of`, and whether it missed a critical item, in whose words.

    A critical item that was missed by what was left `blank`, in part or as a whole, was missed by no deed. One that
    `awaits` a person's mark has earned nothing yet; `reason` is what that person says of it, and `met` lists the lines
    of the rubric that are met, from 0; without a rubric there are none.
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
        """Whether nothing is missing: all points, no critical item missed."""
        return self.points >= self.of and not self.critical_missed and not self.awaits


M = TypeVar("M", bound=BaseModel)


class Kind(ABC, Generic[M]):
    """A kind of question. `spec` is its body as the compiler stores it."""

    name: ClassVar[str]  # the word that authors write after `kind =`
    label: ClassVar[str]  # what people call it, in the language of whoever asks
    folder: ClassVar[str]  # its package under `kinds/`, with its `ask.html` and `review.html`
    by_hand: ClassVar[bool] = False  # whether a person marks it
    form: ClassVar[type[BodyForm] | None] = None  # in which its own fields are written; None where files alone can
    spec: type[M]

    @abstractmethod
    def read(self, fields: dict[str, Any]) -> tuple[dict[str, Any], list[Flaw]]:
        """Check an author's fields; the body as plain JSON values, and every flaw."""

    def body(self, compiled: Mapping[str, Any]) -> M:
        """The body of a compiled variant, typed: it was checked when it was compiled."""
        return self.spec.model_validate(compiled, strict=False)

    def arrange(self, _body: M, _rng: Random) -> list[Any]:
        """The order in which its parts are presented: a JSON list that the attempt keeps."""
        return []

    @abstractmethod
    def read_response(self, body: M, order: list[Any], given: Given) -> Any:  # noqa: ANN401 - JSON
        """The canonical answer to presented positions; None when nothing is answered. Raises Invalid."""

    @abstractmethod
    def solution(self, body: M, order: list[Any]) -> Given:
        """A right answer, as its form sends it."""

    def mistake(self, _body: M, _order: list[Any]) -> Given | None:
        """A wrong answer as its form sends it, the most dangerous there is; None where the kind knows none."""
        return None

    def complete(self, _body: M, response: Any) -> bool:  # noqa: ANN401 - JSON
        """Whether there is an answer, and none of its parts is missing."""
        given = list(response.values()) if isinstance(response, dict) else response
        parts = given if isinstance(given, list) else [given]
        return bool(parts) and None not in parts

    def so_far(self, _body: M, _response: Any) -> str:  # noqa: ANN401 - JSON
        """How far an answer has come, in words; "" where its parts show it by themselves."""
        return ""

    @abstractmethod
    def grade(self, body: M, response: Any, *, critical: bool, missed: str) -> Grade:  # noqa: ANN401 - JSON
        """Mark an answer; `critical` and `missed` are the family's and the variant's."""


S = TypeVar("S", bound=Spec)


class PlainKind(Kind[S]):
    """A kind that needs no figure: its body is what its author wrote, and `flaws` are what is wrong with that."""

    def read(self, fields: dict[str, Any]) -> tuple[dict[str, Any], list[Flaw]]:
        """The body, and every flaw."""
        body, flaws = specified(self.spec, fields)
        if body is None:
            return {}, flaws
        return body.model_dump(mode="json"), list(self.flaws(body))

    @abstractmethod
    def flaws(self, body: S) -> Iterable[Flaw]:
        """What is wrong with a body whose fields are all of the right sort."""


def shuffled(count: int, rng: Random) -> list[int]:
    """The numbers below `count` in a random order."""
    order = list(range(count))
    rng.shuffle(order)
    return order


def chosen(order: Sequence[int], position: str) -> int:
    """What stands at a presented position. Raises Invalid where nothing does."""
    if not (position.isascii() and position.isdigit()) or len(position) > 3 or int(position) >= len(order):  # noqa: PLR2004
        raise Invalid
    return order[int(position)]


def assigned(lefts: Sequence[int], rights: Sequence[int], given: Given) -> list[int | None] | None:
    """For each presented left side `0`, `1`, … the presented position of what it was given, or "".

    The answer has what each left side was given in the author's order; None where nothing is given. Raises Invalid.
    """
    only(given, (str(position) for position in range(len(lefts))))
    found: list[int | None] = [None] * len(lefts)
    for position, left in enumerate(lefts):
        value = single(given, str(position))
        found[left] = chosen(rights, value) if value else None
    return None if all(each is None for each in found) else found


def assignment(lefts: Sequence[int], rights: Sequence[int], key: Sequence[int]) -> Given:
    """The answer that gives each left side what `key` says: the inverse of `assigned`."""
    return {str(position): [str(rights.index(key[left]))] for position, left in enumerate(lefts)}


def single(given: Given, field: str) -> str:
    """The one value of a field, "" when it was left out. Raises Invalid for several."""
    values = given.get(field, ())
    if len(values) > 1:
        raise Invalid
    return values[0] if values else ""


def only(given: Given, fields: Iterable[str]) -> None:
    """Refuse an answer with other fields than these: it belongs to another kind."""
    if not given.keys() <= set(fields):
        raise Invalid
