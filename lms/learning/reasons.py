"""Why something is not done yet, in words: the rule, what was found, what is missing, and a link.

Learners and staff get the same words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from lms.assessment import words
from lms.core.cache import cached
from lms.core.i18n import day, language, moment, ngettext
from lms.core.i18n import gettext as _
from lms.enrolment.gates import Reason
from lms.learning.rules import Code, Obstacle, Step, Way, required
from lms.rehearsal import words as spoken

SEVERAL = 2


@dataclass(frozen=True)
class WhyNot:
    """Why something is not done, in the reader's language: four short texts and an address."""

    rule: str
    found: str
    missing: str
    link: str
    link_text: str


def why_not(step: Step, paths: Mapping[str, str]) -> tuple[WhyNot, ...]:
    """Every reason why a step is not done, or empty if it is. The `found` of the first covers them all."""
    if all(why.code in TO_EVERYBODY for why in step.why):
        return _to_everybody(tuple(_plain(why, paths[why.step]) for why in step.why), language())
    return _together(tuple(_to_one[why.code](why, paths[why.step]) for why in step.why))


def _together(told: tuple[WhyNot, ...]) -> tuple[WhyNot, ...]:
    if len(told) < SEVERAL:
        return told
    found = ngettext("Locked: complete %(num)d step first.", "Locked: complete %(num)d steps first.", len(told))
    return (replace(told[0], found=found), *told[1:])


def here(step: Step, paths: Mapping[str, str], end: str) -> tuple[WhyNot, ...]:
    """The same for the page of the lesson itself. `end` is the address of the button to complete it."""
    if any(why.code in {"not-opened", "opened"} for why in step.why):
        reading = _("You’ve started this lesson but have not marked it as complete.")
        return (
            replace(_lesson(reading, _("Read to the end and mark it as complete."), end), link_text=_("Go to the end")),
        )
    return why_not(step, paths)


class Plain(NamedTuple):
    """A reason that reads the same for everyone: its code, the step's title, the pass mark, the address."""

    code: Code
    title: str
    mark: int
    path: str


def _plain(why: Obstacle, path: str) -> Plain:
    return Plain(why.code, why.title, why.quiz.pass_mark if why.quiz else 0, path)


@cached(4096)
def _to_everybody(reasons: tuple[Plain, ...], _language: str) -> tuple[WhyNot, ...]:
    """Put such reasons into words, cached because an outline has some for each step."""
    return _together(tuple(TO_EVERYBODY[each.code](each.title, each.mark, each.path) for each in reasons))


def as_gate_reason(why: Obstacle, paths: Mapping[str, str]) -> Reason:
    """A prerequisite that is not met, as a reason of a gate."""
    return Reason(why.code, {"title": why.title}, paths[why.step])


def completion(way: Way, paths: Mapping[str, str]) -> WhyNot | None:
    """Why the course is not complete, or None if it is."""
    if way.complete:
        return None
    first = way.missing[0]
    return WhyNot(
        rule=_complete_when(way),
        found=_still_missing(way),
        missing=_("Next: “%(title)s”.", title=first.title),
        link=paths[first.uid],
        link_text=_go_to(first.title),
    )


def _complete_when(way: Way) -> str:
    if any(step.is_rehearsal for step in way.steps):
        rule = _("To complete the course, complete its lessons and pass its tests and rehearsals.")
    else:
        rule = _("To complete the course, complete its lessons and pass its tests.")
    return " ".join(filter(None, (rule, for_practice(way))))


def for_practice(way: Way) -> str:
    """That some of the counted steps are optional, or "" if all are required."""
    unasked = len({step.uid for step in way.steps} - required(way.seen.document))
    if not unasked:
        return ""
    return ngettext(
        "%(num)d of %(all)d steps is optional practice.",
        "%(num)d of %(all)d steps are optional practice.",
        unasked, all=len(way.steps),
    )  # fmt: skip


def _still_missing(way: Way) -> str:
    lessons = sum(step.is_lesson for step in way.missing)
    rehearsals = sum(step.is_rehearsal for step in way.missing)
    tests = len(way.missing) - lessons - rehearsals
    counted = [
        (lessons, ngettext("%(num)d lesson to complete.", "%(num)d lessons to complete.", lessons)),
        (tests, ngettext("%(num)d test to pass.", "%(num)d tests to pass.", tests)),
        (rehearsals, ngettext("%(num)d rehearsal to pass.", "%(num)d rehearsals to pass.", rehearsals)),
    ]
    return " ".join(said for count, said in counted if count)


def _first(code: Code, title: str, path: str) -> WhyNot:
    return WhyNot(
        rule=_("This unlocks when you complete the steps it builds on."),
        found=_("Locked: complete “%(title)s” first.", title=title),
        missing=Reason(code, {"title": title}, path).words,
        link=path,
        link_text=_go_to(title),
    )


def _go_to(title: str) -> str:
    return _("Go to “%(title)s”", title=title)


def _lesson(found: str, missing: str, path: str) -> WhyNot:
    rule = _("A lesson is complete when you mark its current version as complete.")
    return WhyNot(rule, found, missing, path, _("Open lesson"))


def _not_opened(path: str) -> WhyNot:
    return _lesson(_("Not started."), _("Read it and mark it as complete."), path)


def _never(title: str, mark: int, path: str) -> WhyNot:
    missing = _("Start when you’re ready. The rules are on the first page.")
    return WhyNot(words.the_mark(mark), _("Not started."), missing, path, _go_to(title))


def _opened(why: Obstacle, path: str) -> WhyNot:
    found = _("Opened %(when)s, not marked as complete.", when=moment(why.visited)) if why.visited else _("Opened.")
    return _lesson(found, _("Read to the end and mark it as complete."), path)


def _changed(why: Obstacle, path: str) -> WhyNot:
    on = day(why.finished.at) if why.finished else ""
    found = _("Updated since you completed it on %(day)s.", day=on)
    return _lesson(found, _("Read what changed and mark it as complete again."), path)


def _quiz(why: Obstacle, path: str) -> WhyNot:
    told = words.why(why.quiz, why.state, why.at) if why.quiz and why.state and why.at else None
    if told is None:
        raise ValueError(f"{why.code} needs a quiz that is not passed, and its state")
    return WhyNot(told.rule, told.found, told.missing, path, _go_to(why.title))


def _rehearsal(why: Obstacle, path: str) -> WhyNot:
    told = spoken.why(why.rehearsal, why.rehearsed) if why.rehearsal else None
    if told is None:
        raise ValueError(f"{why.code} needs a rehearsal that is not passed, and its state")
    return WhyNot(told.rule, told.found, told.missing, path, _go_to(why.title))


TO_EVERYBODY: dict[Code, Callable[[str, int, str], WhyNot]] = {
    "lesson-first": lambda title, _mark, path: _first("lesson-first", title, path),
    "lesson-again": lambda title, _mark, path: _first("lesson-again", title, path),
    "quiz-first": lambda title, _mark, path: _first("quiz-first", title, path),
    "rehearsal-first": lambda title, _mark, path: _first("rehearsal-first", title, path),
    "not-opened": lambda _title, _mark, path: _not_opened(path),
    "quiz-never": _never,
}
_to_one: dict[Code, Callable[[Obstacle, str], WhyNot]] = {
    "opened": _opened,
    "changed": _changed,
    "quiz-open": _quiz,
    "quiz-marking": _quiz,
    "quiz-held": _quiz,
    "quiz-failed": _quiz,
    "rehearsal-never": _rehearsal,
    "rehearsal-open": _rehearsal,
    "rehearsal-failed": _rehearsal,
}
