"""A run of any sort: its state, its next step, its debrief."""

from typing import Protocol

from flask.typing import ResponseReturnValue

from lms.core.policy import open_to
from lms.rehearsal.policy import own_run
from lms.rehearsal.values import OwnRun
from lms.rehearsal.views import conversations, simulations
from lms.rehearsal.views.blueprint import bp


class Pages(Protocol):
    """The pages of a run, which each sort implements."""

    def show(self, own: OwnRun) -> ResponseReturnValue:
        """The state of the run, and what can be done now. A finished one redirects to its debrief."""

    def take(self, own: OwnRun) -> ResponseReturnValue:
        """Take the step that was sent."""

    def look_back(self, own: OwnRun) -> ResponseReturnValue:
        """The debrief of a finished run. Raises Conflict for an open one."""


PAGES: dict[str, Pages] = {"conversation": conversations.Talks(), "simulation": simulations.Hands()}


@bp.get("/runs/<id>")
@open_to(own_run)
def run(own: OwnRun) -> ResponseReturnValue:
    """The run, to continue it."""
    return PAGES[own.rehearsal.sort].show(own)


@bp.post("/runs/<id>/steps")
@open_to(own_run)
def step(own: OwnRun) -> ResponseReturnValue:
    """Take one step. What is acknowledged is on disk."""
    return PAGES[own.rehearsal.sort].take(own)


@bp.get("/runs/<id>/debrief")
@open_to(own_run)
def debrief(own: OwnRun) -> ResponseReturnValue:
    """The debrief of a finished run."""
    return PAGES[own.rehearsal.sort].look_back(own)
