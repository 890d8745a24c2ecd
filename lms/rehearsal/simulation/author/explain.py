"""Play a simulation for its author: what a patient and a hurried player reach."""

from collections.abc import Iterator, Mapping
from typing import Any

from lms.curriculum.kinds import Flaw
from lms.rehearsal.simulation.author.player import hurried, patient, placed, played
from lms.rehearsal.simulation.engine.state import GATE_DEPTH, TICKS_A_SECOND, Alert
from lms.rehearsal.simulation.record.judge import Verdict, judge
from lms.rehearsal.simulation.record.plan import LAYERS

SEEDS = ("a", "b")
ENDING = {"stop": Alert.STOP, "wide": Alert.WIDE}  # events after which nothing deeper is reached
Body = Mapping[str, Any]


def unplayable(body: Body, pass_mark: int) -> list[Flaw]:
    """A flaw for each variant that a patient player does not pass."""
    return [flaw for index, each in enumerate(body["variant"]) for flaw in _flaws(body, each["id"], index, pass_mark)]


def told(body: Body) -> Iterator[str]:
    """A line for each variant: its events, the best score, and how the two players fare."""
    for each in body["variant"]:
        best = max(_play(body, each["id"], patient), key=lambda verdict: verdict.points)
        hurry = _play(body, each["id"], hurried)[0]
        events = ", ".join(f"{event['kind']} in {event['layer']}" for event in each["events"]) or "no events"
        yield f"variant {each['id']}: {events}"
        turns, seconds = len(best.record.session.played), best.record.state.tick // TICKS_A_SECOND
        yield f"  best score {best.of}; patient play earns {best.points} ({best.percent}%), {turns} turns, {seconds} s"
        end = f"critical error {hurry.critical}" if hurry.critical else "no critical error"
        yield f"  hurried play earns {hurry.points} of {hurry.of}, {end}"


def _play(body: Body, variant: str, choose: Any) -> list[Verdict]:  # noqa: ANN401 - a player
    return [judge(played(placed(body, variant, seed), choose)) for seed in SEEDS]


def _flaws(body: Body, variant: str, index: int, pass_mark: int) -> Iterator[Flaw]:
    for verdict in _play(body, variant, patient):
        depth = max((point.depth for point in verdict.record.points), default=0)
        ended = verdict.record.heard and verdict.record.heard[-1].kind in ENDING.values()
        if depth < 3 * GATE_DEPTH and not ended:
            words = f"a patient player never gets past “{LAYERS[depth // GATE_DEPTH]}” in variant “{variant}”"
            yield Flaw(("variant", index), words, "Lower the pressure that layer needs, or start it softer")
            return
        if verdict.critical or verdict.percent < pass_mark:
            words = f"a patient player does not pass variant “{variant}”: {verdict.percent}% of the best score"
            yield Flaw(("variant", index), words)
            return
