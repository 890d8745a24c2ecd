"""What a sort of rehearsal offers to the compiler, and the sorts that are known; `lms.app` provides them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from lms.core.wiring import ExtensionPoint
from lms.curriculum.document import Figure, RehearsalSort
from lms.curriculum.kinds import Flaw


@dataclass(frozen=True)
class RehearsalContext:
    """What a rehearsal may point at besides itself, and what its head says that matters to its body."""

    figures: Mapping[str, Figure]
    sources: frozenset[str]
    warning: bool = False  # its head has a content warning
    pass_mark: int = 80  # in percent


class Sort(Protocol):
    """A sort of rehearsal, as the compiler sees it: one file in its folder is one rehearsal."""

    def __hash__(self) -> int:
        """What a sort has read is kept by the sort, too."""

    @property
    def name(self) -> RehearsalSort:
        """The word by which the document calls it."""

    @property
    def folder(self) -> str:
        """The folder of the course where its files stand."""

    def read(self, fields: dict[str, Any], known: RehearsalContext) -> tuple[dict[str, Any], list[Flaw]]:
        """Read one file without the fields that all rehearsals share.

        Returns the body (plain JSON values) and every flaw; a body with an error is never used.
        """

    def explain(self, body: dict[str, Any]) -> tuple[str, ...]:
        """What it amounts to, a line each, for `flask courses check --explain`."""


known: ExtensionPoint[Mapping[str, Sort]] = ExtensionPoint("sorts of rehearsals", {})
