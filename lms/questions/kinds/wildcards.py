"""Patterns of short answers: `*` matches any characters, `\\*` for a star. No regular expression is built.

Each piece between the stars is searched for once, from left to right, so that no pattern and no answer
can make it slow.
"""

import re

from lms.questions.kinds.typed import folded

STAR = re.compile(r"(?<!\\)\*")


def matches(pattern: str, text: str, *, case: bool = False) -> bool:
    """Whether the whole text matches the pattern. Spaces around the text are ignored, those in the pattern are not."""
    first, *others = pieces(pattern, case=case)
    said = folded(text, case=case).strip()
    if not others:
        return said == first
    *middle, last = others
    at, end = len(first), len(said) - len(last)
    if end < at or not said.startswith(first) or not said.endswith(last):
        return False
    for piece in middle:
        found = said.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def pieces(pattern: str, *, case: bool = False) -> list[str]:
    """The pattern's plain texts between its stars; a single one without stars."""
    return [piece.replace(r"\*", "*") for piece in STAR.split(folded(pattern, case=case))]
