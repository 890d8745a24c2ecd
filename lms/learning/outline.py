"""An outline as the pages show it: modules and their steps, each with its state in a word and its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass

from lms.core.i18n import gettext as _
from lms.curriculum.document import Document, Module
from lms.learning.reasons import WhyNot, here, why_not
from lms.learning.rules import Step, Way, Why

END = "#end"  # of a lesson's page, where it is marked as done


@dataclass(frozen=True)
class Row:
    """One step: its address, its state in a word and a tone, and why it is not done.

    The word is empty where the reasons say it already.
    """

    step: Step
    path: str
    tone: str
    word: str
    why: tuple[WhyNot, ...]


@dataclass(frozen=True)
class Section:
    """One module: its place, how many of its steps are done, and its steps."""

    module: Module
    number: int
    done: int
    of: int
    minutes: int
    rows: tuple[Row, ...]


def outline(document: Document, way: Way, paths: Mapping[str, str], only: str = "") -> tuple[Section, ...]:
    """All modules; with `only`, the steps are listed for the module of that step alone."""
    shown = document.step_module[only].id if only else ""
    return tuple(
        _section(number, module, way, paths, reading=only, listed=shown in ("", module.id))
        for number, module in enumerate(document.modules, 1)
    )


def row(step: Step, paths: Mapping[str, str], *, reading: bool = False) -> Row:
    """One step as a line; `reading` on the page of the step itself."""
    tone, word = _state(step)
    why = here(step, paths, END) if reading else why_not(step, paths)
    return Row(step, paths[step.uid], tone, word, why)


def minutes(document: Document, module: Module) -> int:
    """How long the lessons and rehearsals of a module take together."""
    timed = document.lesson | document.rehearsal
    return sum(timed[uid].minutes for uid in module.steps if uid in timed)


def _section(number: int, module: Module, way: Way, paths: Mapping[str, str], *, reading: str, listed: bool) -> Section:
    steps = [step for step in way.steps if step.module.id == module.id]
    return Section(
        module=module,
        number=number,
        done=sum(step.done for step in steps),
        of=len(steps),
        minutes=sum(step.minutes for step in steps),
        rows=tuple(row(step, paths, reading=step.uid == reading) for step in steps) if listed else (),
    )


def _state(step: Step) -> tuple[str, str]:
    if step.done:
        return "ok", _("Completed") if step.is_lesson else _("Passed")
    code = step.why[0].code
    if code in {"opened", "quiz-open", "rehearsal-open"}:
        return "doing", _("In progress")
    if code == "quiz-marking":
        return "soon", _("Awaiting grading")
    if code in {"quiz-held", "quiz-failed", "rehearsal-failed"}:
        return "late", _not_passed(step.why[0])
    return ("soon", _("Updated")) if code == "changed" else ("none", "")


def _not_passed(why: Why) -> str:
    if why.code == "quiz-held":
        return _("Follow-up needed")
    used_up = why.code == "quiz-failed" and why.state is not None and why.state.left == 0
    return _("No attempts left") if used_up else _("Not passed yet")
