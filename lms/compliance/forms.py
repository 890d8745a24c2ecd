"""What is sought in the list."""

from lms.core.sent import text_asked

LONGEST_SEARCH = 120


def wanted() -> str:
    """The words that are sought in the list, with single spaces."""
    return " ".join(text_asked("q")[:LONGEST_SEARCH].split())
