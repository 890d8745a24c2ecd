"""What a question kind offers the compiler, and the registered kinds, which `lms.app` provides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol, runtime_checkable

from lms.core.wiring import ExtensionPoint

FlawLevel = Literal["error", "advice"]
Frame = tuple[float, float, float, float]  # the visible part of a figure, in its own units: left, top, width, height


@dataclass(frozen=True)
class Flaw:
    """A problem in a question, and the path to it inside the fields: `("option", 2, "text")`."""

    where: tuple[str | int, ...]
    message: str
    hint: str = ""
    level: FlawLevel = "error"


class Readable(Protocol):
    """A kind of question for the compiler: it reads what an author wrote."""

    @property
    def name(self) -> str:
        """The word authors write after `kind =`."""

    def read(self, fields: dict[str, Any]) -> tuple[dict[str, Any], list[Flaw]]:
        """Read one variant: its own fields over those of its family, without the fields all kinds share.

        Returns the body (plain JSON values) and every flaw. A body with an error is never used.
        """


@runtime_checkable
class ReadableOnFigure(Readable, Protocol):
    """A kind whose answer is a place on the question's figure."""

    def read_on(self, fields: dict[str, Any], frame: Frame) -> tuple[dict[str, Any], list[Flaw]]:
        """As `read`, given the visible part of its figure."""


known: ExtensionPoint[Mapping[str, Readable]] = ExtensionPoint("question kinds", {})
