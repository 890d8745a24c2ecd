"""What a disk may hold after the power was cut, from a log of what was written to it and what was synced.

The rules are those that a database may count on and no more. What was synced is there. What was not
may be there or not, write by write, and a write may be torn between sectors of 512 bytes; a later one
may have arrived and an earlier one not. A new or a removed name is certain once its folder was synced.
"""

import random
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

HEADER = struct.Struct("<cHIq")
SECTOR = 512
TORN = 0.3  # of the writes that arrive
RECEIPT = re.compile(rb'"receipt": *"([0-9a-f]+)"')
Fate = Literal["none", "some", "all"]  # how much of what was not synced is there


class Record(NamedTuple):
    """One thing that happened; `disk.c` says what its fields mean for each kind."""

    kind: str
    path: str
    offset: int
    bytes: bytes


def read(log: Path) -> list[Record]:
    """Everything in a log, in order; a record that the end cut off is left out."""
    content, at, records = log.read_bytes(), 0, []
    while at + HEADER.size <= len(content):
        kind, path, count, offset = HEADER.unpack_from(content, at)
        start = at + HEADER.size
        at = start + path + count
        if at <= len(content):
            records.append(
                Record(kind.decode(), content[start : start + path].decode(), offset, content[at - count : at])
            )
    return records


def receipts(record: Record) -> list[str]:
    """The receipts in something that was sent."""
    return [each.decode() for each in RECEIPT.findall(record.bytes)] if record.kind == "A" else []


@dataclass
class File:
    """What is certain of a file, and what was done to it since, each with its number in the log."""

    certain: bytearray
    since: list[tuple[int, Record]] = field(default_factory=list)

    def settle(self, until: int) -> None:
        """A sync that began at this place of the log has ended."""
        while self.since and self.since[0][0] < until:
            _apply(self.certain, self.since.pop(0)[1])

    def after(self, fate: Fate, chance: random.Random) -> bytearray:
        """What it may hold after the cut."""
        content = bytearray(self.certain)
        for _number, record in self.since:
            if fate == "all":
                _apply(content, record)
            elif fate == "some" and chance.random() < 0.5:
                _apply(content, record, chance)
        return content


def _apply(content: bytearray, record: Record, chance: random.Random | None = None) -> None:
    """Do to a file what a record says; with `chance` it may be torn."""
    end = record.offset + len(record.bytes)
    if record.kind == "T":
        del content[record.offset :]
        end = record.offset
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    torn = chance is not None and chance.random() < TORN
    for start in range(0, len(record.bytes), SECTOR if torn else len(record.bytes) or 1):
        part = record.bytes[start : start + SECTOR] if torn else record.bytes
        if not torn or (chance and chance.random() < 0.5):
            content[record.offset + start : record.offset + start + len(part)] = part


class Platter:
    """The disk while the log is played: its files by name, the names that are certain, the syncs under way."""

    def __init__(self, base: Mapping[str, bytes], folder: str) -> None:
        """`base` are the files before the log begins, by path; `folder` is where they are."""
        self.names = {path: File(bytearray(content)) for path, content in base.items()}
        self.certain = dict(self.names)
        self.folder = folder
        self._syncs: dict[tuple[str, int], int] = {}

    def play(self, number: int, record: Record) -> None:
        """Let the record of this number happen."""
        if record.kind in "WT":
            self.names.setdefault(record.path, File(bytearray())).since.append((number, record))
        elif record.kind == "U":
            self.names.pop(record.path, None)
        elif record.kind == "b":
            self._syncs[record.path, record.offset] = number
        elif record.kind == "s":
            self._synced(record.path, self._syncs.pop((record.path, record.offset)))

    def _synced(self, path: str, begun: int) -> None:
        if path == self.folder:
            self.certain = dict(self.names)
        elif path in self.names:
            self.names[path].settle(begun)

    def image(self, fate: Fate, chance: random.Random) -> dict[str, bytearray]:
        """The files that are there after a cut at this moment."""
        if fate == "some":
            paths = sorted(self.names | self.certain)
            named = {path: chance.choice([self.names, self.certain]).get(path) for path in paths}
        else:
            named = dict(self.names if fate == "all" else self.certain)
        return {path: file.after(fate, chance) for path, file in named.items() if file}


def cuts(records: list[Record], count: int, chance: random.Random) -> list[int]:
    """So many places for a cut, in order: half of them right after an acknowledgement left, half anywhere after one."""
    left = [number + 1 for number, record in enumerate(records) if record.kind == "A"]
    anywhere = [chance.randint(left[0], len(records)) for _each in range(count // 2)]
    return sorted([*anywhere, *(chance.choice(left) for _each in range(count - len(anywhere)))])
