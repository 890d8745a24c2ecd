"""What the kinds that are asked on a figure do alike."""

from random import Random
from typing import Any, TypeVar

from lms.curriculum.kinds import Flaw
from lms.curriculum.spec import Spec
from lms.questions.kinds.base import BaseKind

S = TypeVar("S", bound=Spec)


class OnFigureKind(BaseKind[S]):
    """A kind whose answer is a list with what each of its marks was given, or None."""

    def read(self, _fields: dict[str, Any]) -> tuple[dict[str, Any], list[Flaw]]:
        """Nothing: it is read on its figure."""
        return {}, [Flaw((), "needs a figure")]

    def arrange(self, _body: S, _rng: Random) -> list[Any]:
        """Nothing to shuffle: a figure is one."""
        return []
