"""Rules for the text of a note."""

from lms.core.text import readable

LONGEST = 10_000  # characters


def tidy(typed: str) -> str:
    """The text as it is stored: without space at the end."""
    return readable(typed).rstrip()
