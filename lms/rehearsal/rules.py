"""How a learner stands in a rehearsal, derived from its runs: nothing here is ever stored."""

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
    """One run with its mark; `finished_at` None while it is open, and then there is no mark."""

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
        """What was reached, in percent of the best of its variant, rounded down and never below 0."""
        return percent(self.points, self.of)

    @property
    def passed(self) -> bool:
        """Finished, at the mark that was asked for, and without a critical error."""
        return self.finished_at is not None and not self.critical and self.percent >= self.needed


@dataclass(frozen=True)
class RehearsalState:
    """How the runs of one rehearsal add up. A pass stays, whatever comes after it."""

    status: Status
    runs: int = 0  # finished ones
    percent: int | None = None  # of the passing run, else of the newest finished one
    missed: str = ""  # by the newest finished one; empty where it passed
    unfinished: str = ""  # public id of the run that is open
    begun_at: datetime | None = None  # when that run was begun
    newest: str = ""  # public id of the newest finished run
    passed_at: datetime | None = None
    last_variant: str = ""  # of the newest run


NEVER = RehearsalState("never")


def percent(points: float, of: float) -> int:
    """Points in percent of the best as quizzes count them, and never below 0: a run can lose more than it earns."""
    return max(0, marks.percent(points, of))


def to_draw(variants: Sequence[str], last: str) -> tuple[str, ...]:
    """The variants of which the next run takes one: another than the last, where there is another."""
    return tuple(each for each in variants if each != last) or tuple(variants)


def state(runs: Sequence[Run]) -> RehearsalState:
    """How these runs of one rehearsal, in the order in which they were begun, add up."""
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
    """The ids of the rehearsals that the certificate's rule asks for."""
    rule = document.certificate
    return _named(document, rule.conversations, "conversation") | _named(document, rule.simulations, "simulation")


def _named(document: Document, ids: AllOrIds, sort: RehearsalSort) -> frozenset[str]:
    if ids == "all":
        return frozenset(each.id for each in document.rehearsals if each.sort == sort)
    return frozenset(ids)
