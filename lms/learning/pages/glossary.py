"""The glossary of a course: its terms from A to Z, each with the first lesson that explains it."""

from dataclasses import dataclass
from types import MappingProxyType

from lms.core.cache import cached
from lms.core.ids import EditionId
from lms.core.pages import Page
from lms.curriculum.document import Document
from lms.curriculum.queries import document, lesson_body
from lms.curriculum.reference import Term
from lms.learning.outline import course_path, step_paths
from lms.learning.pages.lesson import NeighborLink
from lms.learning.values import SeenCourse


@dataclass(frozen=True)
class Word:
    """A term of the glossary, and the first lesson that explains it."""

    term: Term
    lesson: NeighborLink | None


@dataclass(frozen=True, kw_only=True)
class GlossaryPage(Page):
    """The terms of a course from A to Z."""

    template = "learning/glossary.html"
    document: Document
    course_path: str
    words: tuple[Word, ...]


def glossary_page(seen: SeenCourse) -> GlossaryPage:
    """All terms of the course. Learners also get a link to the lesson that explains each."""
    return GlossaryPage(
        document=seen.document,
        course_path=course_path(seen.slug),
        words=tuple(Word(term, _lesson(seen, term)) for term in sorted(seen.document.terms, key=_alphabetical)),
    )


def _alphabetical(term: Term) -> str:
    return term.term.casefold()


def _lesson(seen: SeenCourse, term: Term) -> NeighborLink | None:
    uid = _first_in(seen.edition_id).get(term.id) if seen.enrolled else None
    return NeighborLink(step_paths(seen.slug, seen.edition_id)[uid], seen.document.lesson[uid].title) if uid else None


@cached(64)  # an edition never changes
def _first_in(edition_id: EditionId) -> MappingProxyType[str, str]:
    """The first lesson that explains each term, by the term's id."""
    course = document(edition_id)
    found: dict[str, str] = {}
    for uid in (step for step in course.steps if step in course.lesson):
        for term in lesson_body(edition_id, uid).terms:
            found.setdefault(term.id, uid)
    return MappingProxyType(found)
