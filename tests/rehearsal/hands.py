"""A small simulation with one of everything, and a learner who plays it."""

import tomllib
from copy import deepcopy
from functools import cache
from typing import Any

from sqlalchemy import select

from lms.core.db import db
from lms.curriculum.document import Figure
from lms.curriculum.rehearsals import RehearsalContext
from lms.rehearsal.models import RehearsalMark, RehearsalRun, RehearsalStep
from lms.rehearsal.simulation.author.player import patient
from lms.rehearsal.simulation.author.read import Simulation
from lms.rehearsal.simulation.record.session import Session
from tests.tiny import tiny_tree

HEAD = """
id = "sink"
title = "Sink: a small belly"
summary = "Practise to ask and to wait."
lesson = "first"
minutes = 5
"""

BODY = """
client = { name = "Noor", about = "Lies ready, and knows how to stop you." }
ceiling = { entry = 3, muscle = 6 }
says = { yes = ["“{number}. Yes.”"], wait = ["“{number}. Wait.”"] }
critical = { contact = "you touched Noor before her yes", never = "you sank on the midline" }

[place]
figure = "belly"
title = "A belly"
description = "A belly from the front."
ask = "Where does your hand rest?"
elsewhere = { feel = "Nothing in particular here.", feedback = "The start is to the right." }
spot = [
  { name = "In the middle", at = [50, 50] },
  { name = "To the right", at = [20, 50] },
  { name = "Far up", at = [80, 5] },
  { name = "A little lower", at = [20, 65] },
]

[[place.zone]]
kind = "start"
points = [[10, 40], [30, 40], [30, 60], [10, 60]]
feel = "Soft and quiet under your palm."
feedback = "The start zone it was."

[[place.zone]]
kind = "near"
points = [[5, 61], [35, 61], [35, 75], [5, 75]]
feel = "Less give than you had hoped."
feedback = "A little too low."

[[place.zone]]
kind = "never"
points = [[40, 20], [60, 20], [60, 80], [40, 80]]
feel = "A faint beat from below."
feedback = "Nobody sinks on the midline."

[[layer]]
id = "fascia"
need = 200
tender = 1000
soft = 450

[[layer]]
id = "wall"
need = 260
tender = 1050
soft = 400

[[layer]]
id = "deep"
need = 300
tender = 1100
soft = 380

[[layer]]
id = "muscle"
need = 300
tender = 2200

[event.sign]
shows = ["She braces.", "She frowns.", "She makes a fist.", "Her toes curl."]
answer = "Ease off first."
missed = "you went on against two signs"

[event.held]
shows = ["Her breath has stopped."]
says = "“Four.”"
answer = "The breath counts."
missed = "you went on while her breath was held"

[event.tickle]
shows = ["She giggles."]
says = "“It tickles.”"
answer = "Lighter and slower."

[event.pulse]
shows = ["A beat under your fingers."]
answer = "Soften and move outwards."
missed = "you pressed on over a beat"

[event.wide]
shows = ["A wide beat lifts your fingers."]
answer = "Come off, and refer."
missed = "you stayed on a wide beat"

[event.tingle]
shows = ["Nothing changes."]
says = "“It tingles.”"
answer = "A nerve: ease off."
missed = "you went on although it tingled"

[event.stop]
shows = ["She raises her hand."]
says = "“Stop.”"
answer = "Stop first."
missed = "you went on after stop"

[[variant]]
id = "a"
events = [{ kind = "pulse", layer = "fascia" }, { kind = "held", layer = "deep" }]

[[variant]]
id = "b"
events = [{ kind = "tingle", layer = "wall" }]

[[variant]]
id = "c"
events = [{ kind = "stop", layer = "wall" }]

[[variant]]
id = "d"
events = [{ kind = "tickle", layer = "fascia" }, { kind = "wide", layer = "deep" }]

[[variant]]
id = "quiet"
events = []
"""

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" role="img"
 aria-labelledby="belly-title belly-desc">
