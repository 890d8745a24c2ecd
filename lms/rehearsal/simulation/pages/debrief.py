"""The debrief of a session: the mark and its reasons, the plot, the moments, the place."""

from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from lms.core import addresses
from lms.core.i18n import gettext as _
from lms.core.pages import Page
from lms.curriculum.document import Document, Rehearsal
from lms.rehearsal import critical_errors
from lms.rehearsal import words as shared
from lms.rehearsal.models import RehearsalMark
from lms.rehearsal.rules import percent
from lms.rehearsal.simulation.engine.place import zone_at
from lms.rehearsal.simulation.pages import drawing, reasons, words
from lms.rehearsal.simulation.pages.plot import Plot, counted, plot, rows
from lms.rehearsal.simulation.record.judge import Verdict, judge
from lms.rehearsal.simulation.record.session import Session
from lms.rehearsal.values import OwnRun


@dataclass(frozen=True)
class MarkedPart:
    """One part of the mark."""

    title: str
    points: int
    of: int
    reason: str


@dataclass(frozen=True)
class ToldMoment:
    """A moment that counted."""

    number: int
    at: str
    words: str


@dataclass(frozen=True)
class SessionRow:
    """A row of the table under the plot."""

    at: str
    pressure: str
    softness: str
    number: str
    breath: str


@dataclass(frozen=True, kw_only=True)
class SinkDebriefPage(Page):
    """The debrief: the mark and its reasons, the plot, the moments, the place."""

    template = "rehearsal/sink_debrief.html"
    document: Document
    rehearsal: Rehearsal
    honest: str
    passed: bool
    result: str
    critical: str
    points: int
    of: int
    parts: list[MarkedPart]
    plot: Plot | None  # None if nothing was done
    moments: list[ToldMoment]
    rows: list[SessionRow]
    drawing: Markup
    place_words: str
    onward_path: str
    course_path: str
    introduction_path: str


def debrief_page(own: OwnRun, session: Session, mark: RehearsalMark) -> SinkDebriefPage:
    """Build the debrief of a finished run."""
    verdict, body = judge(session), session.body
    record, slug = verdict.record, own.document.slug
    reached = percent(mark.points, mark.of)
    passed = not mark.critical and reached >= mark.needed
    ceiling = body["ceiling"]
    points = [(int(each["place"][0]), int(each["place"][1])) for each in session.places]
    zone = zone_at(body, points[-1])
    return SinkDebriefPage(
        document=own.document,
        rehearsal=own.rehearsal,
        honest=words.honest(),
        passed=passed,
        result=shared.result(
            reached, mark.needed, mark.missed, passed=passed, language=own.document.language
        ),
        critical=critical_errors.words(mark.critical),
        points=int(mark.points),
        of=int(mark.of),
        parts=_parts(verdict, session),
        plot=plot(record, ceiling["entry"], ceiling["muscle"]) if record.points else None,
        moments=_moments(verdict, session),
        rows=[
            SessionRow(words.clock(each.tick), words.share(each.pressure), words.share(each.softness),
                str(each.discomfort // 100), words.share(each.breath))
            for each in rows(record)
        ] if record.points else [],
        drawing=drawing.told(own.document.figure[body["place"]["figure"]], body["place"], points),
        place_words=(zone or body["place"]["elsewhere"])["feedback"],
        onward_path=addresses.onward(slug, own.rehearsal.id),
        course_path=addresses.course(slug),
        introduction_path=url_for("rehearsal.simulation", slug=slug, uid=own.rehearsal.id),
    )  # fmt: skip


def _parts(verdict: Verdict, session: Session) -> list[MarkedPart]:
    record = verdict.record
    return [
        MarkedPart(reasons.title(each, record), each.points, each.of, reasons.reason(each, record, session.body))
        for each in verdict.marks
    ]


def _moments(verdict: Verdict, session: Session) -> list[ToldMoment]:
    record = verdict.record
    told = [
        ToldMoment(number, words.clock(each.tick), reasons.moment(each, record, session.body))
        for number, each in enumerate(counted(record), 1)
    ]
    return told or [ToldMoment(1, words.clock(0), _("Nothing happened."))]
