"""The content of a form for a question or a quiz, as plain values; ids, and lists of words."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any, Literal

MOST_DRAWS = 24
WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_WORD = 80

DrawBy = Literal["tag", "lesson", "family"]


@dataclass(frozen=True)
class Wording:
    """One variant of a question. `fields` are those of its kind, as an author writes them.

    An emptied row of a list is None, so that every other row keeps its place in the file.
    """

    id: str
    ask: str
    missed: str
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class QuestionText:
    """A family, with the variant that the form shows."""

    id: str
    kind: str
    critical: bool
    lesson: str
    objective: str
    tags: tuple[str, ...]
    sources: tuple[str, ...]
    wording: Wording


@dataclass(frozen=True)
class DrawText:
    """One line of a draw: a family, or a count of a tag or a lesson, where 0 means every critical family."""

    at: int
    by: DrawBy
    which: str
    count: int = 0


@dataclass(frozen=True)
class QuizText:
    """A quiz by draws."""

    id: str
    title: str
    purpose: str
    lesson: str
    pass_mark: int
    attempts: int
    wait_hours: int
    feedback: str
    minutes: int  # 0 without a time limit
    confidence: bool  # whether learners say how sure they are
    draws: tuple[DrawText, ...]


def is_word(text: str) -> bool:
    """Whether a text can be an id or a tag: lower-case letters and numbers, joined by hyphens."""
    return bool(WORD.fullmatch(text)) and len(text) <= LONGEST_WORD


def words(text: str) -> tuple[str, ...]:
    """The words of a list separated by commas or spaces, without repeats."""
    return tuple(dict.fromkeys(re.split(r"[\s,]+", text.strip(" ,\t\n")))) if text.strip(" ,\t\n") else ()


def next_letter(taken: Collection[str]) -> str:
    """The id of a new variant: the first free letter, then numbers."""
    free: tuple[str, ...] = (*ascii_lowercase, *(f"v{number}" for number in range(1, len(taken) + 2)))
    return next(each for each in free if each not in taken)
