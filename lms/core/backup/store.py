"""What a kind of database offers for copies."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

Told = Callable[[int], None]  # hears how many percent are done


class CannotCopy(Exception):
    """A copy cannot be made or brought back; the message says why and what would do."""


class Store(Protocol):
    """A database, as whole. Each of these raises CannotCopy."""

    name: str
    magic: bytes  # how its copies begin

    def copy(self, to: Path, told: Told) -> None:
        """Write everything that was committed before into an empty file, while the database is in use."""

    def checked(self, file: Path) -> str:
        """The revision of the tables in a copy, once all of the copy was read and found sound."""

    def restore(self, file: Path, told: Told) -> None:
        """Put a checked copy in the place of everything, in one step. Refuses while somebody has it open."""
