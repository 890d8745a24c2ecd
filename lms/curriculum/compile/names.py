"""Ids: each belongs to one thing, and whatever is pointed at must be there."""

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lms.curriculum.compile.problems import Report, SourceLine, shown

STEP = "step"  # a lesson, quiz or rehearsal: their ids are of one sort


At = Callable[[], SourceLine]  # finding a line takes time, so it is only done when there is something to say


@dataclass(frozen=True)
class Ref:
    """Something names an id, at this place."""

    to: str
    uid: str
    spot: At


@dataclass(frozen=True)
class Name:
    """An id that a thing of this sort has; `alone` where no other thing of the sort may have it."""

    sort: str
    uid: str
    spot: At
    alone: bool


class Names:
    """The ids of a file or of a whole course by their sort.

    Those of broken entries are among them, so that one fault is told once.
    """

    def __init__(self) -> None:
        self.taken: list[Name] = []
        self._spots: dict[str, dict[str, At]] = defaultdict(dict)
        self.unsure: set[str] = set()  # sorts of which some may stand in a file that could not be read

    def add(self, sort: str, uid: object, spot: At) -> None:
        """Take the id of a thing; no other of its sort may have it."""
        self._take(sort, uid, spot, alone=True)

    def know(self, sort: str, uid: object, spot: At) -> None:
        """Take an id whose uniqueness is looked after elsewhere."""
        self._take(sort, uid, spot, alone=False)

    def _take(self, sort: str, uid: object, spot: At, *, alone: bool) -> None:
        if not isinstance(uid, str) or not uid:
            return  # its table says what is wrong with it
        self.taken.append(Name(sort, uid, spot, alone))
        self._spots[sort].setdefault(uid, spot)

    def include(self, other: "Names") -> None:
        """Take the ids of one more file."""
        for each in other.taken:
            self._take(each.sort, each.uid, each.spot, alone=each.alone)
        self.unsure |= other.unsure

    def twice(self, report: Report) -> None:
        """Report every id that a thing has although another had it before."""
        for each in self.taken:
            first = self._spots[each.sort][each.uid]
            if each.alone and first is not each.spot:
                message = f"{each.sort} {shown(each.uid)} is defined twice; first in "
                report.error(each.spot(), f"{message}{first().path}, line {first().line}")

    def of(self, sort: str) -> dict[str, At]:
        """The ids of a sort and where each stands."""
        return self._spots[sort]

    def check(self, refs: Iterable[Ref], report: Report) -> dict[str, set[str]]:
        """Report every reference to an id that is not there. Returns the ids that are used, by sort."""
        used: dict[str, set[str]] = defaultdict(set)
        for ref in refs:
            used[ref.to].add(ref.uid)
            if ref.uid not in self._spots[ref.to] and ref.to not in self.unsure:
                report.error(ref.spot(), f"unknown {ref.to} {shown(ref.uid)}", self._close(ref))
        return used

    def _close(self, ref: Ref) -> str:
        known = self._spots[ref.to]
        if close := difflib.get_close_matches(ref.uid, list(known), n=1):
            return f"Did you mean {close[0]}?"
        return "" if known else f"The course has no {ref.to}"
