"""Building the pages of a session from its stored steps: plain values in, page contexts out; nothing is written."""

from typing import Any

from flask import url_for

from lms.core import addresses
from lms.core.i18n import gettext as _
from lms.rehearsal import catalogue, queries
from lms.rehearsal import words as shared
from lms.rehearsal.models import RehearsalMark
from lms.rehearsal.policy import OwnRun
from lms.rehearsal.queries import Taken
from lms.rehearsal.rules import percent
from lms.rehearsal.simulation import drawing, reasons, turns, words
from lms.rehearsal.simulation.judge import Verdict, judge, replay
from lms.rehearsal.simulation.pages import Part, PlacePage, Row, SinkDebriefPage, SinkPage, Told
from lms.rehearsal.simulation.place import feel_of, zone_at
from lms.rehearsal.simulation.plot import counted, plot, rows
from lms.rehearsal.simulation.session import Session
from lms.rehearsal.simulation.state import values

CHUNK = 30  # ticks that a live session sends at once: a second and a half


def session_of(own: OwnRun, taken: list[Taken]) -> Session:
    """The session as its stored steps give it."""
    return Session(own.rehearsal.body, own.run.variant, own.run.seed, tuple(step.entry for step in taken))


def taken_of(own: OwnRun) -> list[Taken]:
    """The stored steps. One statement."""
    return queries.steps(own.run.id)


def place(own: OwnRun, session: Session) -> PlacePage:
    """Where the hand is placed, for the first time or again."""
    body = session.body
    figure = own.document.figure[body["place"]["figure"]]
    return PlacePage(
        **_usual(own, session),
        ask=body["place"]["ask"],
        drawing=drawing.bare(figure, body["place"]),
        spots=tuple(each["name"] for each in body["place"]["spot"]),
        feel=_feel(session),
        run_path=url_for("rehearsal.run", id=own.run.public_id) if session.places else "",
    )


def sink(own: OwnRun, session: Session, form: str) -> SinkPage:
    """The session as it stands; `form` is that of the run, or the one that was asked for."""
    state, body, here = session.state, session.body, own.run.public_id
    return SinkPage(
        **_usual(own, session),
        live=form == words.LIVE,
        session=_for_script(session),
        turn=len(session.played) + 1,
        feel=_feel(session),
        may_place=not session.played,
        now=words.now(state),
        shows=words.shows(body, state.alert, state.sign) if state.alert else "",
        says=words.says(body, state.alert) if state.alert else "",
        answer=words.answer(body, state),
        came=_came(session),
        choices=[(choice, words.turn(choice)) for choice in turns.offered(state)],
        live_path=url_for("rehearsal.run", id=here, form=words.LIVE),
        turns_path=url_for("rehearsal.run", id=here, form=words.TURNS),
        place_path=url_for("rehearsal.run", id=here, form="place"),
    )


def debrief(own: OwnRun, session: Session, mark: RehearsalMark) -> SinkDebriefPage:
    """Looking back on a finished run."""
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
        name=body["client"]["name"],
        honest=words.honest(),
        passed=passed,
        result=shared.result(
            reached, mark.needed, mark.missed, passed=passed, language=own.document.language
        ),
        critical=catalogue.words(mark.critical),
        points=int(mark.points),
        of=int(mark.of),
        parts=_parts(verdict, session),
        plot=plot(record, ceiling["entry"], ceiling["muscle"]) if record.points else None,
        moments=_moments(verdict, session),
        rows=[
            Row(words.clock(each.tick), words.share(each.pressure), words.share(each.softness),
                str(each.discomfort // 100), words.share(each.breath))
            for each in rows(record)
        ] if record.points else [],
        drawing=drawing.told(own.document.figure[body["place"]["figure"]], body["place"], points),
        place_words=(zone or body["place"]["elsewhere"])["feedback"],
        onward_path=addresses.onward(slug, own.rehearsal.id),
        course_path=addresses.course(slug),
        introduction_path=url_for("rehearsal.simulation", slug=slug, uid=own.rehearsal.id),
    )  # fmt: skip


def reply(session: Session, number: int) -> dict[str, Any]:
    """What a live session is told after step `number`: how far it may go, and what comes on that way."""
    entry = session.entries[number - 1]
    return {"number": number, "until": entry["until"], "waiting": entry["waiting"]}


def _usual(own: OwnRun, session: Session) -> dict[str, Any]:
    client = session.body["client"]
    return {
        "document": own.document,
        "rehearsal": own.rehearsal,
        "name": client["name"],
        "about": client["about"],
        "honest": words.honest(),
        "number": len(session.entries) + 1,
        "step_path": url_for("rehearsal.step", id=own.run.public_id),
        "introduction_path": url_for("rehearsal.simulation", slug=own.document.slug, uid=own.rehearsal.id),
    }


def _for_script(session: Session) -> dict[str, Any]:
    """What the browser needs to give the hand its feel: no zone, no event that has not been announced."""
    ground, body = session.ground, session.body
    return {
        "number": len(session.entries) + 1,
        "state": values(session.state),
        "ground": {
            name: getattr(ground, name) for name in ("need", "tender", "soft", "entry", "muscle", "give", "beat")
        },
        "until": max(session.until, session.state.tick),
        "waiting": session.waiting,
        "chunk": CHUNK,
        "alerts": {
            int(kind): {"shows": body["event"][name]["shows"], "says": body["event"][name]["says"]}
            for kind, name in words.KINDS.items()
        },
        "yes": body["says"]["yes"],
        "wait": body["says"]["wait"],
    }


def _feel(session: Session) -> str:
    if not session.places:
        return ""
    x, y = session.places[-1]["place"]
    return feel_of(session.body, (x, y))


def _came(session: Session) -> list[str]:
    """What came of the last turn."""
    if not session.played:
        return []
    before = session.played[-2]["state"][1] if len(session.played) > 1 else 0
    record = replay(session)
    found = [each for each in record.moments if each.tick > before and each.what != "alert"]
    return [reasons.moment(each, record, session.body) for each in found]


def _parts(verdict: Verdict, session: Session) -> list[Part]:
    record = verdict.record
    return [
        Part(reasons.title(each, record), each.points, each.of, reasons.reason(each, record, session.body))
        for each in verdict.marks
    ]


def _moments(verdict: Verdict, session: Session) -> list[Told]:
    record = verdict.record
    told = [
        Told(number, words.clock(each.tick), reasons.moment(each, record, session.body))
        for number, each in enumerate(counted(record), 1)
    ]
    return told or [Told(1, words.clock(0), _("Nothing happened."))]
