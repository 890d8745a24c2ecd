"""What holds for the text of a note."""

import re

LONGEST = 10_000  # characters
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")  # what no database and no page takes


def tidy(typed: str) -> str:
    """The text as it is kept: line ends as one sign, nothing that cannot be seen, no blank end."""
    return CONTROL.sub("", typed.replace("\r\n", "\n").replace("\r", "\n")).rstrip()
