"""Why something is not done yet, in words: the rule, what was found, what is missing, the link to it.

Student and staff read the same words; both get them here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from lms.assessment import words
from lms.assessment.rules import QuizState
from lms.core.i18n import day, language, moment, ngettext
from lms.core.i18n import gettext as _
from lms.curriculum.cache import Once
from lms.enrolment.gates import WORDS, Reason
from lms.learning.rules import Step, Way, Why

NEVER = QuizState("never")
# Reasons that say the same to everybody are put into words once: an outline has one for each step.
LASTING = frozenset({"not-opened", "quiz-never", *WORDS})
_lasting: Once[tuple[str, str, int, str, str], "WhyNot"] = Once(4096)


@dataclass(frozen=True)
class WhyNot:
    """Why something is not done, in the reader's language: four short texts and an address."""

    rule: str
    found: str
    missing: str
    link: str
    link_text: str


def why_not(step: Step, paths: Mapping[str, str]) -> tuple[WhyNot, ...]:
    """Every reason why a step is not done; none when it is. The first one's `found` speaks for them all."""
    told = tuple(in_words(why, paths) for why in step.why)
    if len(told) > 1:
        several = ngettext(
            "Not open yet: %(num)d step comes first.", "Not open yet: %(num)d steps come first.", len(told)
        )
        return (replace(told[0], found=several), *told[1:])
    return told


def here(step: Step, paths: Mapping[str, str], end: str) -> tuple[WhyNot, ...]:
    """The same on the page of the lesson itself; `end` is where it is marked as done."""
    if any(why.code in {"not-opened", "opened"} for why in step.why):
        reading = _("You are reading it; it is not marked as done yet.")
        return (
            replace(_lesson(reading, _("Read it to the end and mark it as done."), end), link_text=_("To the end")),
        )
    return why_not(step, paths)


def in_words(why: Why, paths: Mapping[str, str]) -> WhyNot:
    """One reason in words."""
    path = paths[why.step]
    if why.code not in LASTING:
        return _WORDS[why.code](why, path)
    mark = why.quiz.pass_mark if why.quiz else 0
    return _lasting.get((why.code, why.title, mark, path, language()), lambda: _WORDS[why.code](why, path))


def as_gate_reason(why: Why, paths: Mapping[str, str]) -> Reason:
    """A prerequisite that is not met, as gates tell it."""
    return Reason(why.code, {"title": why.title}, paths[why.step])


def completion(way: Way, paths: Mapping[str, str]) -> WhyNot | None:
    """Why the course is not complete; None when it is."""
    if way.complete:
        return None
    first = way.missing[0]
    return WhyNot(
        rule=_("The course is complete when its lessons are done and its tests are passed."),
        found=_still_missing(way),
        missing=_("Next: “%(title)s”.", title=first.title),
        link=paths[first.uid],
        link_text=_("Go to “%(title)s”", title=first.title),
    )


def _still_missing(way: Way) -> str:
    count = sum(step.is_lesson for step in way.missing)
    lessons = ngettext("%(num)d lesson is not done", "%(num)d lessons are not done", count)
    tests = ngettext("%(num)d test is not passed", "%(num)d tests are not passed", len(way.missing) - count)
    if count == len(way.missing):
        return _("%(lessons)s.", lessons=lessons)
    if count == 0:
        return _("%(tests)s.", tests=tests)
    return _("%(lessons)s, and %(tests)s.", lessons=lessons, tests=tests)


def _prerequisite(why: Why, path: str) -> WhyNot:
    return WhyNot(
        rule=_("This opens when what it builds on is done."),
        found=_("Not open yet: “%(title)s” comes first.", title=why.title),
        missing=as_gate_reason(why, {why.step: path}).words,
        link=path,
        link_text=_("Go to “%(title)s”", title=why.title),
    )


def _lesson(found: str, missing: str, path: str) -> WhyNot:
    rule = _("A lesson is done when you mark it as done, in the wording it has now.")
    return WhyNot(rule, found, missing, path, _("Open the lesson"))


def _not_opened(_why: Why, path: str) -> WhyNot:
    return _lesson(_("Not opened yet."), _("Read it and mark it as done."), path)


def _opened(why: Why, path: str) -> WhyNot:
    found = _("Opened %(when)s, not marked as done.", when=moment(why.visited)) if why.visited else _("Opened.")
    return _lesson(found, _("Read it to the end and mark it as done."), path)


def _changed(why: Why, path: str) -> WhyNot:
    on = day(why.finished.at) if why.finished else ""
    found = _("Changed since you finished it on %(day)s.", day=on)
    return _lesson(found, _("Read what is new and mark it as done again."), path)


def _quiz(why: Why, path: str) -> WhyNot:
    if why.quiz is None:
        raise ValueError(f"{why.code} needs its quiz")
    told = words.why(why.quiz, why.state or NEVER)
    if told is None:
        raise ValueError(f"{why.step} is passed")
    first_page = _("Take it; the rules stand on its first page.")
    missing = first_page if why.code == "quiz-never" else told.missing
    return WhyNot(told.rule, told.found, missing, path, _("Go to “%(title)s”", title=why.title))


_WORDS: dict[str, Callable[[Why, str], WhyNot]] = {
    **dict.fromkeys(WORDS, _prerequisite),
    "not-opened": _not_opened,
    "opened": _opened,
    "changed": _changed,
    "quiz-never": _quiz,
    "quiz-open": _quiz,
    "quiz-held": _quiz,
    "quiz-failed": _quiz,
}
