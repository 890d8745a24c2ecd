"""Reads of runs, their steps, and how a learner stands. Plain columns, no ORM rows."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from lms.assessment.queries import passed, quiz_states
from lms.core.db import db
from lms.core.ids import EditionId, EnrolmentId, PersonId, RunId
from lms.core.rows import AnyRow, columns, every, first, one
from lms.curriculum.document import Document
from lms.enrolment.queries import is_of
from lms.rehearsal.models import RehearsalMark, RehearsalRun, RehearsalStep
from lms.rehearsal.rules import RehearsalState, Run, state


@dataclass(frozen=True)
class Begun:
    """A run, as its own learner's request sees it."""

    id: RunId
    public_id: str
    enrolment_id: EnrolmentId
    edition_id: EditionId
    rehearsal: str
    form: str
    variant: str
    seed: str
    started_at: datetime
    finished_at: datetime | None


# Built once, and from plain tables, as those of the attempts.
_run = RehearsalRun.__table__
_step = RehearsalStep.__table__
_mark = RehearsalMark.__table__
_BEGUN = select(*columns(Begun, RehearsalRun))
_OWN = _BEGUN.where(
    _run.c.public_id == bindparam("public_id"), is_of(_run.c.enrolment_id, bindparam("person_id"))
)  # fmt: skip
_OPEN = _BEGUN.where(
    _run.c.enrolment_id == bindparam("enrolment_id"),
    _run.c.rehearsal == bindparam("rehearsal"),
    _run.c.finished_at.is_(None),
)
_LOCKED = _BEGUN.where(_run.c.id == bindparam("run_id")).with_for_update()
_STEPS = select(_step.c.entry, _step.c.at).where(_step.c.run_id == bindparam("run_id")).order_by(_step.c.number)
# Every run of some enrolments that was begun by the parameter `at`, with its mark: `run_of` reads a row.
RUNS = (
    select(
        *(_run.c[name] for name in ("enrolment_id", "rehearsal", "started_at")),
        *(_run.c[name] for name in ("public_id", "variant", "finished_at")),
        *(_mark.c[name] for name in ("points", "of", "needed", "critical", "missed")),
    )
    .outerjoin_from(_run, _mark, _mark.c.run_id == _run.c.id)
    .where(_run.c.enrolment_id.in_(bindparam("ids", expanding=True)), _run.c.started_at <= bindparam("at"))
)
_RUNS_IN_ORDER = RUNS.order_by(_run.c.id)


@dataclass(frozen=True)
class StoredStep:
    """A stored step."""

    entry: Any
    at: datetime


def own_run(public_id: str, person_id: PersonId) -> Begun | None:
    """The person's own run of this public id, or None. One statement."""
    return first(Begun, _OWN, public_id=public_id, person_id=person_id)


def open_run(enrolment_id: EnrolmentId, rehearsal: str) -> Begun | None:
    """The open run of this rehearsal, or None. One statement."""
    return first(Begun, _OPEN, enrolment_id=enrolment_id, rehearsal=rehearsal)


def locked_run(run_id: RunId) -> Begun:
    """The run of this id, which must exist. Its row stays locked until the write scope ends. One statement."""
    return one(Begun, _LOCKED, run_id=run_id)


def steps(run_id: RunId) -> list[StoredStep]:
    """The steps of a run, in order. One statement."""
    return every(StoredStep, _STEPS, run_id=run_id)


def mark(run_id: RunId) -> RehearsalMark | None:
    """The mark of a run, or None while it is open. One statement."""
    return db.session.get(RehearsalMark, run_id)


def run_of(row: AnyRow, at: datetime) -> Run:
    """A run as it was at a moment, with its mark if it was finished."""
    run = Run(row.public_id, row.rehearsal, row.variant, row.started_at)
    if row.finished_at is None or row.finished_at > at:
        return run
    end = ("finished_at", "points", "of", "needed", "critical", "missed")
    return replace(run, **{name: getattr(row, name) for name in end})


def states(enrolment_id: EnrolmentId, course: Document, at: datetime) -> dict[str, RehearsalState]:
    """A learner's state in each rehearsal of the course at a moment. One statement."""
    rows = db.session.execute(_RUNS_IN_ORDER, {"ids": [enrolment_id], "at": at})
    return added_up([run_of(row, at) for row in rows], course)


def added_up(runs: Collection[Run], course: Document) -> dict[str, RehearsalState]:
    """The state of each rehearsal of the course that follows from these runs of one enrolment."""
    of: dict[str, list[Run]] = defaultdict(list)
    for run in sorted(runs, key=lambda run: run.started_at):
        of[run.rehearsal].append(run)
    return {each.id: state(of[each.id]) for each in course.rehearsals}


def passed_quizzes(enrolment_id: EnrolmentId, course: Document, at: datetime) -> frozenset[str]:
    """The quizzes that the learner had passed by then, for the gates. One statement."""
    return passed(quiz_states(enrolment_id, course, at))