<title id="belly-title">The start zone</title><desc id="belly-desc">The start zone is to the right.</desc>
<rect class="f-outline" x="5" y="5" width="90" height="90"/>
<g class="layer" id="belly-zone"><rect class="f-zone" x="10" y="40" width="20" height="20"/></g>
</svg>
"""
RIGHT, MIDDLE, NEAR = 1, 0, 3  # of the named places


def tree(text: str = HEAD + BODY, **more: str) -> dict[str, str]:
    """The tiny course with this simulation."""
    figure = {"figures/belly.svg": SVG, "figures/belly.md": "A belly, with its start zone to the right.\n"}
    return {**tiny_tree(), **figure, "simulations/sink.toml": text, **more}


def fields() -> dict[str, Any]:
    """The fields of the body, for a test to change."""
    return deepcopy(tomllib.loads(BODY))


def known() -> RehearsalContext:
    """What the simulation may point at."""
    figure = Figure(id="belly", svg=SVG, title="The start zone", description="", alternative="")
    return RehearsalContext(figures={"belly": figure}, sources=frozenset())


def read(changed: dict[str, Any] | None = None) -> tuple[dict[str, Any], list[Any]]:
    """The body and the flaws of these fields."""
    return Simulation().read(fields() if changed is None else changed, known())


@cache
def body() -> dict[str, Any]:
    """The checked body; no one changes it."""
    compiled, flaws = read()
    assert flaws == [], flaws
    return compiled


class Learner:
    """`visitor` is signed in and enrolled; `run` is the public id of the newest run."""

    def __init__(self, visitor: Any, slug: str = "tiny") -> None:
        self.visitor, self.slug, self.run = visitor, slug, ""

    def begin(self, form: str = "turns", spot: int | None = RIGHT) -> "Learner":
        """Begin a run, and place the hand by a place's name."""
        self.visitor.post("rehearsal.begin_simulation", {"form": form}, slug=self.slug, uid="sink", expect=302)
        self.run = self.visitor.location.rsplit("/", 1)[1]
        if spot is not None:
            self.place(spot=spot)
        return self

    def place(self, *, expect: int = 302, **where: Any) -> Any:
        """Place the hand: `spot=1`, or `x=20, y=50`."""
        sent = {"number": len(self.entries) + 1, **where}
        return self.visitor.post("rehearsal.step", sent, id=self.run, expect=expect)

    def turn(self, choice: str, number: int = 0, *, expect: int = 302) -> Any:
        """Take a turn as step `number`, or the next one."""
        sent = {"number": number or len(self.entries) + 1, "turn": choice}
        return self.visitor.post("rehearsal.step", sent, id=self.run, expect=expect)

    def turns(self, *choices: str) -> None:
        """Take these one after the other."""
        for choice in choices:
            self.turn(choice)

    def patiently(self) -> int:
        """Play to the end as the course teaches it; how many turns it took."""
        turns = 0
        while not self.row.finished_at:
            session = self.session
            self.turn(patient(session.state, session.ground))
            turns += 1
        return turns

    def send(self, inputs: Any, *, expect: int = 200, **changed: Any) -> Any:
        """Send a part of a live trace; `changed` fields stand instead of the true ones."""
        part = {"number": len(self.entries) + 1, "from": self.session.state.tick, "inputs": inputs, **changed}
        self.visitor.post("rehearsal.step", json=part, id=self.run, expect=expect)
        return self.visitor.response.get_json()

    def page(self, expect: int = 200, **asked: str) -> Any:
        """The page of the run."""
        self.visitor.get("rehearsal.run", id=self.run, expect=expect, **asked)
        return self.visitor.page

    def debrief(self, expect: int = 200) -> Any:
        """The debrief."""
        self.visitor.get("rehearsal.debrief", id=self.run, expect=expect)
        return self.visitor.page

    @property
    def row(self) -> RehearsalRun:
        """The run as it is stored."""
        db.session.rollback()
        return db.session.scalars(select(RehearsalRun).where(RehearsalRun.public_id == self.run)).one()

    @property
    def mark(self) -> RehearsalMark | None:
        """Its mark."""
        return db.session.get(RehearsalMark, self.row.id)

    @property
    def entries(self) -> list[Any]:
        """The entries that are stored, in order."""
        mine = select(RehearsalStep.entry).where(RehearsalStep.run_id == self.row.id).order_by(RehearsalStep.number)
        return list(db.session.scalars(mine))

    @property
    def session(self) -> Session:
        """The session as it is stored."""
        row = self.row
        return Session(body(), row.variant, row.seed, tuple(self.entries))
