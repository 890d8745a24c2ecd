"""What holds for the clinic's lists: cells that no spreadsheet takes for a formula."""

from collections.abc import Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - wide ones are formulas, too
BOM = "\ufeff"


def cell(text: str) -> str:
    """A text as a cell: what a spreadsheet would work out begins with an apostrophe."""
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text


def cells(row: Sequence[str]) -> list[str]:
    """A row of such cells."""
    return [cell(text) for text in row]
