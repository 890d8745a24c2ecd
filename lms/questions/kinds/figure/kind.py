"""The base of the kinds asked on a figure."""

from abc import abstractmethod
from collections.abc import Iterable
from typing import Any, TypeVar

from lms.curriculum.kinds import Flaw, Frame
from lms.questions.kinds.base import Kind
from lms.questions.kinds.figure.zones import FigureBody, specified_on

F = TypeVar("F", bound=FigureBody)


class FigureKind(Kind[F]):
    """A kind whose answer is a list with an entry, or None, for each of its marks."""

    def read(self, _fields: dict[str, Any]) -> tuple[dict[str, Any], list[Flaw]]:
        """Not used: it is read with its figure, by `read_on`."""
        return {}, [Flaw((), "needs a figure")]

    def read_on(self, fields: dict[str, Any], frame: Frame) -> tuple[dict[str, Any], list[Flaw]]:
        """The body and every flaw, given the visible part of its figure."""
        body, flaws = specified_on(self.spec, fields, frame)
        if body is None:
            return {}, flaws
        return body.model_dump(mode="json"), list(self.flaws(body))

    @abstractmethod
    def flaws(self, body: F) -> Iterable[Flaw]:
        """What is wrong with a body whose fields are all of the right sort."""
