"""Ids: each belongs to one thing, and whatever is pointed at must be there."""

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lms.curriculum.compile.problems import Report, Spot, shown

STEP = "lesson or quiz"


@dataclass(frozen=True)
class Ref:
    """Something names an id. The line is only looked for when there is something to say."""

    to: str
    uid: str
    spot: Callable[[], Spot]


class Names:
    """Every id of the course by its sort, those of broken entries too, so that one fault is told once."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._spots: dict[str, dict[str, Spot]] = defaultdict(dict)
        self.unsure: set[str] = set()  # sorts of which some may stand in a file that could not be read

    def add(self, sort: str, uid: object, spot: Spot) -> bool:
        """Take an id for a thing of this sort. False, and reported, when another has it."""
        if not isinstance(uid, str) or not uid:
            return True  # its table says what is wrong with it
        first = self._spots[sort].setdefault(uid, spot)
        if first is not spot:
            self._report.error(spot, f"{sort} {shown(uid)} is there twice; first in {first.path}, line {first.line}")
        return first is spot

    def know(self, sort: str, uid: object, spot: Spot) -> None:
        """Take an id whose uniqueness is looked after elsewhere."""
        if isinstance(uid, str) and uid:
            self._spots[sort].setdefault(uid, spot)

    def of(self, sort: str) -> dict[str, Spot]:
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
