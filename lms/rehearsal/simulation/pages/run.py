"""The pages of an open session: placing the hand, and the session itself.

They contain no zones, no marks, and no event before it happens.
"""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from markupsafe import Markup

from lms.core.pages import Page
from lms.curriculum.document import Document, Rehearsal
from lms.rehearsal.simulation.engine import turns
from lms.rehearsal.simulation.engine.place import feel_of
from lms.rehearsal.simulation.engine.state import values
from lms.rehearsal.simulation.pages import drawing, reasons, words
from lms.rehearsal.simulation.record.judge import replay
from lms.rehearsal.simulation.record.session import Session
from lms.rehearsal.values import OwnRun

CHUNK = 30  # ticks that a live session sends together: a second and a half


@dataclass(frozen=True, kw_only=True)
class RunPage(Page):
    """What both pages of an open run get."""

    document: Document
    rehearsal: Rehearsal
    name: str
    about: str
    honest: str
    number: int  # of the step that comes next
    step_path: str
    introduction_path: str


@dataclass(frozen=True, kw_only=True)
class PlacePage(RunPage):
    """Where the hand is placed."""

    template = "rehearsal/place.html"
    drawing: Markup
    spots: tuple[str, ...]
    feel: str  # what the last place felt like, or "" before the first
    run_path: str  # to continue from that place, or "" before the first


@dataclass(frozen=True, kw_only=True)
class SinkPage(RunPage):
    """The session in turns, or live if the browser can."""

    template = "rehearsal/sink.html"
    live: bool  # whether the live form was chosen
    script: dict[str, Any]  # what the script needs
    turn: int
    feel: str
    may_place: bool  # whether nothing was done yet
    now: list[tuple[str, str]]
    shows: str  # the sign or feeling that needs an answer now, or ""
    says: str  # the client's words that belong to it
    answer: str  # what the client said when last asked
    came: list[str]  # what happened in the last turn
    choices: list[tuple[str, str]]
    live_path: str
    turns_path: str
    place_path: str


def place_page(own: OwnRun, session: Session) -> PlacePage:
    """Where the hand is placed, for the first time or again."""
    body = session.body
    figure = own.document.figure[body["place"]["figure"]]
    return PlacePage(
        **_usual(own, session),
        drawing=drawing.bare(figure, body["place"]),
        spots=tuple(each["name"] for each in body["place"]["spot"]),
        feel=_feel(session),
        run_path=url_for("rehearsal.run", id=own.run.public_id) if session.places else "",
    )


def sink_page(own: OwnRun, session: Session, form: str) -> SinkPage:
    """The session as it is now. `form` is that of the run or the one named in the address."""
    state, body, here = session.state, session.body, own.run.public_id
    return SinkPage(
        **_usual(own, session),
        live=form == words.LIVE,
        script=_for_script(session),
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


def reply(session: Session, number: int) -> dict[str, Any]:
    """The reply to a live session after step `number`: how far it may go, and which events come until then."""
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
    """What the browser needs to simulate touch, without zones and without events not announced yet."""
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
    """What happened in the last turn."""
    if not session.played:
        return []
    before = session.played[-2]["state"][1] if len(session.played) > 1 else 0
    record = replay(session)
    found = [each for each in record.moments if each.tick > before and each.what != "alert"]
    return [reasons.moment(each, record, session.body) for each in found]
