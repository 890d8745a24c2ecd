"""The introduction of a rehearsal, the same for every sort. Each sort has its own further pages."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from lms.assessment.words import WhyNotPassed
from lms.core import addresses
from lms.core.pages import Page
from lms.curriculum.document import Document, Rehearsal
from lms.enrolment import gates
from lms.enrolment.gates import Reason
from lms.rehearsal import queries, words
from lms.rehearsal.rules import RehearsalState
from lms.rehearsal.values import OwnRehearsal


@dataclass(frozen=True)
class StartForm:
    """A form in which a run can begin: what its button sends and says, and a sentence beside it."""

    form: str
    label: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class IntroductionPage(Page):
    """The first page of a rehearsal: what it is, the learner's state, and the forms to begin."""

    template = "rehearsal/introduction.html"
    document: Document
    rehearsal: Rehearsal
    sort: str  # in the reader's language
    rules: list[str]
    state: RehearsalState
    result: str  # of the run that counts, or "" before the first
    why: WhyNotPassed | None
    closed: tuple[Reason, ...]  # prerequisites that are not met
    doors: tuple[StartForm, ...]  # empty while a run is open or it is locked
    begin_path: str
    open_path: str  # the open run, or ""
    read_path: str  # the debrief of the newest finished run, or ""
    course_path: str


def introduction_page(
    own: OwnRehearsal, at: datetime, *, sort: str, rules: list[str], doors: tuple[StartForm, ...]
) -> IntroductionPage:  # fmt: skip
    """Build the first page. `rules` are sentences, `doors` the forms in which a run can begin.

    Two statements besides those of the gates.
    """
    rehearsal, enrolled = own.rehearsal, own.enrolled
    state = queries.states(enrolled.enrolment_id, own.document, at)[rehearsal.id]
    closed: tuple[Reason, ...] = ()
    if not state.unfinished:
        passed = queries.passed_quizzes(enrolled.enrolment_id, own.document, at)
        closed = gates.reasons(enrolled, rehearsal.id, passed, at)
    return IntroductionPage(
        document=own.document,
        rehearsal=rehearsal,
        sort=sort,
        rules=rules,
        state=state,
        result=_result(own, state.percent, state.missed, passed=state.status == "passed"),
        why=words.why(rehearsal, state, own.document.language) if state.runs else None,
        closed=closed,
        doors=() if closed or state.unfinished else doors,
        begin_path=url_for(f"rehearsal.begin_{rehearsal.sort}", slug=enrolled.slug, uid=rehearsal.id),
        open_path=url_for("rehearsal.run", id=state.unfinished) if state.unfinished else "",
        read_path=url_for("rehearsal.debrief", id=state.newest) if state.newest else "",
        course_path=addresses.course(enrolled.slug),
    )


def _result(own: OwnRehearsal, percent: int | None, missed: str, *, passed: bool) -> str:
    if percent is None:
        return ""
    return words.result(percent, own.rehearsal.pass_mark, missed, passed=passed, language=own.document.language)
