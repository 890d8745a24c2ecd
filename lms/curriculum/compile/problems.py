"""Problems as the compiler tells them: where, what, and what would help."""

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from lms.curriculum.document import Document

Level = Literal["error", "advice", "note"]
SHORT = 60


class SourceLine(NamedTuple):
    """A line of a file of the course."""

    path: str
    line: int


@dataclass(frozen=True)
class Problem:
    """Something wrong at a line. An error stops publishing; advice and notes do not."""

    path: str
    line: int
    message: str
    hint: str = ""
    level: Level = "error"

    def __str__(self) -> str:
        """As editors and terminals know it: path:line: message."""
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Outcome:
    """What compiling gave: the document, or None and the errors why; advice may come with either."""

    document: Document | None
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop publishing."""
        return tuple(problem for problem in self.problems if problem.level == "error")


class Report:
    """Collects problems, each once, in the order of files and lines."""

    def __init__(self) -> None:
        self.found: dict[Problem, None] = {}

    def error(self, spot: SourceLine, message: str, hint: str = "") -> None:
        """Add what stops publishing."""
        self.found[Problem(*spot, message, hint)] = None

    def advice(self, spot: SourceLine, message: str, hint: str = "") -> None:
        """Add what would make the course better; an error where the course sets a standard."""
        self.found[Problem(*spot, message, hint, "advice")] = None

    def note(self, spot: SourceLine, message: str, hint: str = "") -> None:
        """Add what an author may want to know."""
        self.found[Problem(*spot, message, hint, "note")] = None

    def include(self, other: "Report") -> None:
        """Add what another has collected."""
        self.found.update(other.found)

    @property
    def is_sound(self) -> bool:
        """Whether nothing so far stops publishing, so that everything there was could be read."""
        return not any(problem.level == "error" for problem in self.found)

    def outcome(self, document: Document | None, *, strict: bool) -> Outcome:
        """All of it; `strict` turns advice into errors. With an error there is no document."""
        found = sorted(self.found, key=lambda problem: (problem.path, problem.line))
        notes = tuple(problem for problem in found if problem.level == "note")
        problems = tuple(
            replace(problem, level="error") if strict else problem for problem in found if problem.level != "note"
        )
        failed = any(problem.level == "error" for problem in problems)
        return Outcome(None if failed else document, problems, notes)


def shown(value: object) -> str:
    """A value as it stands in a message: quoted, on one line, not too long."""
    text = " ".join(str(value).split())
    return f'"{text if len(text) <= SHORT else text[: SHORT - 1] + "…"}"'
