"""The parts of a simulation's file."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from lms.curriculum.spec import Spec
from lms.rehearsal.simulation.engine.state import FULL

Words = Annotated[str, Field(min_length=1)]
Number = Annotated[int, Field(ge=0, le=10)]
Share = Annotated[int, Field(ge=0, le=FULL)]
LayerName = Literal["fascia", "wall", "deep", "muscle"]


class Part(Spec):
    """A part of the file. Texts are stripped."""

    model_config = ConfigDict(str_strip_whitespace=True)


class ClientOnTable(Part):
    """The client on the table. `about` is what the learner knows of them."""

    name: Words
    about: Words


class NamedPlace(Part):
    """A place with a name, for learners who do not use a pointer."""

    name: Words
    at: tuple[int, int]


class PalmZone(Part):
    """A polygon in the figure's own units, what a palm feels there, and what the debrief says of it."""

    kind: Literal["start", "near", "never"]
    points: tuple[tuple[int, int], ...]
    feel: Words
    feedback: Words


class Elsewhere(Part):
    """All other places."""

    feel: Words
    feedback: Words


class HandPlacement(Part):
    """Where the hand is placed. The figure is shown without its layers, with this `title` and `description`."""

    figure: Words
    title: Words
    description: Words
    ask: Words
    spot: tuple[NamedPlace, ...]
    zone: tuple[PalmZone, ...]
    elsewhere: Elsewhere


class Ceiling(Part):
    """The highest acceptable numbers: on the way in, and on the muscle."""

    entry: Number
    muscle: Number


class Layer(Part):
    """A layer: the pressure it needs when soft, how tender it is (1000 is usual), and how soft it is at first."""

    id: LayerName
    need: Annotated[int, Field(ge=50, le=FULL)]
    tender: Annotated[int, Field(ge=100, le=5 * FULL)]
    soft: Share = 0


class Says(Part):
    """What the client answers when asked. {number} is replaced by the number."""

    yes: tuple[Words, ...] = Field(min_length=1)
    wait: tuple[Words, ...] = Field(min_length=1)


class BodyEvent(Part):
    """What is seen or felt, what the client says with it, what answers it and why, and how a critical error is told."""

    shows: tuple[Words, ...] = Field(min_length=1)
    says: str = ""
    answer: Words
    missed: str = ""


class Critical(Part):
    """Texts of the critical errors without an event. Each ends the sentence "not passed yet: …"."""

    contact: Words
    never: Words


class Coming(Part):
    """An event of a variant, and the layer in which it happens."""

    kind: Words
    layer: LayerName


class SessionVariant(Part):
    """One version of the session."""

    id: Words
    note: str = ""
    events: tuple[Coming, ...]
