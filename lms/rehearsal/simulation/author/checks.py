"""Flaws of a readable simulation: places, layers, ceilings, events, texts."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from lms.curriculum.kinds import Flaw
from lms.curriculum.rehearsals import RehearsalContext
from lms.questions.geometry import FEWEST, Area, crossing
from lms.rehearsal.simulation.author.shape import (
    BodyEvent,
    Ceiling,
    Coming,
    HandPlacement,
    Layer,
    PalmZone,
    SessionVariant,
)
from lms.rehearsal.simulation.engine.alerts import SIGNS
from lms.rehearsal.simulation.engine.readings import MUSCLE_SOFT
from lms.rehearsal.simulation.engine.state import FULL
from lms.rehearsal.simulation.record.plan import EVENTS, LAYERS

FEWEST_SPOTS, FEWEST_VARIANTS, MOST_EVENTS = 3, 2, 3
CONSEQUENTIAL = ("sign", "held", "pulse", "wide", "tingle", "stop")
Frame = tuple[float, float, float, float]


def check(parts: Mapping[str, Any], known: RehearsalContext) -> list[Flaw]:
    """Every flaw of the parts that could be read. A part that could not be read is None."""
    flaws: list[Flaw] = []
    if parts.get("place"):
        flaws += _place(parts["place"], known)
    layers: list[Layer | None] = parts["layer"]
    flaws += _layers(layers)
    if parts.get("ceiling"):
        flaws += _ceiling(parts["ceiling"], layers)
    if parts.get("says"):
        flaws += _says(parts["says"])
    flaws += _events(parts["event"])
    flaws += _variants(parts["variant"])
    return flaws


def _place(place: HandPlacement, known: RehearsalContext) -> Iterator[Flaw]:
    figure = known.figures.get(place.figure)
    if figure is None:
        yield Flaw(("place", "figure"), f"there is no figure “{place.figure}”")
    frame = figure.frame if figure else None
    wrong = [_zone(zone, frame) for zone in place.zone]
    yield from (Flaw(("place", "zone", index, "points"), words) for index, words in enumerate(wrong) if words)
    if not any(zone.kind == "start" for zone in place.zone):
        yield Flaw(("place",), 'has no zone of the kind "start"')
    elif not any(wrong) and not _named(place):
        hint = "Learners who cannot point choose a named place"
        yield Flaw(("place",), "none of the named places is in the start zone", hint)
    yield from _spots(place, frame)


def _named(place: HandPlacement) -> bool:
    """Whether a named place lies in the start zone."""
    areas = [Area(zone.points) for zone in place.zone if zone.kind == "start"]
    return any(area.holds(spot.at) for area in areas for spot in place.spot)


def _spots(place: HandPlacement, frame: Frame | None) -> Iterator[Flaw]:
    if len(place.spot) < FEWEST_SPOTS:
        yield Flaw(("place",), f"has fewer than {FEWEST_SPOTS} named places", "Name places with [[place.spot]]")
    for index, spot in enumerate(place.spot):
        if frame and not _inside(spot.at, frame):
            yield Flaw(("place", "spot", index, "at"), f"the place “{spot.name}” is outside its figure")


def _zone(zone: PalmZone, frame: Frame | None) -> str:
    if len(zone.points) < FEWEST:
        return f"the zone has fewer than {FEWEST} corners"
    if crossing(zone.points):
        return "the zone crosses itself"
    outside = frame and not all(_inside(point, frame) for point in zone.points)
    return "the zone is outside its figure" if outside else ""


def _inside(point: tuple[int, int], frame: Frame) -> bool:
    left, top, width, height = frame
    return left <= point[0] <= left + width and top <= point[1] <= top + height


def _layers(layers: list[Layer | None]) -> Iterator[Flaw]:
    names = [each.id if each else None for each in layers]
    wrong = [name for name, right in zip(names, LAYERS, strict=False) if name not in (None, right)]
    if len(names) != len(LAYERS) or wrong:
        yield Flaw(("layer",), "the layers must be fascia, wall, deep and muscle, in this order")


def _ceiling(ceiling: Ceiling, layers: list[Layer | None]) -> Iterator[Flaw]:
    if ceiling.muscle < ceiling.entry:
        yield Flaw(("ceiling", "muscle"), "the ceiling on the muscle is lower than the one on the way in")
    for index, layer in enumerate(layers):
        if layer is None:
            continue
        most, soft = (ceiling.muscle, MUSCLE_SOFT) if layer.id == "muscle" else (ceiling.entry, FULL)
        felt = _felt(layer.need + 1, layer, soft)
        where = ("layer", index, "need")
        if felt > most:
            words = (
                f"“{layer.id}” cannot be reached: the pressure it needs feels like {felt}, above the ceiling of {most}"
            )
            yield Flaw(where, words, "Lower the pressure it needs, make it less tender or raise the ceiling")
        elif layer.id != "muscle" and _felt(layer.need * 6 // 10 + 1, layer, layer.soft) > most:
            words = f"“{layer.id}” cannot soften: the pressure that softens it feels higher than the ceiling of {most}"
            yield Flaw(where, words, "Lower the pressure it needs, make it less tender or start it softer")


def _felt(pressure: int, layer: Layer, soft: int) -> int:
    return pressure * (FULL + 300 - soft) // FULL * layer.tender // FULL // 100


def _says(says: Any) -> Iterator[Flaw]:  # noqa: ANN401 - shape.Says
    for name in ("yes", "wait"):
        for index, text in enumerate(getattr(says, name)):
            if "{number}" not in text:
                yield Flaw(("says", name, index), "the answer does not give the number", "Write {number} in it")


def _events(events: Mapping[str, BodyEvent | None]) -> Iterator[Flaw]:
    for name, event in events.items():
        if event is None:
            continue
        if name == "sign" and len(event.shows) != SIGNS:
            yield Flaw(("event", name, "shows"), f"needs {SIGNS} body signs, has {len(event.shows)}")
        if name in CONSEQUENTIAL and not event.missed.strip():
            hint = "Complete the sentence “not passed yet: …”"
            yield Flaw(("event", name), f"event.{name} does not say what was missed", hint)
        if name in ("held", "tingle", "stop") and not event.says.strip():
            yield Flaw(("event", name), f"event.{name} has no client words", "Add says")


def _variants(variants: list[SessionVariant | None]) -> Iterator[Flaw]:
    if len(variants) < FEWEST_VARIANTS:
        yield Flaw((), f"has fewer than {FEWEST_VARIANTS} variants", "With too few, learners can memorize it")
    seen: set[str] = set()
    for index, variant in enumerate(variants):
        if variant is None:
            continue
        if variant.id in seen:
            yield Flaw(("variant", index, "id"), f"the variant “{variant.id}” is listed twice")
        seen.add(variant.id)
        if len(variant.events) > MOST_EVENTS:
            yield Flaw(("variant", index, "events"), f"has more than {MOST_EVENTS} events")
        yield from _coming(variant.events, index)


def _coming(events: tuple[Coming, ...], variant: int) -> Iterator[Flaw]:
    for index, each in enumerate(events):
        if each.kind not in EVENTS:
            hint = f"Known events: {', '.join(EVENTS)}"
            yield Flaw(("variant", variant, "events", index, "kind"), f"unknown event “{each.kind}”", hint)
    for index, (one, other) in enumerate(pairwise(events), 1):
        if LAYERS.index(other.layer) < LAYERS.index(one.layer):
            words = f"“{other.kind}” in {other.layer} can never come after “{one.kind}” in {one.layer}"
            yield Flaw(("variant", variant, "events", index), words, "Order the events by depth")
