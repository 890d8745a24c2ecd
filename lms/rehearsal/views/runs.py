"""A run, whatever its sort: how it stands, its next step, its debrief."""

from typing import Protocol

from flask.typing import ResponseReturnValue

from lms.core.policy import open_to
from lms.rehearsal.policy import own_run
from lms.rehearsal.values import OwnRun
from lms.rehearsal.views import conversations, simulations
from lms.rehearsal.views.blueprint import bp


class Pages(Protocol):
    """The pages of a run, as each sort has them."""

    def show(self, own: OwnRun) -> ResponseReturnValue:
        """How the run stands, and what can be done now; a finished one leads to its debrief."""

    def take(self, own: OwnRun) -> ResponseReturnValue:
        """Take what was sent as a step."""

    def look_back(self, own: OwnRun) -> ResponseReturnValue:
        """The debrief of a finished run; Conflict for one that goes on."""


PAGES: dict[str, Pages] = {"conversation": conversations.Talks(), "simulation": simulations.Hands()}


@bp.get("/runs/<id>")
@open_to(own_run)
def run(own: OwnRun) -> ResponseReturnValue:
    """Where the run stands, to go on."""
    return PAGES[own.rehearsal.sort].show(own)


@bp.post("/runs/<id>/steps")
@open_to(own_run)
def step(own: OwnRun) -> ResponseReturnValue:
    """Take one step; what is answered is on disk."""
    return PAGES[own.rehearsal.sort].take(own)


@bp.get("/runs/<id>/debrief")
@open_to(own_run)
def debrief(own: OwnRun) -> ResponseReturnValue:
    """Look back on a finished run."""
    return PAGES[own.rehearsal.sort].look_back(own)
