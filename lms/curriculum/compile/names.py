"""Ids: each must be unique, and every reference must lead to something."""

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lms.curriculum.compile.problems import Report, SourceLine, shown

STEP = "step"  # lessons, quizzes and rehearsals share one set of ids


At = Callable[[], SourceLine]  # finding a line is slow, so it is done only for a message


@dataclass(frozen=True)
class Ref:
    """A reference to an id, and where it is."""

    to: str
    uid: str
    spot: At


@dataclass(frozen=True)
class Name:
    """The id of a thing of this sort. `alone` if it must be unique."""

    sort: str
    uid: str
    spot: At
    alone: bool


class Names:
    """The ids of a file or a whole course, by sort.

    They include ids of broken entries, so that one fault is reported once.
    """

    def __init__(self) -> None:
        self.taken: list[Name] = []
        self._spots: dict[str, dict[str, At]] = defaultdict(dict)
        self.unsure: set[str] = set()  # sorts with possible ids in unreadable files

    def add(self, sort: str, uid: object, spot: At) -> None:
        """Add the id of a thing, which must be unique in its sort."""
        self._take(sort, uid, spot, alone=True)

    def know(self, sort: str, uid: object, spot: At) -> None:
        """Add an id whose uniqueness is checked elsewhere."""
        self._take(sort, uid, spot, alone=False)

    def _take(self, sort: str, uid: object, spot: At, *, alone: bool) -> None:
        if not isinstance(uid, str) or not uid:
            return  # already reported for its table
        self.taken.append(Name(sort, uid, spot, alone))
        self._spots[sort].setdefault(uid, spot)

    def include(self, other: "Names") -> None:
        """Add the ids of one more file."""
        for each in other.taken:
            self._take(each.sort, each.uid, each.spot, alone=each.alone)
        self.unsure |= other.unsure

    def twice(self, report: Report) -> None:
        """Report every duplicate id."""
        for each in self.taken:
            first = self._spots[each.sort][each.uid]
            if each.alone and first is not each.spot:
                message = f"{each.sort} {shown(each.uid)} is defined twice; first in "
                report.error(each.spot(), f"{message}{first().path}, line {first().line}")

    def of(self, sort: str) -> dict[str, At]:
        """The ids of a sort with their places."""
        return self._spots[sort]

    def check(self, refs: Iterable[Ref], report: Report) -> dict[str, set[str]]:
        """Report every reference to a missing id. Returns the used ids, by sort."""
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
