"""Events that the curriculum announces."""

from dataclasses import dataclass

from lms.core.events import Event
from lms.core.ids import EditionId
from lms.curriculum.document import Document


@dataclass(frozen=True)
class EditionPublished(Event):
    """An edition became the current one of its course, possibly again."""

    slug: str
    edition_id: EditionId
    document: Document
