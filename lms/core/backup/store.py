"""What each kind of database implements for backups."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

Told = Callable[[int], None]  # called with the percentage done


class CannotCopy(Exception):
    """A copy cannot be made or restored. The message says why, and what to do."""


class Store(Protocol):
    """A whole database. Every method may raise CannotCopy."""

    name: str
    magic: bytes  # the first bytes of its copies

    def copy(self, to: Path, told: Told) -> None:
        """Write everything committed so far into an empty file, while the database is in use."""

    def checked(self, file: Path) -> str:
        """Read and check all of a copy. Returns the revision of its tables."""

    def restore(self, file: Path, told: Told) -> None:
        """Replace everything with a checked copy, in one step. Refuses while another process has the database open."""
