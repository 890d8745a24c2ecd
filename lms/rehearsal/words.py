"""Texts about rehearsals: the passing score, results, why one is not passed, and the way on."""

from markupsafe import Markup

from lms.assessment.words import WhyNotPassed
from lms.core.i18n import gettext as _
from lms.core.i18n import percent
from lms.curriculum.document import Rehearsal
from lms.rehearsal.rules import RehearsalState


def the_mark(mark: int) -> str:
    """When a rehearsal is passed."""
    return _(
        "To pass, score %(percent)s or more of the best possible result, with no critical error.",
        percent=percent(mark),
    )


def result(reached: int, needed: int, missed: str = "", *, passed: bool, language: str = "") -> str:
    """The result of a run in a sentence: 84%, not passed yet: you touched her belly before she agreed.

    What was missed is in the words of the course, marked with its `language` if given.
    """
    if passed:
        return _("%(percent)s, passed.", percent=percent(reached))
    if missed and language:
        sentence = Markup(_("%(percent)s, not passed yet: %(missed)s."))  # noqa: S704 - our own catalogue's
        told = Markup('<span lang="{}">{}</span>').format(language, missed)
        return sentence % {"percent": percent(reached), "missed": told}
    if missed:
        return _("%(percent)s, not passed yet: %(missed)s.", percent=percent(reached), missed=missed)
    return _("%(percent)s, not passed yet: you need %(needed)s.", percent=percent(reached), needed=percent(needed))


def why(rehearsal: Rehearsal, state: RehearsalState, language: str = "") -> WhyNotPassed | None:
    """Why it is not passed, or None if it is. `language` is the course's, if the page can mark it."""
    if state.status == "passed":
        return None
    found, missing = _("Not started."), _("Go through it once. You can start over as many times as you need.")
    if state.percent is not None:
        found = result(state.percent, rehearsal.pass_mark, state.missed, passed=False, language=language)
        missing = _("Start again. It goes differently each time.")
    if state.unfinished:
        missing = _("Continue where you left off.")
        found = found if state.percent is not None else _("Started, not finished.")
    return WhyNotPassed(the_mark(rehearsal.pass_mark), found, missing)


def usual_rules(rehearsal: Rehearsal) -> list[str]:
    """The rules of every sort of rehearsal, as sentences."""
    return [
        the_mark(rehearsal.pass_mark),
        _("You can do this as often as you like. Once you pass, you keep the pass."),
        _("Every step is saved as you go. You can leave and come back."),
    ]
