"""What a sort of rehearsal offers the compiler, and the registered sorts, which `lms.app` provides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from lms.core.wiring import ExtensionPoint
from lms.curriculum.document import Figure, RehearsalSort
from lms.curriculum.kinds import Flaw


@dataclass(frozen=True)
class RehearsalContext:
    """What a rehearsal may refer to outside itself, and the values of its head that its body depends on."""

    figures: Mapping[str, Figure]
    sources: frozenset[str]
    warning: bool = False  # its head has a content warning
    pass_mark: int = 80  # in percent


class Sort(Protocol):
    """A sort of rehearsal, as the compiler sees it: one file in its folder is one rehearsal."""

    def __hash__(self) -> int:
        """Sorts are part of the key under which what they read is cached."""

    @property
    def name(self) -> RehearsalSort:
        """Its name in the document."""

    @property
    def folder(self) -> str:
        """The course's folder for its files."""

    def read(self, fields: dict[str, Any], known: RehearsalContext) -> tuple[dict[str, Any], list[Flaw]]:
        """Read one file without the fields that all rehearsals share.

        Returns the body (plain JSON values) and every flaw; a body with an error is never used.
        """

    def explain(self, body: dict[str, Any]) -> tuple[str, ...]:
        """A summary, line by line, for `flask courses check --explain`."""


known: ExtensionPoint[Mapping[str, Sort]] = ExtensionPoint("sorts of rehearsals", {})
