"""Gates: may this learner begin this step now? Each gate answers with no reasons, or with the reasons why not.

`lms.app` provides the gates of higher features; the feature that owns a step asks `reasons`.
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
    """Why a step cannot be begun yet: a code of `WORDS`, its values, and the page that leads on."""

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
    """Why the step (a lesson's or quiz's id) cannot be begun, by every gate; empty when it can.

    `passed` names the quizzes that the learner has passed by then. Each gate says how many statements it
    costs; prerequisites cost at most one.
    """
    return tuple(reason for gate in gates() for reason in gate(enrolled, step, passed, at))
