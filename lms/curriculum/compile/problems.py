"""Problems as the compiler reports them: where, what, and a hint."""

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
    """A problem at a line. Errors prevent publishing; advice and notes do not."""

    path: str
    line: int
    message: str
    hint: str = ""
    level: Level = "error"

    def __str__(self) -> str:
        """The form that editors and terminals understand: path:line: message."""
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Outcome:
    """The result of compiling: the document, or None with the errors. Either may come with advice."""

    document: Document | None
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that prevent publishing."""
        return tuple(problem for problem in self.problems if problem.level == "error")


class Report:
    """Collects problems, each once, in the order of files and lines."""

    def __init__(self) -> None:
        self.found: dict[Problem, None] = {}

    def error(self, spot: SourceLine, message: str, hint: str = "") -> None:
        """Add a problem that prevents publishing."""
        self.found[Problem(*spot, message, hint)] = None

    def advice(self, spot: SourceLine, message: str, hint: str = "") -> None:
        """Add advice to make the course better, which is an error in a course with a standard."""
        self.found[Problem(*spot, message, hint, "advice")] = None

    def note(self, spot: SourceLine, message: str, hint: str = "") -> None:
        """Add a note for the author."""
        self.found[Problem(*spot, message, hint, "note")] = None

    def include(self, other: "Report") -> None:
        """Add the problems of another report."""
        self.found.update(other.found)

    @property
    def is_sound(self) -> bool:
        """Whether there is no error so far, so that everything could be read."""
        return not any(problem.level == "error" for problem in self.found)

    def outcome(self, document: Document | None, *, strict: bool) -> Outcome:
        """The outcome. `strict` turns advice into errors, and with an error there is no document."""
        found = sorted(self.found, key=lambda problem: (problem.path, problem.line))
        notes = tuple(problem for problem in found if problem.level == "note")
        problems = tuple(
            replace(problem, level="error") if strict else problem for problem in found if problem.level != "note"
        )
        failed = any(problem.level == "error" for problem in problems)
        return Outcome(None if failed else document, problems, notes)


def shown(value: object) -> str:
    """A value for use in a message: quoted, on one line, shortened."""
    text = " ".join(str(value).split())
    return f'"{text if len(text) <= SHORT else text[: SHORT - 1] + "…"}"'
