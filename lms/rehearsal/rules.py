"""A learner's state in a rehearsal, derived from its runs and never stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from lms.assessment import rules as marks
from lms.curriculum.awards import AllOrIds
from lms.curriculum.document import Document, RehearsalSort

Status = Literal["never", "open", "failed", "passed"]


@dataclass(frozen=True)
class Run:
    """A run with its mark. While it is open, `finished_at` is None and there is no mark."""

    public_id: str
    rehearsal: str
    variant: str
    started_at: datetime
    finished_at: datetime | None = None
    points: float = 0.0
    of: float = 0.0
    needed: int = 0
    critical: str = ""
    missed: str = ""

    @property
    def percent(self) -> int:
        """The score in percent of the best of its variant, rounded down and never below 0."""
        return percent(self.points, self.of)

    @property
    def passed(self) -> bool:
        """Whether it is finished with the needed score and without a critical error."""
        return self.finished_at is not None and not self.critical and self.percent >= self.needed


@dataclass(frozen=True)
class RehearsalState:
    """The state that follows from the runs of one rehearsal. Once passed, it stays passed."""

    status: Status
    runs: int = 0  # finished ones
    percent: int | None = None  # of the passing run, otherwise of the newest finished one
    missed: str = ""  # in the newest finished run; "" if it passed
    unfinished: str = ""  # public id of the open run
    begun_at: datetime | None = None  # when that run was begun
    newest: str = ""  # public id of the newest finished run
    passed_at: datetime | None = None
    last_variant: str = ""  # of the newest run


NEVER = RehearsalState("never")


def percent(points: float, of: float) -> int:
    """Points in percent of the best, computed as for quizzes, but never below 0: a run can lose more than it earns."""
    return max(0, marks.percent(points, of))


def to_draw(variants: Sequence[str], last: str) -> tuple[str, ...]:
    """The variants that the next run is drawn from: other than the last, if there are others."""
    return tuple(each for each in variants if each != last) or tuple(variants)


def state(runs: Sequence[Run]) -> RehearsalState:
    """The state that follows from these runs of one rehearsal, in the order in which they were begun."""
    if not runs:
        return NEVER
    finished = [run for run in runs if run.finished_at]
    passing = next((run for run in finished if run.passed), None)
    newest = finished[-1] if finished else None
    shown = passing or newest
    unfinished = next((run for run in runs if run.finished_at is None), None)
    return RehearsalState(
        status="passed" if passing else "open" if unfinished else "failed",
        runs=len(finished),
        percent=shown.percent if shown else None,
        missed=newest.missed if newest and not newest.passed else "",
        unfinished=unfinished.public_id if unfinished else "",
        begun_at=unfinished.started_at if unfinished else None,
        newest=newest.public_id if newest else "",
        passed_at=passing.finished_at if passing else None,
        last_variant=runs[-1].variant,
    )


def asked_for(document: Document) -> frozenset[str]:
    """The ids of the rehearsals that the certificate's rule requires."""
    rule = document.certificate
    return _named(document, rule.conversations, "conversation") | _named(document, rule.simulations, "simulation")


def _named(document: Document, ids: AllOrIds, sort: RehearsalSort) -> frozenset[str]:
    if ids == "all":
        return frozenset(each.id for each in document.rehearsals if each.sort == sort)
    return frozenset(ids)
