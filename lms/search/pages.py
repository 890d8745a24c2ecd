"""The page of results, and the search field on the home page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from lms.core.ids import PersonId
from lms.core.pages import Page
from lms.core.paging import Pager, Slice, page_number, pager
from lms.core.sent import text_asked
from lms.curriculum.queries import document
from lms.enrolment.queries import Enrolled, enrolments
from lms.learning.outline import course_path, step_paths, word_path
from lms.learning.queries import standings
from lms.search import queries
from lms.search.queries import Found, IndexEntry
from lms.search.rules import LONGEST, ExcerptPiece, Trouble, Wanted, excerpt, marked, wanted
from lms.ui.slots import SlotCard

A_PAGE = 10
NOTHING = Found(Slice((), 1, more=False), 0)


@dataclass(frozen=True)
class Hit:
    """A result: what it is, where it leads, and where the words occur in it."""

    kind: str
    path: str  # "" where there is no page of its own
    title: tuple[ExcerptPiece, ...]
    excerpt: tuple[ExcerptPiece, ...]  # empty for a locked lesson
    course: str
    language: str
    locked: bool = False


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    """A query and its results."""

    template = "search/search.html"
    typed: str
    trouble: Trouble
    longest: int
    hits: tuple[Hit, ...]
    total: int
    single: tuple[tuple[str, str], ...]  # words to search for alone, each with its address
    pages: Pager


@dataclass(frozen=True)
class HomeCard:
    """The search field on the home page. It needs no data."""


AT_HOME_CARD = SlotCard(template="search/_home.html", read=lambda _person_id: HomeCard(), statements=0)


def search_page(person_id: PersonId, at: datetime) -> SearchPage:
    """The results. Two statements, none for an invalid query, two more if lessons are among them."""
    asked = wanted(text_asked("q"))
    mine = [] if asked.trouble else enrolments(person_id, at)
    found = NOTHING if asked.trouble else queries.find(person_id, mine, asked, page_number(), A_PAGE)
    locked = _locked(found, mine, at)
    alone = asked.words if not found.total and len(asked.words) > 1 else ()
    return SearchPage(
        typed=asked.typed,
        trouble=asked.trouble,
        longest=LONGEST,
        hits=tuple(_hit(each, mine, asked, locked) for each in found.entries.items),
        total=found.total,
        single=tuple((word, url_for("search.find", q=word)) for word in alone),
        pages=pager(found.entries, "search.find", q=asked.typed),
    )


def _locked(found: Found, mine: Sequence[Enrolled], at: datetime) -> frozenset[tuple[str, str]]:
    """The found lessons that are locked for the learner, by course. Two statements, or none."""
    courses = {each.course for each in found.entries.items if each.kind == "lesson"}
    stands = standings([each for each in mine if each.slug in courses], at)
    return frozenset((each.enrolled.slug, step.uid) for each in stands for step in each.way.steps if step.locked)


def _hit(entry: IndexEntry, mine: Sequence[Enrolled], asked: Wanted, locked: frozenset[tuple[str, str]]) -> Hit:
    own = next((each for each in mine if each.slug == entry.course), None)
    edition = entry.edition_id or (own.edition_id if own else None)
    course = document(edition) if edition else None
    shut = entry.kind == "lesson" and (entry.course, entry.subject) in locked
    return Hit(
        kind=entry.kind,
        path=_leads_to(entry, own),
        title=marked(entry.title, asked),
        excerpt=() if shut else marked(entry.text, asked) if entry.kind == "term" else excerpt(entry.text, asked),
        course=course.title if course else "",
        language=course.language if course else "",
        locked=shut,
    )


def _leads_to(entry: IndexEntry, own: Enrolled | None) -> str:
    """The address of the lesson, the note or the term. A note without its lesson leads to the list of notes."""
    if entry.kind == "term":
        return word_path(entry.course, entry.subject)
    lesson = step_paths(own.slug, own.edition_id).get(entry.subject) if own else None
    if entry.kind == "note":
        return url_for("notes.note", slug=own.slug, uid=entry.subject) if own and lesson else url_for("notes.mine")
    return lesson or course_path(entry.course)
