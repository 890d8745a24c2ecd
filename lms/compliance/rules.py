"""Spreadsheet cells that are never taken for a formula."""

from collections.abc import Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - wide ones are formulas, too
BOM = "\ufeff"


def cell(text: str) -> str:
    """A text as a cell: an apostrophe goes before what a spreadsheet would evaluate."""
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text


def cells(row: Sequence[str]) -> list[str]:
    """The cells of a row."""
    return [cell(text) for text in row]
