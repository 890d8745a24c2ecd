"""More time for a person: which of what was granted counts for a quiz."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Allowance:
    """The planned time times `multiplier`, and `minutes` more; `lifted` is no limit. `quiz` "" means every quiz."""

    quiz: str = ""
    multiplier: float = 1.0
    minutes: int = 0
    lifted: bool = False

    def time(self, planned: timedelta) -> timedelta | None:
        """The person's own time; None without a limit."""
        return None if self.lifted else planned * self.multiplier + timedelta(minutes=self.minutes)


PLAIN = Allowance()


def allowance_for(granted: Iterable[Allowance], quiz: str) -> Allowance:
    """What counts for a quiz: the newest that names it, or without one the newest for all; `granted` is in order."""
    fitting = [each for each in granted if each.quiz in {"", quiz}]
    return max(enumerate(fitting), key=lambda each: (bool(each[1].quiz), each[0]), default=(0, PLAIN))[1]
