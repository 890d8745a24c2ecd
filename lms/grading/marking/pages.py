"""The page of written answers to grade."""

from dataclasses import dataclass

from flask import url_for

from lms.core.pages import Page
from lms.core.paging import Pager, page_number, pager
from lms.curriculum.document import Document
from lms.curriculum.queries import document
from lms.curriculum.values import Teacher
from lms.grading.marking import queries
from lms.grading.marking.forms import LONGEST_COMMENT, shows_marked
from lms.grading.marking.queries import Written
from lms.questions.kinds.freetext import counted

SIZE = 10


@dataclass(frozen=True)
class AnswerToGrade:
    """A written answer on the page."""

    written: Written
    quiz: str  # its title
    words: int
    path: str  # where the mark is sent
    anchor: str


@dataclass(frozen=True, kw_only=True)
class MarkingPage(Page):
    """The answers awaiting grading, oldest first, or the marked ones, newest mark first."""

    template = "grading/marking.html"
    document: Document
    done: bool
    sheets: list[AnswerToGrade]
    pages: Pager
    other: str
    longest: int


def marking_page(marker: Teacher) -> MarkingPage:
    """The answers awaiting grading, or the marked ones, a page at a time.

    One statement, besides the editions that are not cached.
    """
    done, number = shows_marked(), page_number()
    slug = marker.course.slug
    found = (queries.marked if done else queries.waiting)(marker.course.id, marker.person_id, number, SIZE)
    return MarkingPage(
        document=document(marker.course.current_edition_id),
        done=done,
        sheets=[_sheet(slug, each, done=done) for each in found.items],
        pages=pager(found, "grading.marking", slug=slug, marked=1 if done else None),
        other=url_for("grading.marking", slug=slug, marked=None if done else 1),
        longest=LONGEST_COMMENT,
    )


def _sheet(slug: str, written: Written, *, done: bool) -> AnswerToGrade:
    attempt = written.attempt
    return AnswerToGrade(
        written=written,
        quiz=document(attempt.edition_id).quiz[attempt.quiz].title,
        words=counted(written.text),
        path=url_for(
            "grading.mark", slug=slug, id=attempt.public_id, question=written.number, marked=1 if done else None
        ),
        anchor=f"a-{attempt.public_id}-{written.number}",
    )
