"""Building the page of what was found: plain values in, a page context out; nothing is written."""

from collections.abc import Sequence

from flask import url_for

from lms.core.paging import Slice, pager
from lms.curriculum.queries import document
from lms.enrolment.queries import Enrolled, enrolments
from lms.learning.outline import course_path, step_paths, word_path
from lms.learning.queries import standings
from lms.search import queries
from lms.search.pages import Hit, HomeCard, SearchPage
from lms.search.queries import Entry, Found
from lms.search.rules import LONGEST, Wanted, excerpt, marked, wanted
from lms.ui.slots import Card

A_PAGE = 10
AT_HOME_CARD = Card(template="search/_home.html", read=lambda _person_id: HomeCard(), statements=0)
NOTHING = Found(Slice((), 1, more=False), 0)


def results(person_id: int, typed: str, number: int) -> SearchPage:
    """What was found. Two statements, none where nothing can be asked; two more where lessons are among it."""
    asked = wanted(typed)
    mine = [] if asked.trouble else enrolments(person_id)
    found = NOTHING if asked.trouble else queries.find(person_id, mine, asked, number, A_PAGE)
    locked = _locked(found, mine)
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


def _locked(found: Found, mine: Sequence[Enrolled]) -> frozenset[tuple[str, str]]:
    """The lessons among the found ones that are not open to the learner yet, by course. Two statements, or none."""
    courses = {each.course for each in found.entries.items if each.kind == "lesson"}
    stands = standings([each for each in mine if each.slug in courses])
    return frozenset((each.enrolled.slug, step.uid) for each in stands for step in each.way.steps if step.locked)


def _hit(entry: Entry, mine: Sequence[Enrolled], asked: Wanted, locked: frozenset[tuple[str, str]]) -> Hit:
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


def _leads_to(entry: Entry, own: Enrolled | None) -> str:
    """The lesson; the note beside it; the word in its glossary. A note without its lesson is found among all notes."""
    if entry.kind == "term":
        return word_path(entry.course, entry.subject)
    lesson = step_paths(own.slug, own.edition_id).get(entry.subject) if own else None
    if entry.kind == "note":
        return url_for("notes.note", slug=own.slug, uid=entry.subject) if own and lesson else url_for("notes.mine")
    return lesson or course_path(entry.course)
