"""What is said about rehearsals: the mark that is asked for, a result, why one is not passed, and the way on."""

from dataclasses import dataclass

from lms.core.i18n import gettext as _
from lms.curriculum.document import Rehearsal
from lms.rehearsal.rules import RehearsalState


@dataclass(frozen=True)
class Why:
    """Why a rehearsal is not passed, in the reader's language: the rule, what was found, what is missing."""

    rule: str
    found: str
    missing: str


def the_mark(mark: int) -> str:
    """When a rehearsal is passed."""
    return _("To pass, score %(mark)d%% or more of the best possible result, with no critical error.", mark=mark)


def result(percent: int, needed: int, missed: str = "", *, passed: bool) -> str:
    """The result of a run in a sentence: 84 %, not passed yet: you touched before she had agreed."""
    if passed:
        return _("%(percent)d%%, passed.", percent=percent)
    if missed:
        return _("%(percent)d%%, not passed yet: %(missed)s.", percent=percent, missed=missed)
    return _("%(percent)d%%, not passed yet: you need %(needed)d%%.", percent=percent, needed=needed)


def why(rehearsal: Rehearsal, state: RehearsalState) -> Why | None:
    """Why it is not passed; None when it is."""
    if state.status == "passed":
        return None
    found, missing = _("Not started."), _("Go through it once. You can start over as many times as you need.")
    if state.percent is not None:
        found = result(state.percent, rehearsal.pass_mark, state.missed, passed=False)
        missing = _("Start again. It goes differently each time.")
    if state.unfinished:
        missing = _("Continue where you left off.")
        found = found if state.percent is not None else _("Started, not finished.")
    return Why(the_mark(rehearsal.pass_mark), found, missing)
