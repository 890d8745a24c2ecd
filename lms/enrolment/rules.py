"""More time for a person: which grant counts for a quiz."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Allowance:
    """The planned time times `multiplier` plus `minutes`, or no limit if `lifted`. `quiz` "" means every quiz."""

    quiz: str = ""
    multiplier: float = 1.0
    minutes: int = 0
    lifted: bool = False

    def time(self, planned: timedelta) -> timedelta | None:
        """The person's own time, or None without a limit."""
        return None if self.lifted else planned * self.multiplier + timedelta(minutes=self.minutes)


PLAIN = Allowance()


def allowance_for(granted: Iterable[Allowance], quiz: str) -> Allowance:
    """What counts for a quiz: the newest grant for it, else the newest for every quiz. `granted` is oldest first."""
    fitting = [each for each in granted if each.quiz in {"", quiz}]
    return max(enumerate(fitting), key=lambda each: (bool(each[1].quiz), each[0]), default=(0, PLAIN))[1]
