"""The marking page, and what arrives from its forms."""

from dataclasses import dataclass

from flask import request, url_for

from lms.core.errors import Invalid
from lms.core.i18n import gettext as _
from lms.core.pages import Page
from lms.core.paging import Pager, pager
from lms.curriculum.document import Document
from lms.curriculum.policy import Teacher
from lms.curriculum.queries import document
from lms.grading.marking import queries
from lms.grading.marking.queries import Written
from lms.questions.kinds.freetext import counted

SIZE = 10
LONGEST_COMMENT = 2000


@dataclass(frozen=True)
class Sheet:
    """A written answer on the page."""

    written: Written
    quiz: str  # its title
    words: int
    path: str  # where its mark is sent
    anchor: str


@dataclass(frozen=True, kw_only=True)
class MarkingPage(Page):
    """The answers that wait, the oldest first; or those that were marked, the newest mark first."""

    template = "grading/marking.html"
    document: Document
    done: bool
    sheets: list[Sheet]
    pages: Pager
    other: str
    longest: int


def marking(marker: Teacher, *, done: bool, number: int) -> MarkingPage:
    """One page of answers. One statement, besides the editions that are not cached."""
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


def sent(written: Written) -> tuple[frozenset[int], str, int]:
    """The lines of the rubric that are ticked, the comment, and the newest mark that was known. Raises Invalid."""
    ticked = request.form.getlist("met")
    lines = [str(index) for index in range(len(written.question.body.rubric))]
    comment = "\n".join(request.form.get("comment", "").strip().splitlines())
    seen = request.form.get("seen", type=int)
    if not set(ticked) <= set(lines) or seen is None or seen < 0:
        raise Invalid(_("This form is out of date. Reload the page and try again."))
    if len(comment) > LONGEST_COMMENT or "\0" in comment:
        raise Invalid(_("Shorten your comment to %(count)d characters or fewer.", count=LONGEST_COMMENT))
    return frozenset(int(each) for each in ticked), comment, seen


def _sheet(slug: str, written: Written, *, done: bool) -> Sheet:
    attempt = written.attempt
    return Sheet(
        written=written,
        quiz=document(attempt.edition_id).quiz[attempt.quiz].title,
        words=counted(written.text),
        path=url_for(
            "grading.mark", slug=slug, id=attempt.public_id, question=written.number, marked=1 if done else None
        ),
        anchor=f"a-{attempt.public_id}-{written.number}",
    )
