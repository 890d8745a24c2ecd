"""Gates: whether a learner may begin a step now. Each gate returns the reasons why not, or none.

`lms.app` provides the gates of higher features. The feature that owns a step calls `reasons`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from lms.core.i18n import lazy_gettext
from lms.core.wiring import ExtensionPoint
from lms.enrolment.queries import Enrolled

WORDS = {
    "lesson-first": lazy_gettext("Complete the lesson “%(title)s” first."),
    "lesson-again": lazy_gettext("Read the lesson “%(title)s” again first. It changed after you completed it."),
    "quiz-first": lazy_gettext("Pass “%(title)s” first."),
    "rehearsal-first": lazy_gettext("Pass “%(title)s” first."),
}


@dataclass(frozen=True)
class Reason:
    """Why a step is locked: a code of `WORDS`, the values of its text, and the page to go to."""

    code: str
    values: Mapping[str, object]
    link: str

    @property
    def words(self) -> str:
        """The reason as a sentence in the reader's language."""
        return str(WORDS[self.code] % self.values)


Gate = Callable[[Enrolled, str, frozenset[str], datetime], tuple[Reason, ...]]
gates: ExtensionPoint[tuple[Gate, ...]] = ExtensionPoint("gates", ())


def reasons(enrolled: Enrolled, step: str, passed: frozenset[str], at: datetime) -> tuple[Reason, ...]:
    """Every gate's reasons why a step (a lesson's or quiz's id) cannot be begun, or empty if it can.

    `passed` has the quizzes that the learner has passed by then. Each gate documents how many statements it
    costs. Prerequisites cost at most one.
    """
    return tuple(reason for gate in gates() for reason in gate(enrolled, step, passed, at))
