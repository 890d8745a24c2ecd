"""Read what is searched for in the list."""

from lms.core.sent import text_asked

LONGEST_SEARCH = 120


def wanted() -> str:
    """The search words, with single spaces."""
    return " ".join(text_asked("q")[:LONGEST_SEARCH].split())
