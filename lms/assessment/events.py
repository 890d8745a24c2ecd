"""What assessment tells those who stand above it."""

from dataclasses import dataclass

from lms.core.events import Event


@dataclass(frozen=True)
class AttemptSubmitted(Event):
    """An attempt or a make-up was handed in and marked; `passed` says whether it passes the quiz by itself."""

    enrolment_id: int
    quiz: str
    passed: bool
