"""Simulations for the compiler: read a file and report all its flaws."""

from collections.abc import Iterator
from typing import Any

from lms.curriculum.document import RehearsalSort
from lms.curriculum.kinds import Flaw
from lms.curriculum.rehearsals import RehearsalContext
from lms.curriculum.spec import Spec, specified
from lms.rehearsal.simulation.author import checks, explain, shape

PARTS: dict[str, type[Spec]] = {
    "client": shape.ClientOnTable,
    "place": shape.HandPlacement,
    "ceiling": shape.Ceiling,
    "says": shape.Says,
    "critical": shape.Critical,
}
LISTS: dict[str, type[Spec]] = {"layer": shape.Layer, "variant": shape.SessionVariant}
EVENTS = ("sign", "held", "tickle", "pulse", "wide", "tingle", "stop")


class Simulation:
    """The sort of rehearsal that is a simulation."""

    name: RehearsalSort = "simulation"
    folder = "simulations"

    def read(self, fields: dict[str, Any], known: RehearsalContext) -> tuple[dict[str, Any], list[Flaw]]:
        """Check an author's fields part by part, then play them. Returns the plain JSON body, and every flaw."""
        parts, flaws = _parts(fields)
        flaws += checks.check(parts, known)
        if any(flaw.level == "error" for flaw in flaws):
            return {}, flaws
        body = {name: _plain(each) for name, each in parts.items()}
        flaws += explain.unplayable(body, known.pass_mark)
        return ({}, flaws) if any(flaw.level == "error" for flaw in flaws) else (body, flaws)

    def explain(self, body: dict[str, Any]) -> tuple[str, ...]:
        """What a patient and a hurried player reach in each variant."""
        return tuple(explain.told(body))


def _parts(fields: dict[str, Any]) -> tuple[dict[str, Any], list[Flaw]]:
    """The parts of the file that can be read, and the flaws of the others."""
    known = {*PARTS, *LISTS, "event"}
    hint = f"Known fields: {', '.join(sorted(known))}"
    flaws = [Flaw((name,), f"{name} is not a known field", hint) for name in fields if name not in known]
    flaws += [Flaw((), f"{name} is missing") for name in sorted(known - fields.keys())]
    parts: dict[str, Any] = {}
    for name, spec in PARTS.items():
        if name in fields:
            parts[name] = _one(spec, fields[name], (name,), flaws)
    for name, spec in LISTS.items():
        rows = fields.get(name, [])
        parts[name] = list(_many(spec, rows, name, flaws))
    parts["event"] = dict(_events(fields.get("event", {}), flaws))
    return parts, flaws


def _one(spec: type[Spec], given: Any, where: tuple[str | int, ...], flaws: list[Flaw]) -> Spec | None:  # noqa: ANN401
    if not isinstance(given, dict):
        flaws.append(Flaw(where, f"{where[0]} must be a table in {{ }}"))
        return None
    read, found = specified(spec, given)
    flaws += [Flaw((*where, *flaw.where), flaw.message, flaw.hint, flaw.level) for flaw in found]
    return read


def _many(spec: type[Spec], rows: Any, name: str, flaws: list[Flaw]) -> Iterator[Spec | None]:  # noqa: ANN401
    if not isinstance(rows, list):
        flaws.append(Flaw((name,), f"{name} must be a list of tables"))
        return
    for index, row in enumerate(rows):
        yield _one(spec, row, (name, index), flaws)


def _events(given: Any, flaws: list[Flaw]) -> Iterator[tuple[str, Spec | None]]:  # noqa: ANN401
    if not isinstance(given, dict):
        flaws.append(Flaw(("event",), "event must be a table in { }"))
        return
    for name in EVENTS:
        if name not in given:
            flaws.append(Flaw(("event",), f"event.{name} is missing: what shows, what answers it"))
    for name, each in given.items():
        if name not in EVENTS:
            flaws.append(Flaw(("event", name), f"unknown event “{name}”", f"Known events: {', '.join(EVENTS)}"))
        else:
            yield name, _one(shape.BodyEvent, each, ("event", name), flaws)


def _plain(part: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(part, list):
        return [_plain(each) for each in part]
    if isinstance(part, dict):
        return {name: _plain(each) for name, each in part.items()}
    return part.model_dump(mode="json")
