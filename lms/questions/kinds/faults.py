"""The faults in an answer of several parts, and the grade that follows from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from lms.questions.kinds.base import Grade


@dataclass(frozen=True)
class Fault:
    """An incorrect part: whether it alone misses something critical, the author's text, and whether it is blank."""

    critical: bool
    missed: str
    blank: bool = False


class Judgeable(Protocol):
    """A part of a question that is judged by itself."""

    @property
    def critical(self) -> bool:
        """Whether failing it alone misses something critical."""

    @property
    def missed(self) -> str:
        """What its learner missed, in the author's words."""


def misplaced(parts: Sequence[Judgeable], response: Sequence[int | None] | None, key: Sequence[int]) -> list[Fault]:
    """A fault for each part that was not assigned what `key` says."""
    given = response or [None] * len(parts)
    return [
        Fault(part.critical, part.missed, blank=found is None)
        for part, found, right in zip(parts, given, key, strict=True)
        if found != right
    ]


def shared(faults: Sequence[Fault], parts: int, *, critical: bool, missed: str) -> Grade:
    """An equal share for each correct part. In a critical question every fault is critical."""
    lost = [fault for fault in faults if fault.critical] or (faults if critical else ())
    return lost_by(lost, (parts - len(faults)) / parts, missed)


def lost_by(faults: Sequence[Fault], points: float, missed: str) -> Grade:
    """The grade for these critical faults. The text of a wrong answer comes before that of a blank one."""
    given = [fault for fault in faults if not fault.blank]
    words = next((fault.missed for fault in given if fault.missed), missed) if given else ""
    return Grade(points, bool(faults), words, blank="partly" if faults and not given else "")
