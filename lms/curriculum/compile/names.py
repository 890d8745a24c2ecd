"""Ids: each belongs to one thing, and whatever is pointed at must be there."""

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lms.curriculum.compile.problems import Report, Spot, shown

STEP = "step"  # a lesson, quiz or rehearsal: their ids are of one sort


At = Callable[[], Spot]  # finding a line takes time, so it is only done when there is something to say


@dataclass(frozen=True)
class Ref:
    """Something names an id, at this place."""

    to: str
    uid: str
    spot: At


class Names:
    """Every id of the course by its sort, those of broken entries too, so that one fault is told once."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._spots: dict[str, dict[str, At]] = defaultdict(dict)
        self.unsure: set[str] = set()  # sorts of which some may stand in a file that could not be read

    def add(self, sort: str, uid: object, spot: At) -> None:
        """Take an id for a thing of this sort; reported when another has it."""
        if not isinstance(uid, str) or not uid:
            return  # its table says what is wrong with it
        taken = self._spots[sort].setdefault(uid, spot)
        if taken is not spot:
            first = taken()
            self._report.error(
                spot(), f"{sort} {shown(uid)} is defined twice; first in {first.path}, line {first.line}"
            )

    def know(self, sort: str, uid: object, spot: At) -> None:
        """Take an id whose uniqueness is looked after elsewhere."""
        if isinstance(uid, str) and uid:
            self._spots[sort].setdefault(uid, spot)

    def of(self, sort: str) -> dict[str, At]:
        """The ids of a sort and where each stands."""
        return self._spots[sort]

    def check(self, refs: Iterable[Ref]) -> dict[str, set[str]]:
        """Report every reference to an id that is not there. Returns the ids that are used, by sort."""
        used: dict[str, set[str]] = defaultdict(set)
        for ref in refs:
            used[ref.to].add(ref.uid)
            if ref.uid not in self._spots[ref.to] and ref.to not in self.unsure:
                self._report.error(ref.spot(), f"unknown {ref.to} {shown(ref.uid)}", self._close(ref))
        return used

    def _close(self, ref: Ref) -> str:
        known = self._spots[ref.to]
        if close := difflib.get_close_matches(ref.uid, list(known), n=1):
            return f"Did you mean {close[0]}?"
        return "" if known else f"The course has no {ref.to}"
