"""Common flaws of questions: too few parts, duplicates, no feedback."""

from collections.abc import Collection, Iterable, Sequence

from lms.curriculum.kinds import Flaw

FEWEST = 2
EXPLAIN = "Explain in one sentence why it is correct or incorrect."


def few(field: str, parts: Sequence[object], noun: str) -> list[Flaw]:
    """The flaw of a question with fewer than two things to choose from."""
    if len(parts) >= FEWEST:
        return []
    return [Flaw((field,), f"has fewer than two {noun}", f"Write at least two {noun}.")]


def repeated(field: str, texts: Iterable[str], part: str = "text") -> list[Flaw]:
    """A flaw for each duplicate text, since learners could not tell the two apart."""
    seen: set[str] = set()
    flaws = []
    for index, text in enumerate(texts):
        same = " ".join(text.split()).casefold()
        if same in seen:
            flaws.append(Flaw((field, index, part), f"“{text}” is listed twice", "Make each one different."))
        seen.add(same)
    return flaws


def unexplained(field: str, parts: Iterable[tuple[str, str]], hint: str = EXPLAIN) -> list[Flaw]:
    """Advice for each part (text and feedback) without feedback."""
    return [
        Flaw((field, index, "feedback"), f"“{text}” has no feedback", hint, "advice")
        for index, (text, feedback) in enumerate(parts)
        if not feedback.strip()
    ]


def idle(decoys: Sequence[str], belonging: Collection[str], whose: str, part: str) -> list[Flaw]:
    """A flaw for each decoy that belongs somewhere, or occurs twice."""
    flaws = [
        Flaw(("decoy", index), f"“{decoy}” is {whose}", f"A decoy must not match any {part}.")
        for index, decoy in enumerate(decoys)
        if decoy in belonging
    ]
    return [*flaws, *repeated("decoy", decoys)]
