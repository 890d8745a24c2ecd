"""The directives of a lesson: what each allows after its name and between its lines."""

import difflib
from typing import get_args

from lms.curriculum.compile.problems import Report, SourceLine, shown
from lms.curriculum.markup import Block
from lms.curriculum.reference import Band, Light

BOXES = ("caution", "say", "note")
POINTERS = {"claim": "claim", "figure": "figure", "check": "family"}  # name: the sort of thing it shows
TABLES = {"cautions": (*get_args(Light), "all"), "red-flags": (*get_args(Band), "all")}
KNOWN = (*BOXES, "steps", *POINTERS, *TABLES)
WITH_TEXT = (*BOXES, "steps", "figure")


def target(block: Block, spot: SourceLine, report: Report) -> str | None:
    """Check one directive. Returns the sort of thing that its argument names, if it names one."""
    name = shown(f":::{block.name}")
    if block.name not in KNOWN:
        close = difflib.get_close_matches(block.name, KNOWN, n=1)
        report.error(spot, f"unknown directive {name}", f"Did you mean :::{close[0]}?" if close else _all())
        return None
    if block.name in WITH_TEXT:
        _text(block, name, spot, report)
    elif block.tokens:
        report.error(spot, f"{name} cannot contain text", "Close it on the next line")
    if block.name in TABLES and block.argument not in TABLES[block.name]:
        report.error(spot, f"{name} needs one of these after it: {', '.join(TABLES[block.name])}")
    if block.name in POINTERS and not block.argument:
        report.error(spot, f"{name} needs the ID of a {POINTERS[block.name]}", f"Write :::{block.name} ID")
    return POINTERS.get(block.name)


def _text(block: Block, name: str, spot: SourceLine, report: Report) -> None:
    if not block.tokens:
        report.error(spot, f"{name} is empty", "Write the caption inside it" if block.name == "figure" else "")
    elif block.name == "steps" and not _one_numbered_list(block):
        report.error(spot, f"{name} must contain one numbered list and nothing else")


def _one_numbered_list(block: Block) -> bool:
    outermost = [token.type for token in block.tokens if token.level == block.tokens[0].level]
    return outermost == ["ordered_list_open", "ordered_list_close"]


def _all() -> str:
    return "Known directives: " + " ".join(f":::{name}" for name in KNOWN)
