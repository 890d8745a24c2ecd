"""A stored run: its steps, and the session replayed from them."""

from lms.rehearsal import queries
from lms.rehearsal.queries import StoredStep
from lms.rehearsal.simulation.record.session import Session
from lms.rehearsal.values import OwnRun


def session_of(own: OwnRun, taken: list[StoredStep]) -> Session:
    """The session replayed from its stored steps."""
    return Session(own.rehearsal.body, own.run.variant, own.run.seed, tuple(step.entry for step in taken))


def taken_of(own: OwnRun) -> list[StoredStep]:
    """The stored steps. One statement."""
    return queries.steps(own.run.id)
