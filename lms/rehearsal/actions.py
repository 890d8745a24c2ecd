"""Begin a run, take its steps and finish it, in the caller's write scope."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from lms.core.clock import now
from lms.core.db import db, random_id, upsert
from lms.core.errors import Conflict
from lms.core.i18n import gettext as _
from lms.core.ids import RunId
from lms.enrolment import gates
from lms.enrolment.queries import Enrolled
from lms.rehearsal import queries
from lms.rehearsal.models import RehearsalMark, RehearsalRun, RehearsalStep

STEPS = RehearsalStep.__table__
RUNS = RehearsalRun.__table__
MARKS = RehearsalMark.__table__


@dataclass(frozen=True)
class Earned:
    """What a run earned: points out of the best score, the pass mark, and a critical error with its text."""

    points: float
    of: float
    needed: int
    critical: str = ""
    missed: str = ""


def begin(enrolled: Enrolled, rehearsal: str, form: str, variant: str, *, seed: str, passed: frozenset[str]) -> str:
    """Begin a run unless one is open. Returns its public id. Parallel calls make one run.

    `passed` are the passed quizzes. Raises Conflict with the reason if the rehearsal is not
    open yet. At most four statements.
    """
    if there := queries.open_run(enrolled.enrolment_id, rehearsal):
        return there.public_id
    if reasons := gates.reasons(enrolled, rehearsal, passed, now()):
        raise Conflict(" ".join(reason.words for reason in reasons), reasons[0].link, code="rehearsal_locked")
    public_id = random_id()
    row = {
        "public_id": public_id, "enrolment_id": enrolled.enrolment_id, "edition_id": enrolled.edition_id,
        "rehearsal": rehearsal, "form": form, "variant": variant, "seed": seed, "started_at": now(),
    }  # fmt: skip
    made = db.session.execute(upsert(RehearsalRun).values(row).on_conflict_do_nothing().returning(RUNS.c.id)).first()
    if made:
        return public_id
    other = queries.open_run(enrolled.enrolment_id, rehearsal)
    if other is None:  # it was finished in this very moment
        raise Conflict(_("Another run just ended. Start again."), code="run_ended")
    return other.public_id


def add(run_id: RunId, number: int, entry: Any) -> bool:  # noqa: ANN401 - what the sort of rehearsal stores
    """Take step `number` (from 1). Returns False if the same step was taken already.

    The run's row is locked, so that steps of two tabs come one after the other. Raises Conflict if
    the run is finished or the number is not the next one. Three statements.
    """
    run = queries.locked_run(run_id)
    taken = queries.steps(run_id)
    if number <= len(taken):
        if taken[number - 1].entry == entry:
            return False
        words = _("You’ve already moved on, maybe in another tab. This is where you are now.")
        raise Conflict(words, code="step_overtaken")
    if run.finished_at:
        raise Conflict(_("This run has ended. Review it or start a new one."), code="run_ended")
    if number != len(taken) + 1:
        raise Conflict(_("An earlier step did not reach us. This is where you are now."), code="step_missing")
    db.session.execute(STEPS.insert().values(run_id=run_id, number=number, entry=entry, at=now()))
    return True


def finish(run_id: RunId, earned: Earned) -> None:
    """Write the mark and close the run. Doing it twice changes nothing. Two statements."""
    at = now()
    row = {
        "run_id": run_id, "points": earned.points, "of": earned.of, "needed": earned.needed,
        "critical": earned.critical, "missed": earned.missed, "at": at,
    }  # fmt: skip
    db.session.execute(upsert(RehearsalMark).values(row).on_conflict_do_nothing())
    db.session.execute(update(RUNS).where(RUNS.c.id == run_id, RUNS.c.finished_at.is_(None)).values(finished_at=at))
